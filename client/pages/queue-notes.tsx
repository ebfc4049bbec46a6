import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import { clockTime, reopensWords } from '../../server/domain/instant-words.ts'
import type { QueueView } from '../../server/http/views.ts'
import { createNow } from '../clock.ts'
import { IconBan, IconBellOff, IconCheck, IconLandmark, IconPause } from '../icons.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { longMoment } from '../parts/day-words.ts'
import { Empty } from '../parts/empty.tsx'
import { Chip } from '../parts/status.tsx'
import { pushState } from '../push.ts'

/** Open or closed, at the right of the title: "Aberto até 17:00", "Fechado — reabre seg 09:00". */
export function OpenChip(props: { view: QueueView }) {
  return (
    <Show when={props.view.cartorio.open} fallback={<Chip text={closed(props.view)} icon={IconPause} />}>
      <Chip
        text={
          props.view.cartorio.closesAt === null
            ? 'Aberto 24 horas'
            : `Aberto até ${clockTime(props.view.cartorio.closesAt, props.view.cartorio.zone)}`
        }
        tone="sucesso"
        icon={IconCheck}
      />
    </Show>
  )
}

function closed({ cartorio, now }: QueueView): string {
  if (cartorio.opensAt === null) return 'Sem expediente marcado'
  return `Fechado — ${reopensWords(cartorio.opensAt, now, cartorio.zone)}`
}

/** The state of the whole queue outside the hours: "Expediente encerrado. 2 solicitações pausadas — reabrem seg 09:00." */
export function ClosedNote(props: { view: QueueView }) {
  const paused = () => props.view.waiting.filter((item) => item.clock?.state === 'paused').length
  const words = () => {
    const { cartorio, now } = props.view
    const count = paused() === 1 ? '1 solicitação pausada' : `${paused()} solicitações pausadas`
    if (cartorio.opensAt === null) return `${count}.`
    const reopens = reopensWords(cartorio.opensAt, now, cartorio.zone)
    return `${count} — ${paused() === 1 ? reopens : reopens.replace('reabre', 'reabrem')}.`
  }
  return (
    <Show when={!props.view.cartorio.open && paused() > 0}>
      <Note tone="pausa" icon={<IconPause />}>
        <p>
          <b>Expediente encerrado.</b> {words()}
        </p>
      </Note>
    </Show>
  )
}

/** A cartório that the administration suspended: since when, why, and what became of its requests. */
export function SuspendedNote(props: { view: QueueView | null }) {
  return (
    <Show when={props.view?.suspended}>
      {(suspended) => (
        <Note tone="lacre" icon={<IconBan />}>
          <p>
            <b>Cartório suspenso desde {longMoment(suspended().at, props.view?.cartorio.zone ?? '')}.</b>{' '}
            {suspended().why}
          </p>
          <p>
            Os clientes foram avisados e escolhem outro cartório. Enquanto durar, não chegam solicitações e não dá para
            pegar nem decidir.
          </p>
        </Note>
      )}
    </Show>
  )
}

/** Nothing waits: said with what to expect. */
export function QueueEmpty(props: { view: QueueView }) {
  const now = createNow()
  return (
    <Empty
      title="Fila em dia."
      text={
        <Switch fallback="Avisamos quando chegar uma solicitação.">
          <Match when={props.view.suspended}>Nada chega enquanto o cartório estiver suspenso.</Match>
          <Match when={!props.view.cartorio.open && props.view.cartorio.opensAt}>
            {(at) => `Expediente encerrado — ${reopensWords(at(), now(), props.view.cartorio.zone)}.`}
          </Match>
        </Switch>
      }
      icon={IconCheck}
    />
  )
}

const settleMs = 3_000

/** Without notices on this device requests expire unseen. A device that had agreed before gets a moment to say so. */
export function PushOffCard() {
  const agreed = 'Notification' in globalThis && Notification.permission === 'granted'
  const [settled, setSettled] = createSignal(!agreed)
  const timer = setTimeout(() => setSettled(true), settleMs)
  onCleanup(() => clearTimeout(timer))
  return (
    <Show when={pushState() !== 'on' && settled()}>
      <PushOff />
    </Show>
  )
}

/** The card itself, for the pages that know the state. */
export function PushOff() {
  return (
    <Card tone="lacre" title="Notificações desligadas neste aparelho" href="/avisos" lead={<IconBellOff />}>
      <p class="soft">Sem avisos, solicitações vencem sem ninguém ver. Toque para ativar.</p>
    </Card>
  )
}

/** Until credenciamento is done the cartório can't be chosen and can't pull (domain.md rule 65). */
export function CredentialCard() {
  return (
    <Card
      tone="primaria"
      title="Falta pouco para começar a atender"
      lead={<IconLandmark />}
      actions={<ButtonLink href="/credenciamento">Concluir credenciamento</ButtonLink>}
    >
      <p class="soft">
        Confira o expediente, os avisos e a chave de acesso. Depois disso os clientes podem escolher seu cartório.
      </p>
    </Card>
  )
}
