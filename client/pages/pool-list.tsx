import { createComputed, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { PoolItem, PoolView } from '../../server/http/views.ts'
import type { ApiProblem } from '../api.ts'
import { IconInfo, IconMapPin } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { toast } from '../parts/toast.tsx'
import { createPlaceKeeper } from './keep-place.ts'
import css from './queue.module.css'

interface PoolListProps {
  view: PoolView
  /** Why this person can't pull anything here, whatever the request; null for those who may. */
  blocked: string | null
  /** Takes the request: null once it is with this cartório, else why not. */
  onPull: (item: PoolItem) => Promise<ApiProblem | null>
}

/** Released requests of the UF as minimal cards (domain.md rule 26); who taps first has it. */
export function PoolList(props: PoolListProps) {
  const [pulling, setPulling] = createSignal<string | null>(null)
  const [refusal, setRefusal] = createSignal<{ id: string; words: string } | null>(null)
  const [gone, setGone] = createSignal<readonly string[]>([])
  let list: HTMLElement | undefined
  const items = createMemo(() => props.view.items.filter((item) => !gone().includes(item.poolId)))
  const ids = createMemo(() => items().map((item) => item.poolId))
  const byId = createMemo(() => new Map(items().map((item) => [item.poolId, item])))
  /** One reason that holds for all cards is said once, above them. */
  const shared = createMemo(() => {
    if (props.blocked !== null) return items().length > 0 ? props.blocked : null
    const reasons = new Set(items().map((item) => (item.can ? null : item.whyNot)))
    return reasons.size === 1 ? ([...reasons][0] ?? null) : null
  })
  const first = createMemo(() => items().find((item) => item.can)?.poolId)
  const known = new Set<string>()
  const [said, say] = createSignal('')
  createComputed(
    on(ids, (now, before) => {
      const added = before ? now.filter((id) => !known.has(id)).length : 0
      for (const id of now) known.add(id)
      if (added > 0) say(added === 1 ? '1 nova solicitação disponível.' : `${added} novas solicitações disponíveis.`)
    }),
  )
  createPlaceKeeper(
    ids,
    () => list,
    () => document.querySelector('h1'),
  )
  const pull = async (item: PoolItem) => {
    if (pulling() !== null) return
    setRefusal(null)
    setPulling(item.poolId)
    // Absent from Safari and Firefox: an ornament, never the only sign.
    navigator.vibrate?.(10)
    const problem = await props.onPull(item)
    setPulling(null)
    if (problem === null) return
    if (problem.code === 'taken' || problem.code === 'not_found') {
      setGone((before) => [...before, item.poolId])
      toast.show('Outro cartório acabou de pegar.')
    } else if (problem.code !== 'needs_passkey') setRefusal({ id: item.poolId, words: problem.detail })
  }
  return (
    <div class={css.queue}>
      <p class="spoken" role="status">
        {said()}
      </p>
      <Show when={shared()}>
        {(words) => (
          <Note tone="pausa" icon={<IconInfo />}>
            <p>{words()}</p>
          </Note>
        )}
      </Show>
      <Show
        when={ids().length > 0}
        fallback={
          <Empty
            title={`Nenhuma solicitação liberada em ${props.view.uf} agora.`}
            text="Avisamos quando um cliente liberar."
            icon={IconMapPin}
          />
        }
      >
        <ul class={css.list} ref={(element) => (list = element)}>
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(item) => (
                  <li class={css.row} data-leaving={pulling() === id ? '' : undefined}>
                    <Card
                      title={place(item())}
                      lead={
                        <span class={css.pin} aria-hidden="true">
                          <IconMapPin />
                        </span>
                      }
                      actions={
                        <Show when={!shared()}>
                          <Button
                            kind={first() === id ? 'primary' : 'secondary'}
                            busy={pulling() === id}
                            busyText="Pegando…"
                            blocked={item().can ? null : (item().whyNot ?? 'Não está disponível para o seu cartório.')}
                            onClick={() => void pull(item())}
                          >
                            <span>
                              Pegar solicitação <span class="spoken">de {place(item())}</span>
                            </span>
                          </Button>
                        </Show>
                      }
                    >
                      <p class="soft">{waiting(item().waitingMinutes)}</p>
                      <Show when={refusal()?.id === id}>
                        <p role="alert" class={css.refusal}>
                          {refusal()?.words}
                        </p>
                      </Show>
                    </Card>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}

function place(item: PoolItem): string {
  return item.municipio === null ? `Cliente em ${item.uf}` : `${item.municipio} — ${item.uf}`
}

function waiting(minutes: number): string {
  if (minutes < 5) return 'Certificado digital · liberada agora há pouco'
  if (minutes < 60) return `Certificado digital · espera há ${minutes} min`
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `Certificado digital · espera há ${hours} h${rest > 0 ? ` ${rest} min` : ''}`
}
