import { createSignal, Match, Show, Switch, type JSX } from 'solid-js'
import { reopensWords } from '../../server/domain/instant-words.ts'
import type { AdminCartorioView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { IconBan } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { longDay, longMoment } from '../parts/day-words.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { AskAgain } from './ask-again.tsx'
import { CapCard } from './admin-cap.tsx'
import { InviteCard } from './admin-invite.tsx'
import { shownCns, Standing } from './admin-standing.tsx'
import { ReasonSheet } from './admin-act.tsx'
import { choosableWords, movedWords, movingWords } from './admin-words.ts'
import { roleWords } from './office-words.ts'
import css from './admin.module.css'

/** One cartório for the administration: how it stands, its cap, its first tabelião, and its suspension. */
export function CartorioSheet(props: { cns: string }) {
  const kept = createKept(() => adminSources.cartorio(props.cns))
  return (
    <Page
      title={kept.data?.name ?? 'Cartório'}
      sub={kept.data ? `${kept.data.municipio}/${kept.data.uf} · CNS ${shownCns(kept.data.cns)}` : undefined}
      back="/admin/cartorios"
    >
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <>
              <Standing one={view()} />
              <Show when={view().suspendedAt}>{(at) => <SuspendedNote at={at()} why={view().suspendedWhy} />}</Show>
              <Facts one={view()} />
              <CapCard one={view()} onChanged={() => void kept.refresh()} />
              <InviteCard cns={view().cns} team={view()} onChanged={() => void kept.refresh()} />
              <Suspension one={view()} onChanged={() => kept.refresh()} />
            </>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function SuspendedNote(props: { at: number; why: string | null }) {
  return (
    <Note tone="lacre" icon={<IconBan />}>
      <p>
        <b>Suspenso desde {longMoment(props.at, deviceZone())}.</b> {props.why}
      </p>
    </Note>
  )
}

function Facts(props: { one: AdminCartorioView }) {
  const fact = (label: string, value: () => JSX.Element) => (
    <div>
      <dt>{label}</dt>
      <dd>{value()}</dd>
    </div>
  )
  const team = () =>
    props.one.team.length === 0
      ? 'ninguém ainda'
      : props.one.team.map(({ role, n }) => `${n} ${roleWords[role].toLowerCase()}`).join(', ')
  const open = () => {
    if (!props.one.hours) return 'sem horário definido'
    if (props.one.openNow) return 'aberto agora'
    return props.one.opensAt === null
      ? 'sem expediente marcado'
      : reopensWords(props.one.opensAt, props.one.now, props.one.zone)
  }
  return (
    <Card title="Como está" level={2}>
      <dl class="facts">
        {fact('Clientes podem escolher', () => choosableWords(props.one.refusal))}
        {fact('Situação na lista', () => props.one.status)}
        <Show when={props.one.missingSince}>
          {(at) => fact('Fora da lista desde', () => longDay(at(), deviceZone()))}
        </Show>
        {fact('Credenciado', () =>
          props.one.credentialedAt === null ? 'ainda não' : `desde ${longDay(props.one.credentialedAt, deviceZone())}`,
        )}
        {fact('Equipe', team)}
        {fact('Alcance', () => (props.one.reachable ? 'ao menos uma pessoa recebe avisos' : 'ninguém recebe avisos'))}
        {fact('Expediente', open)}
        <Show when={props.one.address}>{(address) => fact('Endereço', address)}</Show>
      </dl>
    </Card>
  )
}

function Suspension(props: { one: AdminCartorioView; onChanged: () => Promise<void> }) {
  const [asking, setAsking] = createSignal<'suspend' | 'reactivate' | null>(null)
  const suspended = () => props.one.suspendedAt !== null
  // The numbers of the consequence are read anew for the sheet.
  const ask = (what: 'suspend' | 'reactivate') => void props.onChanged().then(() => setAsking(what))
  const done = (text: string) => {
    toast.show(text)
    void props.onChanged()
  }
  return (
    <section class={css.measure}>
      <Show
        when={suspended()}
        fallback={
          <Button kind="danger" onClick={() => ask('suspend')}>
            Suspender cartório
          </Button>
        }
      >
        <Button onClick={() => ask('reactivate')}>Reativar cartório</Button>
      </Show>
      <ReasonSheet
        open={asking() === 'suspend'}
        onClose={() => setAsking(null)}
        title="Suspender o cartório?"
        verb="Suspender"
        busyText="Suspendendo…"
        what="suspender um cartório"
        danger
        path={`/api/admin/cartorios/${props.one.cns}/suspend`}
        onStale={() => void props.onChanged()}
        onDone={({ moved }) => done(movedWords(Number(moved)))}
        reasonHint="A equipe do cartório lê este motivo. Não escreva dados pessoais."
      >
        <p>
          <b>{props.one.name}</b> sai da escolha agora, deixa de pegar solicitações e não decide mais.
        </p>
        <ul class={css.follows}>
          {movingWords(props.one.moving).map((words) => (
            <li>{words}</li>
          ))}
        </ul>
        <p class="soft">
          Certificados em vigor continuam valendo. Solicitações em análise por suspeita de fraude ficam onde estão.
        </p>
      </ReasonSheet>
      <ReasonSheet
        open={asking() === 'reactivate'}
        onClose={() => setAsking(null)}
        title="Reativar o cartório?"
        verb="Reativar"
        busyText="Reativando…"
        what="reativar um cartório"
        path={`/api/admin/cartorios/${props.one.cns}/reactivate`}
        onStale={() => void props.onChanged()}
        onDone={() => done('Cartório reativado.')}
      >
        <p>
          <b>{props.one.name}</b> volta à escolha dos clientes e pode pegar solicitações. As que saíram não voltam
          sozinhas: cada cliente escolhe.
        </p>
      </ReasonSheet>
    </section>
  )
}
