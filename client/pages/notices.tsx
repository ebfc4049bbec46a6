import { For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { PreferencesView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCheck, IconCircleAlert, IconInfo } from '../icons.ts'
import { createKept, keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Toggle } from '../parts/choice.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { office } from '../session.ts'
import { DeviceCard } from './notices-device.tsx'
import { PhoneConfirm } from './notices-phone.tsx'
import { FeatureNote } from './feature-note.tsx'
import { QuietHours } from './notices-quiet.tsx'

type Channel = 'push' | 'email' | 'sms'
const channelWords: Record<Channel, string> = { push: 'Notificação', email: 'E-mail', sms: 'SMS' }

/** C12: what this device really does, and how each channel is used. Staff and clients share it. */
export default function Notices() {
  const kept = createKept(() => sources.preferences())
  const save = createAct(async (key: string, change: Partial<PreferencesView>) => {
    const now = kept.data
    if (!now) return
    const { push, email, sms, quiet } = { ...now, ...change }
    keep(
      sources.preferences(),
      await send<PreferencesView>('PUT', '/api/preferences', { push, email, sms, quiet }, key),
    )
  })
  const change = async (wanted: Partial<PreferencesView>) => {
    await save.run(wanted)
    const fault = save.fault()
    if (fault) toast.show(fault.detail)
  }
  return (
    <Page title="Avisos" sub={office() ? 'Como o Quinze chama você' : 'Como avisamos você'} back="/conta">
      <DeviceCard />
      <Show
        when={kept.data}
        fallback={
          <Show when={kept.fault} fallback={<Skeleton shape="list" count={2} />}>
            {(fault) => (
              <Note tone="atencao" icon={<IconInfo />}>
                <p role="alert">{fault().detail}</p>
                <Button kind="secondary" fit onClick={() => void kept.refresh()}>
                  Tentar de novo
                </Button>
              </Note>
            )}
          </Show>
        }
      >
        {(now) => (
          <>
            <Card title="Canais">
              <Show when={offlineReason()}>{(why) => <p class="soft">{why()}</p>}</Show>
              <FeatureNote name="sms" />
              <Toggle
                label="Notificações"
                hint="Em todos os aparelhos onde você ativar."
                checked={now().push}
                disabled={offlineReason() !== null || save.busy()}
                onChange={(push) => void change({ push })}
              />
              <Toggle
                label="E-mail"
                checked={now().email}
                disabled={offlineReason() !== null || save.busy()}
                onChange={(email) => void change({ email })}
              />
              <Toggle
                label="SMS"
                hint={
                  now().phoneConfirmed
                    ? `Para ${now().phone ?? 'o celular confirmado'}.`
                    : 'Confirme um celular primeiro.'
                }
                checked={now().sms && now().phoneConfirmed}
                disabled={offlineReason() !== null || save.busy() || !now().phoneConfirmed}
                onChange={(sms) => void change({ sms })}
              />
              <PhoneConfirm
                phone={now().phone}
                confirmed={now().phoneConfirmed}
                onConfirmed={() => void kept.refresh()}
              />
              <TestButtons now={now()} />
            </Card>
            <QuietHours
              quiet={now().quiet}
              staff={office() !== null}
              busy={save.busy()}
              onChange={(quiet) => void change({ quiet })}
            />
            <Show when={now().devices.length > 0}>
              <Devices devices={now().devices} onRemoved={() => void kept.refresh()} />
            </Show>
            <Show when={now().last.length > 0}>
              <Card title="Últimos envios">
                <ul class="stack">
                  <For each={now().last}>{(one) => <Delivery one={one} />}</For>
                </ul>
              </Card>
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}

function TestButtons(props: { now: PreferencesView }) {
  const test = createAct((key: string, channel: Channel) =>
    send('POST', '/api/preferences/test', { channel }, key).then(() => true),
  )
  const run = async (channel: Channel) => {
    const sent = await test.run(channel)
    toast.show(sent ? `Teste enviado por ${channelWords[channel]}.` : (test.fault()?.detail ?? ''))
  }
  const able = () =>
    (['email', 'sms'] as const).filter((one) => props.now[one] && (one === 'email' || props.now.phoneConfirmed))
  return (
    <div class="row">
      <For each={able()}>
        {(channel) => (
          <Button kind="secondary" fit busy={test.busy()} blocked={offlineReason()} onClick={() => void run(channel)}>
            Testar {channelWords[channel]}
          </Button>
        )}
      </For>
    </div>
  )
}

function Devices(props: { devices: PreferencesView['devices']; onRemoved: () => void }) {
  const remove = createAct((key: string, id: string) =>
    send('DELETE', '/api/push/subscriptions', { id }, key).then(() => true),
  )
  const run = async (id: string) => {
    if (await remove.run(id)) props.onRemoved()
    else toast.show(remove.fault()?.detail ?? '')
  }
  return (
    <Card title="Aparelhos que recebem notificações">
      <ul class="stack">
        <For each={props.devices}>
          {(device) => (
            <li class="row">
              <span>
                <b>{device.device}</b>
                {device.here ? ' (este aparelho)' : ''}
                <br />
                <span class="soft num">Visto {whenWords(device.seenAt, Date.now(), deviceZone())}</span>
              </span>
              <Show when={!device.here}>
                <Button
                  kind="quiet"
                  fit
                  busy={remove.busy()}
                  blocked={offlineReason()}
                  onClick={() => void run(device.id)}
                >
                  Remover<span class="spoken"> {device.device}</span>
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Card>
  )
}

function Delivery(props: { one: PreferencesView['last'][number] }) {
  return (
    <li class="row">
      <Switch>
        <Match when={props.one.outcome === 'done'}>
          <Chip text={channelWords[props.one.channel]} tone="sucesso" icon={IconCheck} />
        </Match>
        <Match when={props.one.outcome === 'dead'}>
          <Chip text={channelWords[props.one.channel]} tone="lacre" icon={IconCircleAlert} />
        </Match>
        <Match when={props.one.outcome === 'pending'}>
          <Chip text={channelWords[props.one.channel]} icon={IconInfo} />
        </Match>
      </Switch>
      <span class="soft num">
        {whenWords(props.one.at, Date.now(), deviceZone())} — {props.one.words}
      </span>
    </li>
  )
}
