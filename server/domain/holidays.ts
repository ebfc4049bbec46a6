import type { DayEntry } from './day-rules.ts'
import { center } from './holidays-center.ts'
import { nation } from './holidays-nation.ts'
import { north } from './holidays-north.ts'
import { northeast } from './holidays-northeast.ts'
import { south } from './holidays-south.ts'
import { southeast } from './holidays-southeast.ts'

export { nation }

/** The built-in table of the 27 UFs, 2024 to 2030: each entry cites an act that was read at its `source`, or is "a confirmar". */
export const ufs: Readonly<Record<string, readonly DayEntry[]>> = {
  ...north,
  ...northeast,
  ...center,
  ...southeast,
  ...south,
}
