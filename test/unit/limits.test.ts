import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeLimits } from '../../server/http/limits.ts'

describe('limits', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('the sixth code for an e-mail within 15 minutes is refused with the seconds to wait', async () => {
    const limits = makeLimits()
    for (let i = 0; i < 5; i++) expect(await limits.take('codeByEmail', 'a')).toBeNull()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await limits.take('codeByEmail', 'a')).toEqual({ fault: 'too_many', detail: { seconds: 14 * 60 } })
    expect(await limits.take('codeByEmail', 'b')).toBeNull()
    expect(await limits.take('codeByAddress', 'a')).toBeNull()
  })

  test('after the time has passed it counts anew', async () => {
    const limits = makeLimits({ search: { points: 1, seconds: 10 } })
    expect(await limits.take('search', 'a')).toBeNull()
    expect(await limits.take('search', 'a')).toMatchObject({ fault: 'too_many', detail: { seconds: 10 } })
    await vi.advanceTimersByTimeAsync(10_001)
    expect(await limits.take('search', 'a')).toBeNull()
  })

  test('a limit can be lifted, the others stay', async () => {
    const limits = makeLimits({ submit: null })
    for (let i = 0; i < 100; i++) expect(await limits.take('submit', 'a')).toBeNull()
    for (let i = 0; i < 5; i++) await limits.take('codeByEmail', 'a')
    expect(await limits.take('codeByEmail', 'a')).not.toBeNull()
  })
})
