import type { Fault } from '../domain/fault.ts'
import type { Hours } from '../domain/hours.ts'

/** The changes to a cartório itself, beside those to its requests. */
export type OfficeDesk = {
  /** Writes the next version of the opening hours and projects running clocks anew (rule 7); `hours` are already checked. */
  setHours(cns: string, hours: Omit<Hours, 'version'>, actor: string): Promise<{ version: number } | Fault>
  /** Opens the cartório to requests and pulls (rule 65); the caller has checked that nothing is missing. */
  credential(cns: string, actor: string): Promise<{ at: number } | Fault>
}
