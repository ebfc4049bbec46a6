import { createSignal, For, Show } from 'solid-js'
import { identityItems, type ScriptItem } from '../../server/domain/call.ts'
import { maskCpf } from '../parts/masks.ts'
import type { CallView } from '../../server/http/call-views.ts'
import { asProblem, send } from '../api.ts'
import { callSources } from '../call/sources.ts'
import { serverNow } from '../clock.ts'
import { keep } from '../kept.ts'
import { uuidv7 } from '../keys.ts'
import { Check } from '../parts/choice.tsx'
import { toast } from '../parts/toast.tsx'
import css from './script.module.css'
import { stampWords } from './video-words.ts'

/** The script of the session as boxes to tick, each stamped; a drop asks for some of them again. */
export function Script(props: { call: CallView }) {
  const ticks = createTicks(() => props.call)
  const again = (item: ScriptItem) => identityItems.includes(item) && props.call.marks.some(({ kind }) => kind === item)
  const hint = ({ item, at }: CallView['script'][number]) => {
    if (at !== null) return `Marcado às ${stampWords(at, props.call.cartorio.zone)}`
    if (ticks.pending().has(item)) return 'Gravando…'
    if (again(item)) return 'Conferir de novo: a ligação ou a câmera parou.'
    return say(item, props.call)
  }
  return (
    <div class={css.script}>
      <h2>Roteiro</h2>
      <Show when={props.call.state !== 'live'}>
        <p class="soft">As marcações começam quando o cliente entrar.</p>
      </Show>
      <ul>
        <For each={props.call.script}>
          {(one) => (
            <li data-again={one.at === null && again(one.item) ? '' : undefined}>
              <Check
                label={one.words}
                hint={hint(one)}
                checked={one.at !== null || ticks.pending().has(one.item)}
                disabled={props.call.state !== 'live'}
                onChange={() => {
                  if (one.at === null) void ticks.tick(one.item)
                  else toast.show('A marcação fica registrada e não se desfaz.')
                }}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.call.person}>
        {(person) => (
          <>
            <h2>Compare com o que o cliente diz</h2>
            <dl class="facts">
              <Fact name="Nome" value={person().name} />
              <Show when={person().socialName}>{(name) => <Fact name="Nome social" value={name()} />}</Show>
              <Fact name="CPF" value={maskCpf(person().cpf)} />
              <Fact name="Nascimento" value={person().birthDate.split('-').toReversed().join('/')} />
            </dl>
          </>
        )}
      </Show>
      <p class="soft">A prova de vida é sua: registre-a nas consultas da solicitação, depois da chamada.</p>
    </div>
  )
}

const Fact = (props: { name: string; value: string }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
)

/** What to say or to look at for each item. */
function say(item: ScriptItem, { cartorio }: CallView): string {
  if (item === 'spoken_place') {
    const words = { timeZone: cartorio.zone, dateStyle: 'long', timeStyle: 'short' } as const
    const today = new Intl.DateTimeFormat('pt-BR', words).format(serverNow())
    return `Diga: “${today}, ${cartorio.name}, ${cartorio.municipio}/${cartorio.uf}.”`
  }
  return {
    stated_identity: 'Peça que diga nome completo, CPF e nascimento; compare abaixo.',
    document_front: 'Peça a frente perto da câmera: foto, nome e validade.',
    document_back: 'Peça o verso perto da câmera.',
    free_will: 'Pergunte: “Você pede o certificado por vontade própria?”',
    own_phone: 'Pergunte: “Vai emitir neste mesmo celular?”',
  }[item]
}

const retryMs = 2_000

/** Ticks on their way; without internet they are tried until they arrive, and refused ones are taken back with the reason. */
function createTicks(call: () => CallView) {
  const [pending, setPending] = createSignal<ReadonlySet<ScriptItem>>(new Set())
  const tick = async (item: ScriptItem) => {
    if (pending().has(item)) return
    setPending((before) => new Set([...before, item]))
    const key = uuidv7()
    const { id } = call()
    for (let waiting = true; waiting;) {
      try {
        keep(callSources.call(id), await send<CallView>('POST', `/api/calls/${id}/marks`, { kind: item }, key))
        waiting = false
      } catch (error) {
        const { status, detail } = asProblem(error)
        waiting = status === 0 || status === 429 || status >= 500
        if (waiting) await new Promise((next) => setTimeout(next, retryMs))
        else toast.show(detail)
      }
    }
    setPending((before) => new Set([...before].filter((one) => one !== item)))
  }
  return { pending, tick }
}
