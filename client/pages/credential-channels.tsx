import { createSignal, Show, untrack } from 'solid-js'
import { parsePhone } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import type { PreferencesView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconBell, IconCheck, IconCircleAlert, IconClock } from '../icons.ts'
import { keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Toggle } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { maskCode, maskPhone } from '../parts/masks.ts'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { enablePush, pushRefusal, pushState, type PushState } from '../push.ts'
import { me } from '../session.ts'
import { Refusal } from './refusal.tsx'

interface ChannelsStepProps {
  preferences: PreferencesView
  /** At least one channel works. */
  ready: boolean
  onChange: () => void
  onNext: () => void
}

type Wish = Pick<PreferencesView, 'push' | 'email' | 'sms' | 'quiet'>

/** Push tested on this device, e-mail ticked, SMS confirmed by a code (domain.md rules 33 and 65). */
export function ChannelsStep(props: ChannelsStepProps) {
  const saving = createAct((key: string, wish: Wish) => send<PreferencesView>('PUT', '/api/preferences', wish, key))
  const change = async (next: Partial<Wish>) => {
    const { push, email, sms, quiet } = props.preferences
    const answer = await saving.run({ push, email, sms, quiet: quiet && { ...quiet }, ...next })
    if (answer) keep(sources.preferences(), answer)
    props.onChange()
  }
  return (
    <>
      <p class="soft">Sem avisos, solicitações vencem sem ninguém ver. Ligue pelo menos um; o melhor é ligar todos.</p>
      <PushCard preferences={props.preferences} onOn={() => void change({ push: true })} onTested={props.onChange} />
      <Card title="E-mail" level={3}>
        <Toggle
          label={`Avisar em ${me()?.email ?? 'seu e-mail'}`}
          checked={props.preferences.email}
          onChange={(email) => void change({ email })}
        />
        <Show when={props.preferences.email}>
          <TestChannel channel="email" preferences={props.preferences} onTested={props.onChange} />
        </Show>
      </Card>
      <Card title="SMS" level={3}>
        <Show
          when={props.preferences.phoneConfirmed}
          fallback={<ConfirmPhone phone={props.preferences.phone} onDone={() => void change({ sms: true })} />}
        >
          <Toggle
            label={`Avisar em ${props.preferences.phone ?? 'seu celular'}`}
            checked={props.preferences.sms}
            onChange={(sms) => void change({ sms })}
          />
        </Show>
      </Card>
      <Refusal fault={saving.fault()} what="continuar" />
      <Button
        blocked={props.ready ? null : 'Ligue pelo menos um aviso e teste cada um que estiver ligado.'}
        onClick={() => props.onNext()}
      >
        Continuar
      </Button>
    </>
  )
}

const pushWords: Record<PushState, string> = {
  on: 'Ligada neste aparelho.',
  off: 'Avisa na hora, mesmo com o app fechado.',
  none: 'Este navegador não recebe notificações. Use e-mail ou SMS, ou abra em outro navegador.',
  install: 'No iPhone, adicione o app à Tela de Início e abra por ele.',
  blocked: 'Os avisos estão bloqueados neste aparelho.',
  refused: 'Não deu para ligar agora.',
}

function PushCard(props: { preferences: PreferencesView; onOn: () => void; onTested: () => void }) {
  const enabling = createAct(async () => {
    const key = me()?.vapidKey
    return key ? enablePush(key) : 'off'
  })
  const enable = async () => {
    if ((await enabling.run()) === 'on') props.onOn()
  }
  return (
    <Card title="Notificação" level={3} tone={pushState() === 'on' ? 'sucesso' : 'plain'}>
      <p class="soft">
        {pushState() === 'refused' && pushRefusal() ? pushRefusal() : pushWords[pushState()]}{' '}
        <Show when={pushState() === 'blocked' || pushState() === 'install'}>
          <a href="/avisos">Veja como</a>
        </Show>
      </p>
      <Show when={pushState() === 'on'}>
        <TestChannel channel="push" preferences={props.preferences} onTested={props.onTested} />
      </Show>
      <Show when={pushState() === 'off' || pushState() === 'refused'}>
        <Button kind="secondary" busy={enabling.busy()} blocked={offlineReason()} onClick={() => void enable()}>
          <IconBell /> Ativar avisos
        </Button>
      </Show>
    </Card>
  )
}

