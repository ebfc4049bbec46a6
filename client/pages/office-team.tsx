import { createSignal, For, Show } from 'solid-js'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconBan, IconCheck } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Toggle } from '../parts/choice.tsx'
import { longDay } from '../parts/day-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { office } from '../session.ts'
import { createDuty } from './office-duty.tsx'
import { Reach } from './office-reach.tsx'
import css from './office.module.css'
import { roleWords } from './office-words.ts'
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
  const duty = createDuty(() => props.onChange())
  const ask = (kind: Asking['kind'], member: Member) => {
    acting.clear()
    setAsking({ kind, member })
  }
  return (
    <section class="stack">
      <h2 id="equipe">Equipe</h2>
      <ul class={css.list}>
        <For each={props.office.team}>
          {(member) => (
            <li>
              <Card title={member.name} level={3}>
                <p class="soft">
                  {roleWords[member.role]} desde {longDay(member.since, props.office.zone)}
                  {member.until === null ? '' : ` até ${longDay(member.until, props.office.zone)}`}
                  {' · '}
                  {keyWords(member.passkeys)}
                </p>
                <Show when={props.office.canManage && !member.me} fallback={<Duty member={member} />}>
                  <Toggle
                    label={
                      <>
                        Em plantão<span class="spoken">: {member.name}</span>
                      </>
                    }
                    checked={member.onDuty}
                    disabled={duty.busy()}
                    onChange={(onDuty) => void duty.set(member, onDuty)}
                  />
                </Show>
                <Reach office={props.office} member={member} onChange={() => props.onChange()} />
                <Show when={props.office.canManage && !member.me}>
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

function Duty(props: { member: Member }) {
  return (
    <div>
      <Chip
        text={props.member.onDuty ? 'Em plantão' : 'Fora do plantão'}
        tone={props.member.onDuty ? 'sucesso' : 'pausa'}
        icon={props.member.onDuty ? IconCheck : IconBan}
      />
    </div>
  )
}

function keyWords(n: number): string {
  if (n === 0) return 'sem chave de acesso'
  return n === 1 ? '1 chave de acesso' : `${n} chaves de acesso`
}
