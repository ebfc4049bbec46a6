import { createEffect, createMemo, createSignal, createUniqueId, Match, Show, Switch } from 'solid-js'
import type { ClockView } from '../../server/domain/clock-view.ts'
import { digits } from '../../server/domain/instant-words.ts'
import { createClock, createNow, type Face, type Transition } from '../clock.ts'
import { IconCheck, IconCircleAlert, IconClock, IconHourglass, IconPause } from '../icons.ts'
import chipCss from './chip.module.css'
import css from './ring.module.css'
import { announcement, chipWords, lineWords, restWords, spokenWords, toneOf, type Tone } from './ring-words.ts'

interface ClockProps {
  clock: ClockView
}

interface RingProps extends ClockProps {
  /** `big`: the screen's protagonist, with its words. `small`: the disc of a list, minutes only. */
  size: 'big' | 'small'
  /** Called when the phone concludes a change by itself: ask the server again. */
  onTransition?: ((to: Transition) => void) | undefined
}

/** The countdown of a deadline in every state (experience.md §4.2). */
export function Ring(props: RingProps) {
  const face = createClock(
    () => props.clock,
    (to) => props.onTransition?.(to),
  )
  const now = createNow()
  return (
    <div class={css.ring} data-size={props.size} data-tone={toneOf(face())}>
      <div class={css.disc} role="timer" aria-label={spokenWords(props.clock, face(), now())}>
        <Drawing face={face()} minutes={Math.round(props.clock.totalMs / 60_000)} big={props.size === 'big'} />
        <div class={css.number} aria-hidden="true">
          <Numbers face={face()} big={props.size === 'big'} />
        </div>
      </div>
      <Show when={props.size === 'big'}>
        <Show when={face().kind !== 'expired'}>
          <Chip tone={toneOf(face())} text={chipWords(props.clock, face(), now())} />
        </Show>
        <p class={css.line}>{lineWords(props.clock, face(), now())}</p>
        <Announcer clock={props.clock} face={face()} now={now()} />
      </Show>
    </div>
  )
}

/** The state of a countdown in a list, beside a small ring: icon and words. */
export function RingChip(props: ClockProps) {
  const face = createClock(() => props.clock)
  const now = createNow()
  return <Chip tone={toneOf(face())} text={chipWords(props.clock, face(), now())} />
}

/** The line of a countdown in a list: "2 min 18 s · até 14:26". */
export function RingLine(props: ClockProps) {
  const face = createClock(() => props.clock)
  const now = createNow()
  const rest = createMemo(() => restWords(face()))
  return (
    <span class="soft num">
      <Show when={rest()}>{rest()} · </Show>
      {lineWords(props.clock, face(), now(), true)}
    </span>
  )
}

/** Minutes and seconds as bare digits, for a bar of text: "02:18". */
export function RingDigits(props: ClockProps) {
  const face = createClock(() => props.clock)
  return (
    <b class="num" role="timer" aria-label={spokenWords(props.clock, face(), props.clock.now)}>
      {timeLeft(face())}
    </b>
  )
}

function Chip(props: { tone: Tone; text: string }) {
  return (
    <span class={chipCss.chip} data-tone={props.tone}>
      <Switch fallback={<IconClock />}>
        <Match when={props.tone === 'paused'}>
          <IconPause />
        </Match>
        <Match when={props.tone === 'expired' || props.tone === 'late'}>
          <IconCircleAlert />
        </Match>
        <Match when={props.tone === 'hurry'}>
          <IconHourglass />
        </Match>
        <Match when={props.tone === 'kept'}>
          <IconCheck />
        </Match>
      </Switch>
      <span>{props.text}</span>
    </span>
  )
}

function Numbers(props: { face: Face; big: boolean }) {
  return (
    <Switch
      fallback={
        <>
          <span class={css.time}>{props.big ? timeLeft(props.face) : minutesLeft(props.face)}</span>
          <Show when={props.big && props.face.kind !== 'stale'}>
            <span class={css.unit}>minutos úteis</span>
          </Show>
        </>
      }
    >
      <Match when={props.face.kind === 'expired'}>
        <span class={css.time}>!</span>
      </Match>
      <Match when={props.face.kind === 'stopped'}>
        <span class={css.check}>
          <IconCheck />
        </span>
        <Show when={props.big}>
          <span class={css.unit}>Relógio parado</span>
        </Show>
      </Match>
      <Match when={props.face.kind === 'paused'}>
        <span class={css.pause}>
          <IconPause />
        </span>
        <span class={css.time}>{props.big ? timeLeft(props.face) : minutesLeft(props.face)}</span>
        <Show when={props.big}>
          <span class={css.unit}>minutos úteis</span>
        </Show>
      </Match>
    </Switch>
  )
}

function Drawing(props: { face: Face; minutes: number; big: boolean }) {
  const mask = createUniqueId()
  const share = () => ('fraction' in props.face ? props.face.fraction * 100 : 100)
  return (
    <svg class={css.drawing} viewBox="0 0 120 120" aria-hidden="true">
      <Switch>
        <Match when={props.face.kind === 'expired'}>
          <path class={css.seal} d={seal} />
          <circle class={css.sealEdge} cx="60" cy="60" r="46" />
        </Match>
        <Match when={props.face.kind === 'paused'}>
          <mask id={mask}>
            <circle class={css.window} cx="60" cy="60" r="50" pathLength="100" stroke-dasharray={`${share()} 100`} />
          </mask>
          <circle class={css.dashes} cx="60" cy="60" r="50" pathLength="120" />
          <g mask={`url(#${mask})`}>
            <circle class={css.dashes} data-left cx="60" cy="60" r="50" pathLength="120" />
          </g>
        </Match>
        <Match when={props.face.kind !== 'expired' && props.face.kind !== 'paused'}>
          <Show when={props.big}>
            <circle class={css.ticks} cx="60" cy="60" r="57.5" pathLength={props.minutes} />
          </Show>
          <circle class={css.track} cx="60" cy="60" r="50" />
          <Show when={props.face.kind !== 'stale'}>
            <circle class={css.arc} cx="60" cy="60" r="50" pathLength="100" stroke-dasharray={`${share()} 100`} />
          </Show>
        </Match>
      </Switch>
    </svg>
  )
}

function Announcer(props: { clock: ClockView; face: Face; now: number }) {
  const [said, say] = createSignal('')
  createEffect<Face | undefined>((before) => {
    const words = before && announcement(props.clock, before, props.face, props.now)
    if (words) say(words)
    return props.face
  })
  return (
    <p class="spoken" role="status">
      {said()}
    </p>
  )
}

function timeLeft(face: Face): string {
  if (face.kind === 'stale') return '…'
  return digits(face.kind === 'expired' ? 0 : face.remainingMs)
}

function minutesLeft(face: Face): string {
  if (face.kind === 'stale' || face.kind === 'expired') return '…'
  const minutes = Math.floor(Math.ceil(face.remainingMs / 1_000) / 60)
  return minutes === 0 ? '<1' : String(minutes)
}

/** The uneven edge of pressed wax, around a centre of 60. */
const seal = `${Array.from({ length: 144 }, (_, i) => {
  const turn = (i / 144) * 2 * Math.PI
  const radius = 54 + 1.5 * Math.cos(turn * 16) + 0.9 * Math.sin(turn * 5 + 1)
  const point = [60 + radius * Math.cos(turn), 60 + radius * Math.sin(turn)].map((n) => n.toFixed(1)).join(' ')
  return `${i === 0 ? 'M' : 'L'}${point}`
}).join('')}Z`
