import { createSignal, For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { createNow } from '../clock.ts'
import { IconBan, IconCheck, IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { me, office } from '../session.ts'
import css from './office.module.css'
import { channelWords, roleWords } from './office-words.ts'
import { Refusal } from './refusal.tsx'

type Member = OfficeView['team'][number]
type Asking = { kind: 'end' | 'reset'; member: Member }

/** Who works here and how each person is reached; who manages may end a role and reset passkeys. */
export function Team(props: { office: OfficeView; onChange: () => void }) {
  const [asking, setAsking] = createSignal<Asking | null>(null)
  const acting = createAct(async (key: string, kind: Asking['kind'], role: string) => {
    const where = `?cartorio=${props.office.cns}`
    if (kind === 'end') await send('DELETE', `/api/office/roles/${role}${where}`, {}, key)
    else await send('POST', `/api/office/team/${role}/reset-passkeys${where}`, {}, key)
    return true
  })
  const act = async () => {
    const now = asking()
    if (!now || !(await acting.run(now.kind, now.member.id))) return
    toast.show(now.kind === 'end' ? 'Papel encerrado.' : 'Chaves de acesso apagadas.')
    setAsking(null)
    props.onChange()
  }
  const ask = (kind: Asking['kind'], member: Member) => {
    acting.clear()
    setAsking({ kind, member })
  }
  return (
    <section class="stack">
      <h2>Equipe</h2>
      <ul class={css.list}>
        <For each={props.office.team}>
          {(member) => (
            <li>
              <Card title={member.name} level={3}>
                <p class="soft">{roleWords[member.role]}</p>
                <Reach member={member} />
                <Show when={props.office.canManage && !me()?.roles.some((role) => role.id === member.id)}>
                  <div class={css.acts}>
                    <Button kind="secondary" fit onClick={() => ask('end', member)}>
                      <span>
                        Encerrar papel <span class="spoken">de {member.name}</span>
                      </span>
                    </Button>
                    <Show when={office()?.role === 'tabeliao'}>
                      <Button kind="secondary" fit onClick={() => ask('reset', member)}>
                        <span>
                          Redefinir chaves <span class="spoken">de acesso de {member.name}</span>
                        </span>
                      </Button>
                    </Show>
                  </div>
                </Show>
              </Card>
            </li>
          )}
        </For>
      </ul>
      <Sheet
        open={asking() !== null}
        onClose={() => setAsking(null)}
        title={asking()?.kind === 'end' ? 'Encerrar o papel?' : 'Redefinir as chaves de acesso?'}
        actions={
          <>
            <Button kind="danger" busy={acting.busy()} blocked={offlineReason()} onClick={() => void act()}>
              {asking()?.kind === 'end' ? 'Encerrar papel' : 'Redefinir chaves'}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(null)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>
          <b>{asking()?.member.name}</b>{' '}
          {asking()?.kind === 'end'
            ? 'deixa de ver a fila e de receber avisos deste cartório agora.'
            : 'precisa criar outra chave de acesso antes de decidir ou pegar solicitações.'}
        </p>
        <Refusal fault={acting.fault()} what="mudar a equipe" />
      </Sheet>
    </section>
  )
}

function Reach(props: { member: Member }) {
  const now = createNow()
  return (
    <ul class={css.reach}>
      <For each={props.member.reach}>
        {(one) => (
          <li>
            <Show when={one.on} fallback={<Chip text={`${channelWords[one.channel]}: desligado`} icon={IconBan} />}>
              <Chip
                text={channelWords[one.channel]}
                tone={one.failed ? 'lacre' : 'sucesso'}
                icon={one.failed ? IconCircleAlert : IconCheck}
              />
              <span class="soft num">
                {one.failed ? 'último envio falhou' : one.last === null ? 'nenhum envio ainda' : 'último envio'}
                <Show when={one.last}>{(at) => ` ${whenWords(at(), now(), deviceZone())}`}</Show>
              </span>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
