import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import type { PoolItem, StaffRequestView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { createKept, keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Page } from '../parts/page.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { decides, office } from '../session.ts'
import { AskAgain } from './ask-again.tsx'
import { OfficeChoice } from './office-choice.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import { PoolList } from './pool-list.tsx'
import { QueueList } from './queue-list.tsx'
import { ClosedNote, CredentialCard, OpenChip, PushOffCard, QueueEmpty, SuspendedNote } from './queue-notes.tsx'

/** T1: what waits at the own cartório, and what the other cartórios of the UF let go. */
export default function QueuePage() {
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams<{ aba?: string }>()
  const pooling = () => params.aba === 'disponiveis'
  const cns = () => office()?.cns
  const uf = () => office()?.uf
  const queue = createKept(() => {
    const own = cns()
    return own ? sources.queue(own) : null
  })
  const pool = createKept(() => {
    const [own, state] = [cns(), uf()]
    return own && state && pooling() ? sources.pool(own, state) : null
  })
  const [needsKey, setNeedsKey] = createSignal(false)
  const pulling = createAct((key: string, item: PoolItem) =>
    send<StaffRequestView>('POST', `/api/requests/${item.poolId}/pull`, { cartorio: cns() }, key),
  )
  const pull = async (item: PoolItem) => {
    const request = await pulling.run({ ...item })
    if (!request) {
      const problem = pulling.fault()
      if (problem?.code === 'needs_passkey') setNeedsKey(true)
      else if (problem?.status === 409) void pool.refresh()
      return problem
    }
    keep(sources.request(request.id), request)
    navigate(`/s/${request.id}`)
    toast.show('Solicitação com seu cartório.')
    return null
  }
  return (
    <Page
      title="Fila"
      sub={queue.data?.cartorio.name ?? office()?.cartorio ?? undefined}
      aside={<Show when={queue.data?.suspended === null && queue.data}>{(view) => <OpenChip view={view()} />}</Show>}
    >
      <OfficeChoice />
      <SuspendedNote view={queue.data} />
      <PushOffCard />
      <Show when={queue.data && !queue.data.credentialed}>
        <CredentialCard />
      </Show>
      <Segmented
        label="Listas"
        value={pooling() ? 'pool' : 'waiting'}
        onChange={(value) => setParams({ aba: value === 'pool' ? 'disponiveis' : undefined }, { replace: true })}
        options={[
          { value: 'waiting', label: 'Aguardando', count: queue.data?.waiting.length },
          { value: 'pool', label: 'Disponíveis de outros cartórios', count: queue.data?.available },
        ]}
      />
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={pooling() && pool.data}>
          {(view) => (
            <PoolList
              view={view()}
              blocked={decides() ? offlineReason() : 'Seu papel no cartório permite ver, mas não pegar.'}
              onPull={pull}
            />
          )}
        </Match>
        <Match when={!pooling() && queue.data}>
          {(view) => (
            <>
              <ClosedNote view={view()} />
              <Show when={view().waiting.length > 0} fallback={<QueueEmpty view={view()} />}>
                <QueueList items={view().waiting} decides={decides()} onTransition={() => void queue.refresh()} />
              </Show>
            </>
          )}
        </Match>
        <Match when={pooling() ? pool.fault : queue.fault}>
          {(fault) => <AskAgain fault={fault()} onAgain={() => void (pooling() ? pool : queue).refresh()} />}
        </Match>
      </Switch>
      <PasskeyPrompt open={needsKey()} onClose={() => setNeedsKey(false)} onDone={() => {}} what="pegar solicitações" />
    </Page>
  )
}
