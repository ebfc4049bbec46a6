import { For, Show } from 'solid-js'
import { IconChevronRight } from '../icons.ts'
import { Page } from '../parts/page.tsx'
import { platform } from '../session.ts'
import css from './admin.module.css'

type Place = { href: string; text: string; hint: string; inspectors?: true }

/** Where the administration's pages are; inspectors see what says so. */
const places: readonly Place[] = [
  { href: '/admin/cartorios', text: 'Cartórios', hint: 'Diretório, credenciamento, suspensão e limites' },
  { href: '/admin/diretorio', text: 'Importar diretório', hint: 'A lista de serventias do CNJ, com prévia' },
  { href: '/admin/avisos', text: 'Avisos não entregues', hint: 'O que ficou pelo caminho, e tentar de novo' },
  { href: '/admin/chaves', text: 'Chaves de programa', hint: 'Quem consulta a exclusividade de um CPF' },
  {
    href: '/admin/auditoria',
    text: 'Auditoria',
    hint: 'Quem viu, decidiu e mudou, e quando',
    inspectors: true,
  },
  { href: '/admin/funcoes', text: 'Chaves de função', hint: 'Pausar uma parte do serviço, na hora' },
  { href: '/admin/textos', text: 'Textos legais', hint: 'Privacidade e autorizações, em versões' },
  { href: '/admin/pessoas', text: 'Pessoas da plataforma', hint: 'Administração e corregedoria' },
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
