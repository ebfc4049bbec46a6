import { Show } from 'solid-js'
import { opensLongWords, whenWords } from '../../server/domain/instant-words.ts'
import { inUf, isUf } from '../../server/domain/uf.ts'
import { offlineReason } from '../api.ts'
import { createNow } from '../clock.ts'
import { Button } from '../parts/button.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import css from './client-request.module.css'
import type { StateProps } from './client-state.tsx'

/** C7: who may pull it, when they open, and the ways out while nobody has (rules 27 to 29). */
export function Released(props: StateProps) {
  const now = createNow()
  const uf = () => (isUf(props.request.uf) ? inUf(props.request.uf) : `em ${props.request.uf}`)
  const since = () => {
    const minutes = Math.max(0, Math.floor((now() - props.request.since) / 60_000))
    if (!props.live || minutes >= 60)
      return `Liberada ${whenWords(props.request.since, props.request.now, deviceZone())}.`
    return minutes < 1 ? 'Liberada agora há pouco.' : `Liberada há ${minutes} min.`
  }
  const others = () => {
    const pool = props.request.pool
    if (!pool) return ''
    if (pool.others === 0) return `Hoje nenhum outro cartório atende ${uf()}. Você pode escolher um pelo nome.`
    const many = pool.others === 1 ? '1 cartório pode pegar' : `${pool.others} cartórios podem pegar`
    if (pool.openNow > 0) return `${many}; ${pool.openNow === 1 ? '1 aberto' : `${pool.openNow} abertos`} agora.`
    if (pool.opensAt === null) return `${many}.`
    return `${many}; o primeiro abre ${opensLongWords(pool.opensAt, props.request.now, deviceZone())}.`
  }
  return (
    <>
      <h2>Procurando outro cartório {uf()}</h2>
      <p>
        {since()} {others()}
      </p>
      <Show when={props.request.pool?.nobodyInAnHour}>
        <p>
          <b>Nenhum cartório pegou em uma hora de expediente.</b> Você pode continuar esperando, escolher um cartório
          pelo nome ou cancelar.
        </p>
      </Show>
      <div class={css.actions}>
        <Show
          when={props.request.pool?.nobodyInAnHour || props.request.pool?.others === 0}
          fallback={
            <>
              <Withdraw {...props} />
              <Button kind="quiet" onClick={() => props.onSheet('choose')}>
                Escolher outro cartório pelo nome
              </Button>
            </>
          }
        >
          <Button onClick={() => props.onSheet('choose')}>Escolher outro cartório pelo nome</Button>
          <Withdraw {...props} />
        </Show>
        <Cancel {...props} />
      </div>
    </>
  )
}

function Withdraw(props: StateProps) {
  return (
    <>
      <Button
        kind="secondary"
        busy={props.acts.withdraw.busy()}
        busyText="Desfazendo…"
        blocked={offlineReason()}
        onClick={() => void props.acts.withdraw.run()}
      >
        Desistir da liberação
      </Button>
      <Show when={props.acts.withdraw.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
    </>
  )
}

/** Cancelling, where the rules still allow it. */
export function Cancel(props: StateProps) {
  return (
    <Show when={props.request.can.cancel}>
      <Button kind="quiet" onClick={() => props.onSheet('cancel')}>
        Cancelar solicitação
      </Button>
    </Show>
  )
}