interface TestChannelProps {
  channel: 'push' | 'email'
  preferences: PreferencesView
  onTested: () => void
}

/** Sends a test and says what became of the last one. */
function TestChannel(props: TestChannelProps) {
  const testing = createAct((key: string) => send('POST', '/api/preferences/test', { channel: props.channel }, key))
  const test = async () => {
    const sent = await testing.run()
    toast.show(sent ? 'Aviso de teste enviado.' : (testing.fault()?.detail ?? ''))
    props.onTested()
  }
  const last = () => props.preferences.last.find((one) => one.channel === props.channel)
  return (
    <>
      <Show when={last()}>
        {(one) => (
          <div>
            <Chip
              text={one().outcome === 'done' ? 'Testado' : one().words}
              tone={one().outcome === 'done' ? 'sucesso' : one().outcome === 'dead' ? 'lacre' : 'pausa'}
              icon={one().outcome === 'done' ? IconCheck : one().outcome === 'dead' ? IconCircleAlert : IconClock}
            />
          </div>
        )}
      </Show>
      <Button kind="secondary" busy={testing.busy()} blocked={offlineReason()} onClick={() => void test()}>
        <span>
          Testar aviso <span class="spoken">por {props.channel === 'push' ? 'notificação' : 'e-mail'}</span>
        </span>
      </Button>
    </>
  )
}

function ConfirmPhone(props: { phone: string | null; onDone: () => void }) {
  const [phone, setPhone] = createSignal(maskPhone(untrack(() => props.phone) ?? ''))
  const [code, setCode] = createSignal('')
  const [sent, setSent] = createSignal(false)
  const [fault, setFault] = createSignal<string | null>(null)
  const sending = createAct((key: string, to: string) => send('POST', '/api/preferences/phone', { phone: to }, key))
  const confirming = createAct((key: string, typed: string) =>
    send('POST', '/api/preferences/phone/confirm', { code: typed }, key),
  )
  const ask = async () => {
    const parsed = parsePhone(phone())
    if (parsed === null) return setFault(fieldWords.phone)
    if ((await sending.run(parsed)) !== null) setSent(true)
    else setFault(sending.fault()?.fields['phone'] ?? sending.fault()?.detail ?? null)
  }
  const confirm = async () => {
    if (await confirming.run(code())) {
      toast.show('Celular confirmado.')
      props.onDone()
    } else setFault(confirming.fault()?.detail ?? null)
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void (sent() ? confirm() : ask())
      }}
    >
      <Show
        when={sent()}
        fallback={
          <Field
            label="Celular com DDD"
            name="phone"
            type="tel"
            inputMode="tel"
            autocomplete="tel-national"
            optional
            mask={maskPhone}
            value={phone()}
            onInput={(text) => {
              setPhone(text)
              setFault(null)
            }}
            error={fault()}
          />
        }
      >
        <Field
          label="Código de 6 números"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          hint={`Enviamos um SMS para ${phone()}.`}
          mask={maskCode}
          code
          value={code()}
          onInput={(text) => {
            setCode(text)
            setFault(null)
          }}
          error={fault()}
        />
      </Show>
      <Button type="submit" kind="secondary" busy={sending.busy() || confirming.busy()} blocked={offlineReason()}>
        {sent() ? 'Confirmar código' : 'Receber código por SMS'}
      </Button>
      <Show when={sent()}>
        <Button
          kind="quiet"
          onClick={() => {
            setSent(false)
            setCode('')
            setFault(null)
          }}
        >
          Trocar o número
        </Button>
      </Show>
    </form>
  )
}
