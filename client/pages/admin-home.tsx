import { For, Show } from 'solid-js'
import { IconChevronRight } from '../icons.ts'
import { Page } from '../parts/page.tsx'
import { platform } from '../session.ts'
import css from './admin.module.css'

type Place = { href: string; text: string; hint: string; inspectors?: true }

/** Where the administration's pages are; inspectors see what says so. */
const places: readonly Place[] = [
  { href: '/numeros', text: 'Números', hint: 'Recebidas, no prazo, liberadas, por cartório', inspectors: true },
  { href: '/admin/processo', text: 'Consultar solicitação', hint: 'O andamento, pelo protocolo', inspectors: true },
  {
    href: '/admin/calendario',
    text: 'Calendário',
    hint: 'Feriados e meios expedientes do país, dos estados e dos municípios',
  },
  { href: '/admin/indisponibilidades', text: 'Indisponibilidades', hint: 'Quando o Quinze ficou fora do ar' },
]

/** A1 in front: the ways into the administration. */
export default function AdminHome() {
  const shown = () => places.filter(({ inspectors }) => platform() === 'admin' || inspectors)
  return (
    <Page title="Administração">
      <Show when={shown().length > 0}>
        <nav class={css.places} aria-label="Administração">
          <For each={shown()}>
            {({ href, text, hint }) => (
              <a href={href}>
                <span>
                  <b>{text}</b>
                  <span class="soft">{hint}</span>
                </span>
                <IconChevronRight />
              </a>
            )}
          </For>
        </nav>
      </Show>
    </Page>
  )
}
