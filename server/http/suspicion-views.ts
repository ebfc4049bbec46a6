import type { Finding } from '../domain/finding.ts'

/** A suspicion of fraud: still open, or what the tabelião found; `text` for those who may decide. */
export type SuspicionView = {
  open: boolean
  can: boolean
  whyNot: string | null
  finding: { finding: Finding; words: string; by: string; at: number; text: string | null } | null
}
