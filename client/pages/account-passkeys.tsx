import { createSignal, For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { MeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconPlus } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { addPasskey, passkeysHere } from '../passkey.ts'
import { refreshMe } from '../session.ts'
import css from './account.module.css'

type Passkey = MeView['passkeys'][number]

/** The keys with which staff decide and pull (rule 67). */
export function Passkeys(props: { person: MeView }) {
  const [leaving, setLeaving] = createSignal<Passkey | null>(null)
  const add = createAct(() => addPasskey().then(() => true))
  const remove = createAct((key: string, id: string) =>
    send('DELETE', `/api/passkeys/${encodeURIComponent(id)}`, {}, key).then(() => true),
  )
  const runAdd = async () => {
    if (!(await add.run())) return
    await refreshMe()
    toast.show('Chave de acesso criada.')
  }
  const runRemove = async (id: string) => {
    if (!(await remove.run(id))) return
    setLeaving(null)
    await refreshMe()
    toast.show('Chave de acesso removida.')
  }
  return (
    <Card title="Chaves de acesso">
      <p class="soft">Com a digital, o rosto ou a senha do aparelho. É com ela que o cartório decide solicitações.</p>
      <ul class={css.sessions}>
        <For each={props.person.passkeys}>
          {(one) => (
            <li>
              <span>
                <b>{one.name || 'Chave de acesso'}</b>
                <Show when={one.createdAt}>
                  {(at) => (
                    <>
                      <br />
                      <span class="soft num">Criada {whenWords(at(), Date.now(), deviceZone())}</span>
                    </>
                  )}
                </Show>
              </span>
              <Button kind="quiet" fit onClick={() => setLeaving(one)}>
                Remover<span class="spoken"> {one.name}</span>
              </Button>
            </li>
          )}
        </For>
      </ul>
      <Show when={passkeysHere()}>
        <Button kind="secondary" busy={add.busy()} blocked={offlineReason()} onClick={() => void runAdd()}>
          <IconPlus /> Criar chave neste aparelho
        </Button>
      </Show>
      <Show when={add.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
      <Sheet
        open={leaving() !== null}
        onClose={() => setLeaving(null)}
        title="Remover a chave de acesso?"
        actions={
          <>
            <Button
              kind="danger"
              busy={remove.busy()}
              blocked={offlineReason()}
              onClick={() => void runRemove(leaving()?.id ?? '')}
            >
              Remover
            </Button>
            <Button kind="secondary" onClick={() => setLeaving(null)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>Ela deixa de abrir sua conta. Sem nenhuma chave, você entra por e-mail mas não decide solicitações.</p>
        <Show when={remove.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
      </Sheet>
    </Card>
  )
}
