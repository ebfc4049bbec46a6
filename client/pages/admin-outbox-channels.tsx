import { createSignal, For, Show } from 'solid-js'
import type { AdminChannel, AdminOutboxView } from '../../server/http/admin-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { retriedWords, type Retried } from './admin-words.ts'
import { channelWords } from './office-words.ts'
import { Refusal } from './refusal.tsx'
import css from './admin.module.css'

interface ChannelsProps {
  view: AdminOutboxView
  channel: AdminChannel | null
  onChannel: (channel: AdminChannel | null) => void
  onChanged: () => void
}

/** Every channel's backlog, the filter, and another try for all of one channel since a day. */
export function Channels(props: ChannelsProps) {
  const [open, setOpen] = createSignal(false)
  const dead = () => props.view.channels.reduce((sum, each) => sum + each.dead, 0)
  return (
    <>
      <ul class={css.tiles}>
        <For each={props.view.channels}>
          {(each) => (
            <li class={css.tile}>
              <span>{channelWords[each.channel]}</span>
              <b>{each.open} na fila</b>
              <span class="soft num">
                {each.failing === 0 ? 'nenhum falhando' : `${each.failing} falhando, ainda em tentativa`}
              </span>
              <span class="soft num">{each.dead} sem entrega em 30 dias</span>
            </li>
          )}
        </For>
      </ul>
      <Segmented<AdminChannel | 'all'>
        label="Canal"
        value={props.channel ?? 'all'}
        onChange={(value) => props.onChannel(value === 'all' ? null : value)}
        options={[
          { value: 'all', label: 'Todos', count: dead() },
          ...props.view.channels.map((each) => ({
            value: each.channel,
            label: channelWords[each.channel],
            count: each.dead,
          })),
        ]}
      />
      <Show when={props.channel !== null && props.view.items.length > 0}>
        <div class={css.acts}>
          <Button kind="secondary" fit onClick={() => setOpen(true)}>
            Tentar todos de novo
          </Button>
        </div>
      </Show>
      <Show when={props.channel} keyed>
        {(channel) => (
          <RetryAll
            channel={channel}
            open={open()}
            onClose={() => setOpen(false)}
            onChanged={() => props.onChanged()}
          />
        )}
      </Show>
    </>
  )
}

const dayBefore = () => {
  const at = new Date()
  at.setDate(at.getDate() - 1)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

function RetryAll(props: { channel: AdminChannel; open: boolean; onClose: () => void; onChanged: () => void }) {
  const [day, setDay] = createSignal(dayBefore())
  const act = createAct((key: string, channel: AdminChannel, since: number) =>
    send<Retried>('POST', '/api/admin/outbox/retry', { channel, since }, key),
  )
  const run = async () => {
    const since = new Date(`${day()}T00:00:00`).getTime()
    if (Number.isNaN(since)) return
    const done = await act.run(props.channel, since)
    if (!done) return
    toast.show(retriedWords(done))
    props.onClose()
    props.onChanged()
  }
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title="Tentar todos de novo?"
      actions={
        <>
          <Button busy={act.busy()} busyText="Pondo na fila…" blocked={offlineReason()} onClick={() => void run()}>
            Tentar de novo
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </>
      }
    >
      <p>
        Volta para a fila o que ficou sem entrega por {channelWords[props.channel].toLowerCase()}. O que já não vale, ou
        chegou à pessoa por outro canal, é descartado.
      </p>
      <Field label="Desde o dia" name="since" type="date" value={day()} onInput={setDay} />
      <Refusal fault={act.fault()} what="tentar de novo" />
    </Sheet>
  )
}
