import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js'
import type { CallView, HereView } from '../../server/http/call-views.ts'
import { asProblem, send } from '../api.ts'
import { uuidv7 } from '../keys.ts'
import { holdLive } from '../live.ts'
import { stayAwake } from './awake.ts'
import type { Camera } from './camera.ts'
import { makeLink, type Link } from './link.ts'
import { makePairing, type MediaState, type Pairing } from './pairing.ts'
import { openPost } from './post.ts'
import { qualityOf, sampleOf, type Quality, type Sample } from './quality.ts'

/** `alone`: nobody at the other end yet; `down`: pictures stopped and come back by themselves. */
export type RoomState = 'alone' | 'connecting' | 'up' | 'down'

export interface Room {
  state: Accessor<RoomState>
  remote: Accessor<MediaStream | null>
  other: Accessor<MediaState>
  quality: Accessor<Quality | null>
  /** The call goes on in another window of this person. */
  replaced: Accessor<boolean>
  /** Sends this track from now on. */
  replace: (track: MediaStreamTrack) => void
  /** Takes the place of the other window. */
  takeBack: () => void
  leave: () => void
}

const hereMs = 5_000
const sampleMs = 2_000
const allThere: MediaState = { camera: true, microphone: true, paused: false }

/**
 * Being in a room: told to the server, kept alive every 5 s, and connected with the other side, again after every drop. `mine`
 * is what the other side has to know of this one's picture. Lives until its owner is disposed of.
 */
export function createRoom(call: Accessor<CallView>, camera: Camera, mine: Accessor<MediaState>): Room {
  const { id, as } = untrack(call)
  const path = `/api/calls/${encodeURIComponent(id)}`
  const [state, setState] = createSignal<RoomState>('alone')
  const [remote, setRemote] = createSignal<MediaStream | null>(null)
  const [other, setOther] = createSignal<MediaState>(allThere)
  const [quality, setQuality] = createSignal<Quality | null>(null)
  const [replaced, setReplaced] = createSignal(false)
  let link: Link | null = null
  let pairing: Pairing | null = null
  let inside = true

  const config = (): RTCConfiguration => {
    const { servers, relayOnly } = untrack(call).ice
    return { iceServers: servers, iceTransportPolicy: relayOnly ? 'relay' : 'all' }
  }

  /** Under a new name: to the other side this is a page that was just loaded. */
  const begin = () => {
    link?.close()
    link = null
    pairing = makePairing({
      me: crypto.randomUUID(),
      post: post.put,
      onPair: connect,
      onSignal: (signal) => void link?.receive(signal),
      onMedia: setOther,
      onReplaced: () => {
        link?.close()
        link = null
        // From now on the other window answers.
        pairing = null
        setReplaced(true)
      },
    })
    pairing.hello()
  }
  const connect = () => {
    link?.close()
    // What runs before is over at the other end as well.
    setState((before) => (before === 'alone' ? 'connecting' : 'down'))
    const own = makeLink({
      polite: as === 'client',
      config: config(),
      tracks: () => camera.stream.getTracks(),
      send: (signal) => pairing?.signal(signal),
      onRemote: (stream) => setRemote(new MediaStream(stream.getTracks())),
      onState: (now) => {
        if (link !== own) return
        if (now === 'lost') begin()
        else setState((before) => (now === 'up' ? 'up' : before === 'up' ? 'down' : before))
      },
    })
    link = own
    pairing?.media(untrack(mine))
  }
  const post = openPost(id, (said) => pairing?.receive(said), begin)

  const join = () => send('POST', `${path}/join`)
  const here = async () => {
    if (!inside || replaced()) return
    // After a leave that came late, or a restart of the server, it takes us for gone.
    const known = await send<HereView>('POST', `${path}/here`).catch(() => null)
    if (known && !known.joined && inside) await join().catch(() => {})
  }
  const enter = async () => {
    for (let failures = 0; inside; failures++) {
      try {
        return await join()
      } catch (error) {
        const { status } = asProblem(error)
        if (status >= 400 && status < 500 && status !== 429) return
        await new Promise((done) => setTimeout(done, Math.min(500 * 2 ** failures, hereMs)))
      }
    }
  }
  void enter()

  const timers = [setInterval(() => void here(), hereMs), setInterval(() => void measure(), sampleMs)]
  let sample: Sample | null = null
  const measure = async () => {
    const pc = link?.pc
    if (!pc || pc.connectionState !== 'connected') {
      sample = null
      return setQuality(null)
    }
    const before = sample
    sample = await sampleOf(pc)
    if (before && before.bytes <= sample.bytes) setQuality(qualityOf(before, sample, other().paused))
  }

  const moved = () => link?.restart(config())
  const away = () => {
    // The page is going: only a request that outlives it arrives.
    if (inside)
      void fetch(`${path}/leave`, { method: 'POST', keepalive: true, headers: json(), body: '{}' }).catch(() => {})
  }
  const back = (event: PageTransitionEvent) => {
    if (!event.persisted || !inside) return
    void enter()
    begin()
  }
  const network = 'connection' in navigator ? (navigator.connection as EventTarget) : null
  addEventListener('online', moved)
  network?.addEventListener('change', moved)
  addEventListener('pagehide', away)
  addEventListener('pageshow', back)
  const letGo = [holdLive(), stayAwake()]
  createEffect(on(mine, (now) => pairing?.media(now), { defer: true }))

  const end = () => {
    inside = false
    link?.close()
    post.close()
    for (const timer of timers) clearInterval(timer)
    removeEventListener('online', moved)
    network?.removeEventListener('change', moved)
    removeEventListener('pagehide', away)
    removeEventListener('pageshow', back)
    for (const each of letGo) each()
  }
  onCleanup(end)

  return {
    state,
    remote,
    other,
    quality,
    replaced,
    replace: (track) => void link?.replace(track).catch(() => {}),
    takeBack() {
      setReplaced(false)
      void enter()
      begin()
    },
    leave() {
      if (!inside) return
      end()
      void send('POST', `${path}/leave`).catch(() => {})
    },
  }
}

const json = () => ({ 'content-type': 'application/json', 'idempotency-key': uuidv7() })
