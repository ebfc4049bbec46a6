import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  backAt,
  consentTexts,
  identityItems,
  isDropped,
  isInside,
  pauseMs,
  refusedAt,
  scriptItems,
  ticked,
  unticked,
  type CallMark,
  type ScriptItem,
} from '../../server/domain/call.ts'

type Step = { tick: ScriptItem } | 'drop'
type Kept = { kind: CallMark; attempt: number; at: number; by: 'client' | 'staff' }

/** The stamps that a row of steps leaves: each drop begins the next attempt. */
function stampsOf(steps: readonly Step[]): { stamps: Kept[]; attempt: number } {
  const stamps: Kept[] = []
  let attempt = 1
  for (const [at, step] of steps.entries()) {
    if (step === 'drop') attempt += 1
    stamps.push({ kind: step === 'drop' ? 'resumed' : step.tick, attempt, at, by: 'staff' })
  }
  return { stamps, attempt }
}

/** The same told naively: a board of ticks from which a drop wipes those that say who is there. */
function boardOf(steps: readonly Step[]): Map<ScriptItem, number> {
  const board = new Map<ScriptItem, number>()
  for (const [at, step] of steps.entries()) {
    if (step === 'drop') for (const item of identityItems) board.delete(item)
    else if (!board.has(step.tick)) board.set(step.tick, at)
  }
  return board
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...scriptItems).map((tick) => ({ tick })) },
  { weight: 1, arbitrary: fc.constant('drop' as const) },
)

test('whatever the order of ticks and drops, the script stands as on a board that a drop wipes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { stamps, attempt } = stampsOf(steps)
      const board = boardOf(steps)
      expect(new Map([...ticked(stamps, attempt)].toSorted())).toEqual(new Map([...board].toSorted()))
      expect(unticked(stamps, attempt)).toEqual(scriptItems.filter((item) => !board.has(item)))
    }),
    { numRuns: 500 },
  )
})

const mark = (kind: CallMark, at: number, by: 'client' | 'staff' = 'client'): Kept => ({ kind, at, by, attempt: 1 })

test('what the stamps say of a side: dropped, inside, waiting, consenting', () => {
  const stamps = [mark('joined_client', 1), mark('joined_staff', 1, 'staff'), mark('dropped', 2)]
  expect([isDropped(stamps, 'client'), isDropped(stamps, 'staff')]).toEqual([true, false])
  expect(isDropped([...stamps, mark('resumed', 3)], 'client')).toBe(false)
  expect(isInside(stamps, 'staff')).toBe(true)
  expect(isInside([...stamps, mark('left_staff', 3, 'staff')], 'staff')).toBe(false)
  expect(backAt([mark('five_minutes', 10)])).toBe(300_010)
  expect(backAt([mark('five_minutes', 10), mark('joined_client', 20)])).toBeNull()
  expect(refusedAt([mark('consent_refused', 5), mark('consent', 6)])).toBeNull()
  expect(refusedAt([mark('consent', 5), mark('consent_refused', 6)])).toBe(6)
})

test('a pause is as long as the longer of the two says: the phone, which may have slept, or the stamps', () => {
  expect(pauseMs([mark('camera_paused', 1_000)], 'client', 41_000, 5_000)).toBe(40_000)
  expect(pauseMs([mark('camera_paused', 1_000)], 'client', 2_000, 35_000)).toBe(35_000)
  expect(pauseMs([mark('camera_paused', 1_000)], 'staff', 41_000, 5_000)).toBe(5_000)
  expect(pauseMs([mark('camera_paused', 1), mark('camera_back', 2)], 'client', 99_000, 7)).toBe(7)
})

test('a consent text that calls refer to is never changed', () => {
  expect(consentTexts.v1).toBe(
    'Sei que a videoconferência é gravada para minha identificação. Aceito que minha imagem e minha voz sejam usadas só para isso, guardadas com criptografia pelo cartório.',
  )
})
