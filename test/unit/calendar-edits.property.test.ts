import { expect, test } from 'vitest'
import { calendarDrill } from '../kit/calendar-drill.ts'

// Issue 5, acceptance 2, in small; `npm run drill:calendar -- 1000000` is the whole of it.
test.each([1, 2, 3, 4])(
  'random edits over random clocks, 5,000 steps with seed %i: rules 7, 8, 10 and 15 hold',
  (seed) => {
    const figures = calendarDrill(5_000, seed)
    for (const what of ['edits', 'moved', 'untouched', 'closed now', 'outages', 'granted', 'expired', 'decided'])
      expect(figures[what], what).toBeGreaterThan(20)
  },
)
