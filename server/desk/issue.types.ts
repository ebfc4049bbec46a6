import type { Logger } from 'pino'
import type { Ca } from '../domain/ca.ts'
import type { ActTools } from './act.ts'

/** What issuing needs beside the desk's tools. */
export type IssueTools = ActTools & {
  /** Null where no authority was made or its key can't be opened: issuing then answers issue_off. */
  ca: Ca | null
  /** K of the PIN (rule 46): outside the database. */
  pinKey: Buffer
  publicUrl: string
  log: Logger
}
