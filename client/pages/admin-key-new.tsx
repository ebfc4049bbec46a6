import { createSignal, Show } from 'solid-js'
import { offlineReason, send } from '../api.ts'
import { IconCircleAlert, IconCopy } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import css from './admin.module.css'

const usual = '1000'
const listed = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

/** A new key: for whom, which cartórios, from where, how often; shown this once. */
export function NewKey(props: { open: boolean; onClose: () => void; onMade: () => void }) {
  const [made, setMade] = createSignal<string | null>(null)
  const close = () => {
    setMade(null)
    props.onClose()
  }
  return (
    <Show when={made()} fallback={<Form {...props} onMade={(key) => (setMade(key), props.onMade())} />}>
      {(key) => <Shown key={key()} onClose={close} />}
    </Show>
  )
}

function Form(props: { open: boolean; onClose: () => void; onMade: (key: string) => void }) {
  const [name, setName] = createSignal('')
  const [scope, setScope] = createSignal('')
  const [addresses, setAddresses] = createSignal('')
  const [daily, setDaily] = createSignal(usual)
  const [wrong, setWrong] = createSignal<Record<string, string>>({})
  const act = createTapped((key: string, body: object) =>
    send<{ key: string }>('POST', '/api/admin/api-keys', body, key),
  )
  let form: HTMLDivElement | undefined
  const run = async () => {
    const often = Number(daily())
    const bad = {
      ...(name().trim() ? {} : { name: 'Dê um nome: quem vai usar a chave.' }),
      ...(/^\d{1,7}$/.test(daily().trim()) && often >= 1 && often <= 1_000_000
        ? {}
        : { daily: 'Um número de 1 a 1.000.000.' }),
    }
    setWrong(bad)
    if (Object.keys(bad).length > 0) return form && focusFirstError(form)
    const done = await act.run({
      name: name(),
      scope: listed(scope()),
      addresses: listed(addresses()),
      daily: often,
    })
    if (done) props.onMade(done.key)
    else setWrong({ ...act.fault()?.fields })
  }
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title="Criar chave de programa"
      actions={
        <Button busy={act.busy()} busyText="Criando…" blocked={offlineReason()} onClick={() => void run()}>
          Criar chave
        </Button>
      }
    >
      <div class="stack" ref={(element) => (form = element)}>
        <Field
          label="Quem vai usar"
          name="key-name"
          value={name()}
          onInput={setName}
          maxLength={120}
          error={wrong()['name']}
        />
        <Field
          label="Só estes cartórios"
          name="key-scope"
          rows={2}
          optional
          value={scope()}
          onInput={setScope}
          hint="Números de CNS. Em branco: todos."
          error={wrong()['scope']}
        />
        <Field
          label="Só destes endereços"
          name="key-addresses"
          rows={2}
          optional
          value={addresses()}
          onInput={setAddresses}
          hint="Endereços de internet, como 192.0.2.7 ou 192.0.2.0/24. Em branco: qualquer um."
          error={wrong()['addresses']}
        />
        <Field
          label="Consultas por dia"
          name="key-daily"
          inputMode="numeric"
          value={daily()}
          onInput={setDaily}
          error={wrong()['daily']}
        />
      </div>
      <TapPrompt act={act} what="criar uma chave" />
    </Sheet>
  )
}

function Shown(props: { key: string; onClose: () => void }) {
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(props.key).then(
      () => true,
      () => false,
    )
    toast.show(done ? 'Chave copiada.' : 'Não deu para copiar. Selecione a chave e copie.')
  }
  return (
    <Sheet
      open
      held
      onClose={() => props.onClose()}
      title="Guarde esta chave"
      actions={
        <>
          <Button onClick={() => void copy()}>
            <IconCopy /> Copiar chave
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Já guardei
          </Button>
        </>
      }
    >
      <Note tone="atencao" icon={<IconCircleAlert />}>
        <p>Ela aparece só agora. Quem a perder pede outra; passe-a por um caminho seguro.</p>
      </Note>
      <p class={css.code} translate="no">
        {props.key}
      </p>
    </Sheet>
  )
}
