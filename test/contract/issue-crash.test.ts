import { expect, test } from 'vitest'
import { issueDrill } from '../kit/issue-drill.ts'

test('killed at every step of issuance: no serial signed twice or without a row, never two in force', async () => {
  const figures = await issueDrill(16)
  expect(figures.killed).toEqual({ 'before sign': 2, 'after sign': 4, 'after store': 6, anywhere: 4 })
  // Whatever was stored before the death went on; whatever was not is spent.
  expect(figures.continued).toBeGreaterThanOrEqual(2)
  expect(figures.revoked).toBeGreaterThanOrEqual(6)
}, 120_000)
