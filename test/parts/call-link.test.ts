import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeLink, type Link, type LinkState, type Signal } from '../../client/call/link.ts'
import { makePairing, type Letter, type Pairing } from '../../client/call/pairing.ts'
import { FakePeer } from './fake-peer.ts'

const track = (kind: string) => ({ kind }) as MediaStreamTrack
const make = (config: RTCConfiguration) => new FakePeer(config) as unknown as RTCPeerConnection

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaStream', class {})
  FakePeer.all = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Two links whose signals travel at once, or are held back. */
function wire() {
  const states: Record<'polite' | 'impolite', LinkState[]> = { polite: [], impolite: [] }
  const held: (() => void)[] = []
  let hold = false
  const links: { polite?: Link; impolite?: Link } = {}
  const carry = (to: 'polite' | 'impolite') => (signal: Signal) => {
    const go = () => void links[to]?.receive(signal)
    if (hold) held.push(go)
    else go()
  }
  const side = (name: 'polite' | 'impolite', other: 'polite' | 'impolite') =>
    makeLink({
      polite: name === 'polite',
      config: {},
      tracks: () => [track('video'), track('audio')],
      send: carry(other),
      onState: (state) => states[name].push(state),
      onRemote: () => {},
      make,
    })
  return {
    states,
    open() {
      links.polite = side('polite', 'impolite')
      links.impolite = side('impolite', 'polite')
    },
    links,
    hold: () => (hold = true),
    release() {
      hold = false
      for (const go of held.splice(0)) go()
    },
  }
}

const settle = () => vi.advanceTimersByTimeAsync(50)
const [polite, impolite] = [() => FakePeer.all[0] as FakePeer, () => FakePeer.all[1] as FakePeer]

describe('one connection', () => {
  test('of two offers at once the polite side takes its own back, and both are stable', async () => {
    const world = wire()
    world.hold()
    world.open()
    await settle()
    expect([polite().signalingState, impolite().signalingState]).toEqual(['have-local-offer', 'have-local-offer'])
    world.release()
    await settle()
    expect([polite().signalingState, impolite().signalingState]).toEqual(['stable', 'stable'])
    expect(polite().log).toContain('rollback')
    expect(impolite().log).not.toContain('rollback')
    expect(impolite().remoteDescription?.type).toBe('answer')
  })

  test('candidates that come before the description wait for it, in their order', async () => {
    const world = wire()
    world.hold()
    world.open()
    await settle()
    const early = world.links.impolite?.receive({ candidate: { candidate: 'a' } })
    void world.links.impolite?.receive({ candidate: { candidate: 'b' } })
    await early
    expect(impolite().log).toEqual([])
    await world.links.impolite?.receive({ description: { type: 'answer', sdp: '' } })
    expect(impolite().log).toEqual(['candidate a', 'candidate b'])
  })

  test('a silence under 5 s is none; a longer one and a failure look for a new path', async () => {
    const world = wire()
    world.open()
    await settle()
    polite().become('connected')
    polite().become('disconnected')
    await vi.advanceTimersByTimeAsync(4_000)
    polite().become('connected')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(polite().log).not.toContain('restart')
    polite().become('disconnected')
    await vi.advanceTimersByTimeAsync(5_100)
    expect(polite().log.filter((line) => line === 'restart')).toHaveLength(1)
    polite().become('failed')
    expect(polite().log.filter((line) => line === 'restart')).toHaveLength(2)
    polite().become('connected')
    expect(world.states.polite).toEqual(['up', 'down', 'up', 'down', 'down', 'up'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.states.polite).not.toContain('lost')
  })

  test('what can not be mended in 20 s is lost', async () => {
    const world = wire()
    world.open()
    await settle()
    polite().become('connected')
    polite().become('failed')
    await vi.advanceTimersByTimeAsync(20_500)
    expect(world.states.polite.at(-1)).toBe('lost')
  })

  test('another track takes the place of its kind without a new negotiation', async () => {
    const world = wire()
    world.open()
    await settle()
    const other = track('video')
    await world.links.polite?.replace(other)
    expect(
      polite()
        .getSenders()
        .map(({ track: sent }) => sent),
    ).toContain(other)
    expect(polite().getSenders()).toHaveLength(2)
    expect(polite().signalingState).toBe('stable')
  })
})

describe('pages that find each other', () => {
  type Page = { pairing: Pairing; met: string[]; signals: Signal[]; replaced: number }
  const pages: { client: Page[]; staff: Page[] } = { client: [], staff: [] }
  beforeEach(() => {
    pages.client = []
    pages.staff = []
  })
  const enter = (side: 'client' | 'staff', me: string): Page => {
    const page: Page = {
      met: [],
      signals: [],
      replaced: 0,
      pairing: makePairing({
        me,
        // As the server does it: everybody on the other side who listens gets every letter.
        post: (letter: Letter) =>
          queueMicrotask(() => {
            for (const each of pages[side === 'client' ? 'staff' : 'client'])
              each.pairing.receive(JSON.parse(JSON.stringify(letter)))
          }),
        onPair: (other) => page.met.push(other),
        onSignal: (signal) => page.signals.push(signal),
        onMedia: () => {},
        onReplaced: () => page.replaced++,
      }),
    }
    pages[side].push(page)
    page.pairing.hello()
    return page
  }

  test('whoever comes second is answered; each meets the other once', async () => {
    const client = enter('client', 'c1')
    await settle()
    const staff = enter('staff', 's1')
    await settle()
    expect([client.met, staff.met]).toEqual([['s1'], ['c1']])
    staff.pairing.signal({ candidate: null })
    await settle()
    expect(client.signals).toHaveLength(1)
  })

  test('a page that was loaded again is met again, and letters to the old one are not heard', async () => {
    const client = enter('client', 'c1')
    const staff = enter('staff', 's1')
    await settle()
    pages.staff = []
    const again = enter('staff', 's2')
    await settle()
    expect(client.met).toEqual(['s1', 's2'])
    expect(again.met).toEqual(['c1'])
    staff.pairing.signal({ candidate: null })
    await settle()
    expect(client.signals).toHaveLength(0)
  })

  test('of two windows of one person the newer one has the call, and the older one says so', async () => {
    enter('client', 'c1')
    const first = enter('staff', 's1')
    await settle()
    const second = enter('staff', 's2')
    await settle()
    expect([first.replaced, second.replaced]).toEqual([1, 0])
  })

  test('nonsense is no letter', () => {
    const client = enter('client', 'c1')
    for (const said of [null, 7, {}, { from: 1, to: null, hello: true }, { from: 'x', to: null, signals: 'y' }])
      client.pairing.receive(said)
    expect(client.met).toEqual([])
  })
})
