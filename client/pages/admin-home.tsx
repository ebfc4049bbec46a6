import { For, Show } from 'solid-js'
import { IconChevronRight } from '../icons.ts'
import { Page } from '../parts/page.tsx'
import { platform } from '../session.ts'
import css from './admin.module.css'

type Place = { href: string; text: string; hint: string; inspectors?: true }
type Group = { title: string; places: readonly Place[] }

/** Where the administration's pages are, by what one comes for; inspectors see what says so. */
const groups: readonly Group[] = [
  {
    title: 'Acompanhar',
    places: [
      { href: '/numeros', text: 'Números', hint: 'Recebidas, no prazo, liberadas, por cartório', inspectors: true },
      { href: '/admin/processo', text: 'Consultar solicitação', hint: 'O andamento, pelo protocolo', inspectors: true },
      { href: '/admin/auditoria', text: 'Auditoria', hint: 'Quem viu, decidiu e mudou, e quando', inspectors: true },
    ],
  },
  {
    title: 'Cartórios',
    places: [
      { href: '/admin/cartorios', text: 'Cartórios', hint: 'Credenciamento, suspensão e limites' },
      { href: '/admin/diretorio', text: 'Importar diretório', hint: 'A lista de serventias do CNJ, com prévia' },
      { href: '/admin/calendario', text: 'Calendário', hint: 'Feriados e meio expediente: país, estado, município' },
    ],
  },
  {
    title: 'Serviço',
    places: [
      { href: '/admin/avisos', text: 'Avisos não entregues', hint: 'O que ficou pelo caminho, e tentar de novo' },
      { href: '/admin/indisponibilidades', text: 'Indisponibilidades', hint: 'Quando o Quinze ficou fora do ar' },
      { href: '/admin/funcoes', text: 'Funções', hint: 'Pausar uma parte do serviço, na hora' },
      { href: '/admin/textos', text: 'Textos legais', hint: 'Privacidade e autorizações, em versões' },
    ],
  },
  {
    title: 'Acesso',
    places: [
      { href: '/admin/pessoas', text: 'Pessoas da plataforma', hint: 'Administração e corregedoria' },
      { href: '/admin/chaves', text: 'Chaves de programa', hint: 'Quem consulta a exclusividade de um CPF' },
    ],
  },
]

/** A1 in front: the ways into the administration. */
export default function AdminHome() {
  const seen = ({ inspectors }: Place) => platform() === 'admin' || inspectors === true
  return (
    <Page title={platform() === 'inspetor' ? 'Corregedoria' : 'Administração'} wide>
      <nav class={css.groups} aria-label="Páginas">
        <For each={groups}>{(group) => <Ways title={group.title} places={group.places.filter(seen)} />}</For>
      </nav>
    </Page>
  )
}

function Ways(props: Group) {
  return (
    <Show when={props.places.length > 0}>
      <section class="stack">
        <h2>{props.title}</h2>
        <div class={css.places}>
          <For each={props.places}>
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
        </div>
      </section>
    </Show>
  )
}
