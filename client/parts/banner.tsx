import { createEffect, createSignal, Match, on, onCleanup, Switch } from 'solid-js'
import { clockTime } from '../../server/domain/instant-words.ts'
import { IconRefresh, IconWifiOff } from '../icons.ts'
import css from './banner.module.css'
import { deviceZone } from './ring-words.ts'

const quietMs = 3_000
const offlineMs = 15_000

/**
 * The state of the connection: for 3 s nothing, then "Reconectando…", after 15 s how old the page is.
 * `lost`: the live stream is down. `shownAt`: the server's instant (epoch ms) of what the page shows, if it shows anything.
 */
export function Banner(props: { lost: boolean; shownAt: number | null }) {
  const [phase, setPhase] = createSignal<'quiet' | 'again' | 'offline'>('quiet')
  createEffect(
    on(
      () => props.lost,
      (lost) => {
        setPhase('quiet')
        if (!lost) return
        const again = setTimeout(() => setPhase('again'), quietMs)
        const offline = setTimeout(() => setPhase('offline'), offlineMs)
        onCleanup(() => {
          clearTimeout(again)
          clearTimeout(offline)
        })
      },
    ),
  )
  return (
    <div role="status">
      <Switch>
        <Match when={phase() === 'again'}>
          <p class={css.banner} data-tone="again">
            <IconRefresh /> <span>Reconectando…</span>
          </p>
        </Match>
        <Match when={phase() === 'offline'}>
          <p class={css.banner} data-tone="offline">
            <IconWifiOff />
            <span>
              {navigator.onLine ? 'Sem resposta do Quinze' : 'Sem internet'}
              {props.shownAt === null ? '' : ` — mostrando dados das ${clockTime(props.shownAt, deviceZone())}`}
            </span>
          </p>
        </Match>
      </Switch>
    </div>
  )
}
