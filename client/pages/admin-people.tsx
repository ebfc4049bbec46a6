import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { AdminPeopleView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { offlineReason, send } from '../api.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Choice } from '../parts/choice.tsx'
import { longDay } from '../parts/day-words.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { AskAgain } from './ask-again.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import { Invitations } from './admin-invitations.tsx'
import { InviteForm } from './admin-invite.tsx'
import { roleWords } from './office-words.ts'
import css from './admin.module.css'

type Person = AdminPeopleView['people'][number]

/** Who administers and inspects the platform; invited and ended here, with a fresh tap. */
export default function AdminPeople() {
  const kept = createKept(() => adminSources.people())
  const [role, setRole] = createSignal<'admin' | 'inspetor'>('inspetor')
  const refresh = () => void kept.refresh()
  return (
    <Page title="Pessoas da plataforma" back="/admin">
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <>
              <People people={view().people} onChanged={refresh} />
              <Invitations view={view()} onChanged={refresh} />
              <Card title="Convidar alguém" level={2}>
                <Choice<'admin' | 'inspetor'>
                  legend="Papel"
                  value={role()}
                  onChange={setRole}
                  options={[
                    { value: 'inspetor', label: 'Corregedoria', hint: 'Vê números e auditoria, e não muda nada.' },
                    { value: 'admin', label: 'Administração', hint: 'Cuida de cartórios, avisos, chaves e textos.' },
                  ]}
                />
                <InviteForm role={role} button="Enviar convite" onDone={refresh} />
              </Card>
            </>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={refresh} />}</Match>
      </Switch>
    </Page>
  )
}

function People(props: { people: readonly Person[]; onChanged: () => void }) {
  const [ending, setEnding] = createSignal<Person | null>(null)
  const act = createTapped((key: string, id: string) => send('DELETE', `/api/admin/roles/${id}`, {}, key))
  const end = async () => {
    const one = ending()
    if (!one || !(await act.run(one.id))) return
    toast.show('Papel encerrado.')
    setEnding(null)
    props.onChanged()
  }
  return (
    <>
      <ul class={css.list}>
        <For each={props.people}>
          {(one) => (
            <li>
              <Card title={one.name} level={2}>
                <p class="soft num" translate="no">
                  {roleWords[one.role]} · {one.email} · desde {longDay(one.since, deviceZone())}
                </p>
                <Show when={!one.mine}>
                  <Button kind="secondary" fit onClick={() => setEnding(one)}>
                    <span>
                      Encerrar papel <span class="spoken">de {one.name}</span>
                    </span>
                  </Button>
                </Show>
              </Card>
            </li>
          )}
        </For>
      </ul>
      <Sheet
        open={ending() !== null}
        onClose={() => setEnding(null)}
        title="Encerrar o papel?"
        actions={
          <>
            <Button kind="danger" busy={act.busy()} blocked={offlineReason()} onClick={() => void end()}>
              Encerrar papel
            </Button>
            <Button kind="secondary" onClick={() => setEnding(null)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>
          <b>{ending()?.name}</b> deixa de entrar na administração agora.
        </p>
        <TapPrompt act={act} what="encerrar um papel" />
      </Sheet>
    </>
  )
}
