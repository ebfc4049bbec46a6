import { createEffect, createSignal, on, Show, untrack, type JSX } from 'solid-js'
import { inUf, isUf } from '../../server/domain/uf.ts'
import type { ClientRequestView, MunicipioView } from '../../server/http/views.ts'
import { ask, offlineReason, type Act } from '../api.ts'
import type { ChosenCartorio } from '../draft.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Explain } from '../parts/explain.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { CartorioPicker } from './cartorio-picker.tsx'
import type { ClientActs } from './client-acts.ts'

export type SheetName = 'release' | 'choose' | 'cancel' | 'give-up' | 'explain'

interface SheetsProps {
  request: ClientRequestView
  open: SheetName | null
  onOpen: (sheet: SheetName | null) => void
  acts: ClientActs
}

/** The questions before an act that can't be taken back, each with its consequence and a verb. */
export function ClientSheets(props: SheetsProps) {
  const close = () => props.onOpen(null)
  const uf = () => (isUf(props.request.uf) ? inUf(props.request.uf) : `em ${props.request.uf}`)
  const alone = () => props.request.pool?.others === 0
  const explain = createKept(() => (props.open === 'explain' ? sources.explain(props.request.id) : null))
  createEffect(() => {
    const fault = explain.fault
    if (props.open !== 'explain' || explain.data || !fault) return
    toast.show(fault.detail)
    untrack(close)
  })
  return (
    <>
      <Sheet
        open={props.open === 'release'}
        onClose={close}
        title="Liberar a solicitação?"
        actions={
          <>
            <Run act={props.acts.release} onDone={close} busyText="Liberando…">
              Liberar solicitação
            </Run>
            <Show
              when={alone()}
              fallback={
                <Button kind="secondary" onClick={close}>
                  Continuar esperando
                </Button>
              }
            >
              <Button kind="secondary" onClick={() => props.onOpen('choose')}>
                Escolher outro cartório pelo nome
              </Button>
            </Show>
          </>
        }
      >
        <Show when={alone()}>
          <p>
            <b>Hoje nenhum outro cartório atende {uf()}.</b> Se você liberar, talvez ninguém pegue. Você pode escolher
            um cartório de outro estado pelo nome.
          </p>
        </Show>
        <p>
          Qualquer cartório credenciado de {props.request.uf} poderá pegar, com um novo prazo de 15 minutos úteis. O
          cartório atual deixa de ver seus dados.
        </p>
        <p class="soft">Até alguém pegar, você pode desistir da liberação.</p>
      </Sheet>
      <ChooseSheet {...props} onClose={close} />
      <Sheet
        open={props.open === 'cancel'}
        onClose={close}
        title="Cancelar a solicitação?"
        actions={
          <>
            <Run act={props.acts.cancel} kind="danger" onDone={close} busyText="Cancelando…">
              Cancelar solicitação
            </Run>
            <Button kind="secondary" onClick={close}>
              Voltar
            </Button>
          </>
        }
      >
        <p>Ela termina aqui e nenhum cartório atende mais. Não dá para desfazer, mas você pode enviar outra.</p>
      </Sheet>
      <Sheet
        open={props.open === 'give-up'}
        onClose={close}
        title="Desistir do certificado?"
        actions={
          <>
            <Run act={props.acts.giveUp} kind="danger" onDone={close} busyText="Encerrando…">
              Desistir do certificado
            </Run>
            <Button kind="secondary" onClick={close}>
              Voltar
            </Button>
          </>
        }
      >
        <p>
          A solicitação termina aqui, sem certificado, e o código de emissão deixa de valer. Não dá para desfazer, mas
          você pode enviar outra.
        </p>
      </Sheet>
      <Show when={explain.data}>
        {(data) => <Explain open={props.open === 'explain'} onClose={close} told={data()} />}
      </Show>
    </>
  )
}

function ChooseSheet(props: SheetsProps & { onClose: () => void }) {
  const [chosen, setChosen] = createSignal<ChosenCartorio | null>(null)
  const [near, setNear] = createSignal<MunicipioView>()
  createEffect(
    on(
      () => props.open === 'choose',
      async (open) => {
        setChosen(null)
        if (!open || near()) return
        const { municipio, uf } = props.request.data
        // The request names the place only; its code orders the list, and without it the UF still does.
        const found = await ask<{ items: MunicipioView[] }>(sources.municipios(municipio).path).catch(() => null)
        setNear(
          found?.items.find((one) => one.name === municipio && one.uf === uf) ?? { ibge: '', name: municipio, uf },
        )
      },
    ),
  )
  const last = () => props.request.cartorio?.cns
  const send = async () => {
    const one = chosen()
    if (one && (await props.acts.choose.run(one.cns))) props.onClose()
  }
  return (
    <Sheet
      open={props.open === 'choose'}
      onClose={props.onClose}
      title="Escolher outro cartório"
      actions={
        <Show when={chosen()}>
          <Button
            busy={props.acts.choose.busy()}
            busyText="Enviando…"
            blocked={offlineReason()}
            onClick={() => void send()}
          >
            Enviar para este cartório
          </Button>
        </Show>
      }
    >
      <p class="soft">
        Ele recebe seus dados e um novo prazo de 15 minutos úteis. O cartório anterior deixa de vê-los.
      </p>
      <Show when={near()}>
        {(place) => (
          <CartorioPicker
            near={place()}
            chosen={chosen()}
            onChoose={setChosen}
            except={last() ? { cns: last() ?? '', why: 'a solicitação já estava com ele' } : undefined}
          />
        )}
      </Show>
      <Fault act={props.acts.choose} />
    </Sheet>
  )
}

function Run(props: {
  act: Act<[], unknown>
  kind?: 'primary' | 'danger'
  busyText: string
  onDone: () => void
  children: JSX.Element
}) {
  const run = async () => {
    if (await props.act.run()) props.onDone()
  }
  return (
    <>
      <Fault act={props.act} />
      <Button
        kind={props.kind ?? 'primary'}
        busy={props.act.busy()}
        busyText={props.busyText}
        blocked={offlineReason()}
        onClick={() => void run()}
      >
        {props.children}
      </Button>
    </>
  )
}

function Fault(props: { act: { fault: () => { detail: string } | null } }) {
  return <Show when={props.act.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
}
