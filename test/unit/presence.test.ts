import { beforeEach, expect, test } from 'vitest'
import { makePresence, type Found, type Presence } from '../../server/desk/presence.ts'

const second = 1_000
const minute = 60 * second
let now: number
let presence: Presence

beforeEach(() => {
  now = 1_000_000
  presence = makePresence(() => now)
})

/** Lets time pass as the watch sees it, second by second; `each` is what the phones do meanwhile. */
function pass(ms: number, each: () => void = () => undefined): Found[] {
  const found: Found[] = []
  for (const end = now + ms; now < end;) {
    now += second
    each()
    found.push(...presence.look())
  }
  return found
}

const both = (call = 'a') => {
  presence.heard(call, 'client')
  presence.heard(call, 'staff')
  presence.live(call)
}

test('whoever is silent for 15 s has dropped, once, and is back with the next word', () => {
  both()
  expect(pass(14 * second, () => presence.heard('a', 'staff'))).toEqual([])
  expect(presence.seen('a', 'client').here).toBe(true)
  expect(pass(20 * second, () => presence.heard('a', 'staff'))).toEqual([
    { call: 'a', what: 'dropped', party: 'client' },
  ])
  expect(presence.seen('a', 'client')).toMatchObject({ here: false, inside: false })
  expect(presence.heard('a', 'client')).toEqual({ back: true })
  expect(presence.heard('a', 'client')).toEqual({ back: false })
})

test('gone for 5 minutes ends the call; a client that asked for 5 minutes has them first', () => {
  both()
  const alone = () => presence.heard('a', 'staff')
  expect(pass(5 * minute, alone)).toEqual([{ call: 'a', what: 'dropped', party: 'client' }])
  expect(pass(second, alone)).toEqual([{ call: 'a', what: 'over' }])

  both('b')
  const waits = () => presence.heard('b', 'staff')
  presence.excuse('b', 'client', now + 5 * minute)
  presence.forget('a')
  expect(pass(5 * minute + 14 * second, waits)).toEqual([])
  expect(pass(5 * minute - 14 * second, waits)).toEqual([{ call: 'b', what: 'dropped', party: 'client' }])
  expect(pass(second, waits)).toEqual([{ call: 'b', what: 'over' }])
})

test('leaving and coming back within 15 s is a reload, later it is a drop', () => {
  both()
  const staff = () => presence.heard('a', 'staff')
  presence.left('a', 'client')
  expect(presence.seen('a', 'client').here).toBe(false)
  expect(pass(10 * second, staff)).toEqual([])
  expect(presence.heard('a', 'client')).toEqual({ back: false })
  presence.left('a', 'client')
  expect(pass(16 * second, staff)).toHaveLength(1)
  expect(presence.heard('a', 'client')).toEqual({ back: true })
})

test('nothing drops before both were in; an empty room lasts for 30 minutes', () => {
  presence.take('a', { live: false, inside: [], dropped: [] })
  expect(presence.awayMs('a', 'staff')).toBe(0)
  expect(pass(29 * minute)).toEqual([])
  presence.heard('a', 'client')
  expect(pass(30 * minute)).toEqual([])
  expect(pass(second)).toEqual([{ call: 'a', what: 'over' }])
  expect(presence.awayMs('a', 'staff')).toBe(59 * minute + second)
})

test('after a restart both have a grace of 15 s, and who had dropped before comes back as such', () => {
  presence.take('a', { live: true, inside: ['client', 'staff'], dropped: [] })
  presence.take('b', { live: true, inside: ['client', 'staff'], dropped: ['client'] })
  const alive = () => {
    presence.heard('a', 'staff')
    presence.heard('b', 'staff')
  }
  pass(10 * second, alive)
  expect(presence.heard('a', 'client')).toEqual({ back: false })
  expect(presence.heard('b', 'client')).toEqual({ back: true })
  presence.take('c', { live: true, inside: ['client', 'staff'], dropped: [] })
  const found = pass(15 * second, alive).filter(({ call }) => call === 'c')
  expect(found).toEqual([
    { call: 'c', what: 'dropped', party: 'client' },
    { call: 'c', what: 'dropped', party: 'staff' },
  ])
})

test('when the server itself was asleep nobody has dropped', () => {
  both()
  now += 10 * minute
  expect(presence.look()).toEqual([])
  expect(pass(14 * second)).toEqual([])
  expect(pass(2 * second)).toHaveLength(2)
})
