import { Show } from 'solid-js'
import { createAct, send } from './api.ts'
import css from './demo-strip.module.css'
import { revalidate } from './kept.ts'
import { toast } from './parts/toast.tsx'
import { me } from './session.ts'

type Step = '1m' | '15m' | 'opening'

const said: Record<Step, string> = {
  '1m': 'O relógio da demonstração andou 1 minuto.',
  '15m': 'O relógio da demonstração andou 15 minutos.',
  opening: 'O relógio da demonstração foi até a próxima abertura.',
}

/** The tools of the demo world, told apart from the app itself. They move business time only. */
export function DemoStrip() {
  const move = createAct(async (key: string, by: Step) => {
    await send('POST', '/api/demo/clock', { by }, key)
    await revalidate()
    toast.show(said[by])
  })
  return (
    <aside class={css.strip} aria-label="Demonstração">
      <p class={css.words}>
        <b>Demonstração</b>
        <a href="/demo" rel="external" target="_blank">
          Ver e-mails e SMS
        </a>
      </p>
      <Show when={me()}>
        <div class={css.buttons} role="group" aria-label="Adiantar o relógio do expediente">
          <button type="button" onClick={() => void move.run('1m')}>
            +1 min
          </button>
          <button type="button" onClick={() => void move.run('15m')}>
            +15 min
          </button>
          <button type="button" onClick={() => void move.run('opening')}>
            Próxima abertura
          </button>
        </div>
        <Show when={me()?.roles.length}>
          <p class={css.small}>Aqui a chave de acesso não é exigida para decidir. Em produção é.</p>
        </Show>
      </Show>
      <Show when={move.fault()}>
        <p class={css.small} role="alert">
          {move.fault()?.detail}
        </p>
      </Show>
    </aside>
  )
}
