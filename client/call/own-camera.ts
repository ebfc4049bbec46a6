import { createEffect, createSignal, on, onCleanup, onMount, type Accessor } from 'solid-js'
import { send } from '../api.ts'
import { uuidv7 } from '../keys.ts'
import { faultOf, openCamera, type Camera, type CameraFault } from './camera.ts'
import type { MediaState } from './pairing.ts'

export interface OwnCamera {
  camera: Accessor<Camera | null>
  fault: Accessor<CameraFault | null>
  opening: Accessor<boolean>
  /** Asks the browser for camera and microphone; at a tap, so that it may ask the person. */
  open: () => Promise<void>
  close: () => void
  /** What the other side has to know. */
  state: Accessor<MediaState>
  setMicrophone: (on: boolean) => void
  setPicture: (on: boolean) => void
  flip: () => Promise<boolean>
  /** Whether there is another camera to turn to. */
  canFlip: Accessor<boolean>
  /** Changes with every track: a picture shown must take the new one. */
  turn: Accessor<number>
  whenTrack: (listener: (track: MediaStreamTrack) => void) => void
}

/** The own camera and microphone for as long as a page lives. */
export function createOwnCamera(): OwnCamera {
  const [camera, setCamera] = createSignal<Camera | null>(null)
  const [fault, setFault] = createSignal<CameraFault | null>(null)
  const [opening, setOpening] = createSignal(false)
  const [microphone, setMicrophone] = createSignal(true)
  const [shown, setShown] = createSignal(true)
  const [stopped, setStopped] = createSignal(false)
  const [hidden, setHidden] = createSignal(false)
  const [turn, setTurn] = createSignal(0)
  const [canFlip, setCanFlip] = createSignal(false)
  const listeners = new Set<(track: MediaStreamTrack) => void>()
  let alive = true

  const events = {
    onTrack(track: MediaStreamTrack) {
      setTurn((n) => n + 1)
      for (const listener of listeners) listener(track)
    },
    onPaused: setStopped,
  }
  const close = () => {
    camera()?.close()
    setCamera(null)
  }
  const count = async () => {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    setCanFlip(all.filter(({ kind }) => kind === 'videoinput').length > 1)
  }
  // A phone takes the camera away from a page out of sight; a desk does not.
  const look = () => setHidden(document.visibilityState === 'hidden' && matchMedia('(pointer: coarse)').matches)
  onMount(() => document.addEventListener('visibilitychange', look))
  onCleanup(() => {
    alive = false
    document.removeEventListener('visibilitychange', look)
    close()
  })

  return {
    camera,
    fault,
    opening,
    async open() {
      if (opening() || camera()) return
      setOpening(true)
      setFault(null)
      try {
        if (!('mediaDevices' in navigator)) throw new Error('no media devices')
        const opened = await openCamera(events)
        if (!alive) return opened.close()
        setStopped(false)
        setCamera(opened)
        void count()
      } catch (error) {
        setFault(faultOf(error))
      } finally {
        setOpening(false)
      }
    },
    close,
    state: () => ({ camera: shown(), microphone: microphone(), paused: stopped() || hidden() || !shown() }),
    setMicrophone(wanted) {
      setMicrophone(wanted)
      camera()?.setMicrophone(wanted)
    },
    setPicture(wanted) {
      setShown(wanted)
      camera()?.setPicture(wanted)
    },
    async flip() {
      return (
        (await camera()
          ?.flip()
          .then(
            () => true,
            () => false,
          )) ?? false
      )
    },
    canFlip,
    turn,
    whenTrack(listener) {
      listeners.add(listener)
      onCleanup(() => listeners.delete(listener))
    },
  }
}

const retryMs = 4_000

/** Stamps when the client's picture stops and comes back (rule 43), with how long it was away, ms. */
export function createPauseStamps(call: Accessor<string>, state: Accessor<MediaState>): void {
  let since: number | null = null
  const stamp = async (body: { kind: 'camera_paused' | 'camera_back'; ms?: number }) => {
    const key = uuidv7()
    for (let left = 5; left > 0; left--) {
      const done = await send('POST', `/api/calls/${encodeURIComponent(call())}/marks`, body, key).then(
        () => true,
        (problem: { status?: number }) => (problem.status ?? 0) >= 400 && (problem.status ?? 0) < 500,
      )
      if (done) return
      await new Promise((next) => setTimeout(next, retryMs))
    }
  }
  createEffect(
    on(
      () => state().paused,
      (paused, before) => {
        if (paused === (before ?? false)) return
        // The wall clock goes on while a phone sleeps.
        if (paused) since = Date.now()
        void stamp(paused ? { kind: 'camera_paused' } : { kind: 'camera_back', ms: Date.now() - (since ?? Date.now()) })
      },
    ),
  )
}
