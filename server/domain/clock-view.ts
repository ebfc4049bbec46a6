/** Facts every state of a countdown carries. `now` is the server's instant of the answer; all instants are epoch ms. */
interface Base {
  now: number
  /** The whole allowance in business ms (15 minutes, domain.md §2). */
  totalMs: number
  /** IANA zone of the cartório. */
  zone: string
  /** Município of the cartório, named when its hour differs from the device's. */
  place: string
}

/**
 * A countdown as the server hands it out: ready instants, since phones have no Temporal (domain.md rule 11).
 * Durations are business ms. `pausesAt` is the next closing before the due instant and `reopensAt` the opening after it.
 */
export type ClockView =
  | (Base & {
      state: 'running'
      remainingMs: number
      dueAt: number
      pausesAt: number | null
      reopensAt: number | null
    })
  | (Base & { state: 'paused'; remainingMs: number; dueAt: number; reopensAt: number; reason: string })
  | (Base & { state: 'expired'; dueAt: number; overdueMs: number })
  | (Base & { state: 'stopped'; remainingMs: number; late: boolean })
