// Why a deadline is when it is (domain.md rule 15). All instants are epoch ms of the server.

export type StretchView = { from: number; to: number; counted: boolean; reason: string; act: string | null }

/** A change of the due instant: when, why, by which act (public), from which instant to which. */
export type MoveView = { at: number; reason: string; act: string | null; from: number; to: number }

export type ExplainView = {
  now: number
  zone: string
  place: string
  from: number
  to: number
  stretches: StretchView[]
  /** What moved the clock since it started, oldest first. */
  moves: MoveView[]
  /** All counted stretches together, in business ms; the whole allowance unless it was stopped before. */
  countedMs: number
  /** When it is (or was) due; null once a decision stopped it in time. */
  dueAt: number | null
}
