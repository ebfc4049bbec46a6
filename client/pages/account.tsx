import { useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { Role } from '../../server/domain/cartorio.ts'
import type { MeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconChevronRight } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Segmented } from '../parts/segmented.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { chooseOffice, me, office, platform, refreshMe } from '../session.ts'
import { setTheme, theme, type Theme } from '../theme.ts'
import { NameForm } from './account-name.tsx'
import { Passkeys } from './account-passkeys.tsx'
import { SignOut } from './account-leave.tsx'
import css from './account.module.css'

const roleWords: Record<Role, string> = {
  tabeliao: 'tabelião',
  substituto: 'substituto',
  escrevente: 'escrevente',
  atendente: 'atendente',
  admin: 'administrador do Quinze',
  inspetor: 'corregedoria (só consulta)',
}

/** C13: who one is here, where one is signed in, how the app looks, and the way out. */
export default function Account() {
  return (
    <Page title="Conta">
      <Show when={me()} fallback={<Skeleton shape="list" />}>
        {(person) => (
          <>
            <Invitations person={person()} />
            <NameForm person={person()} />
            <Roles person={person()} />
            <nav class={css.links} aria-label="Mais">
              <Link href="/avisos" text="Avisos" />
              <Show when={office()}>
                <Link href="/clientes" text="Meus clientes" />
                <Link href="/numeros" text="Números do cartório" />
                <Link href="/solicitacoes" text="Minhas solicitações" />
                <Link href="/certificado" text="Meu certificado" />
              </Show>
              <Show when={platform() && office()}>
                <Link href="/admin" text="Administração do Quinze" />
              </Show>
              <Link href="/privacidade" text="Privacidade e seus dados" />
              <Link href="/ajuda" text="Ajuda" />
            </nav>
            <Card title="Aparência">
              <Segmented<Theme>
                label="Aparência"
                value={theme()}
                onChange={setTheme}
                options={[
                  { value: 'system', label: 'Sistema' },
                  { value: 'light', label: 'Claro' },
                  { value: 'dark', label: 'Escuro' },
                ]}
              />
            </Card>
            <Show when={office() || person().passkeys.length > 0}>
              <Passkeys person={person()} />
            </Show>
            <Sessions />
            <SignOut />
          </>
        )}
      </Show>
    </Page>
  )
}

function Link(props: { href: string; text: string }) {
  return (
    <a href={props.href}>
      <span>{props.text}</span>
      <IconChevronRight />
    </a>
  )
}

function Invitations(props: { person: MeView }) {
  const navigate = useNavigate()
  const accept = createAct((key: string, id: string) =>
    send('POST', `/api/invitations/${encodeURIComponent(id)}/accept`, {}, key).then(() => true),
  )
  const run = async (one: MeView['invitations'][number]) => {
    if (!(await accept.run(one.id))) return
    await refreshMe()
    if (one.cns === null) return toast.show('Convite aceito.')
    chooseOffice(one.cns)
    // Only those who open the cartório walk through credenciamento; the others find their queue.
    navigate(one.role === 'tabeliao' || one.role === 'substituto' ? '/credenciamento' : '/fila')
  }
  return (
    <For each={props.person.invitations}>
      {(one) => (
        <Card tone="primaria" title={`Convite: ${roleWords[one.role]}`}>
          <p>
            {one.cartorio ?? 'Quinze'} convidou você. Vale até {whenWords(one.expiresAt, Date.now(), deviceZone())}.
          </p>
          <Button busy={accept.busy()} busyText="Aceitando…" blocked={offlineReason()} onClick={() => void run(one)}>
            Aceitar convite
          </Button>
          <Show when={accept.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
        </Card>
      )}
    </For>
  )
}

function Roles(props: { person: MeView }) {
  return (
    <Show
      when={props.person.roles.length > 0}
      fallback={
        <p class="soft">
          Você trabalha em um cartório? O tabelião convida você por este e-mail, e o convite aparece aqui.
        </p>
      }
    >
      <Card title="Onde você trabalha">
        <ul class="stack">
          <For each={props.person.roles}>
            {(role) => (
              <li>
                <b>{role.cartorio ?? 'Quinze'}</b>
                <br />
                <span class="soft">
                  {roleWords[role.role]}
                  {role.cns !== null && !role.decides ? ': vê as solicitações, não decide' : ''}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  )
}

function Sessions() {
  const kept = createKept(() => sources.sessions())
  const end = createAct((key: string, id: string) =>
    send('DELETE', `/api/sessions/${encodeURIComponent(id)}`, {}, key).then(() => true),
  )
  const run = async (id: string) => {
    if (await end.run(id)) await kept.refresh()
    else toast.show(end.fault()?.detail ?? '')
  }
  return (
    <Card title="Onde você está conectado">
      <Show when={kept.data} fallback={<Skeleton shape="text" count={2} />}>
        {(data) => (
          <ul class={css.sessions}>
            <For each={data().sessions}>
              {(session) => (
                <li>
                  <span>
                    <b>{session.device}</b>
                    {session.here ? ' (aqui)' : ''}
                    <br />
                    <span class="soft num">Visto {whenWords(session.seenAt, Date.now(), deviceZone())}</span>
                  </span>
                  <Show when={!session.here}>
                    <Button kind="quiet" fit blocked={offlineReason()} onClick={() => void run(session.id)}>
                      Desconectar<span class="spoken"> {session.device}</span>
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </Card>
  )
}
