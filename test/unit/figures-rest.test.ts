import { expect, test } from 'vitest'
import { restAfter } from '../../server/desk/figures.ts'

test('folding rests nine times as long as it worked, and a whole second while people keep the process busy', () => {
  expect(restAfter(10, 0, 0.1)).toBe(90)
  expect(restAfter(10, 0, 0.95)).toBe(1_000)
  expect(restAfter(500, 0, 0.1)).toBe(1_000)
})

test('figures that have fallen far behind catch up, whoever else is at work', () => {
  expect(restAfter(10, 60_000, 0.95)).toBe(90)
})
