import { createSignal, Show, untrack } from 'solid-js'
import { parsePersonName } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import type { MeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'

/** The name shown to colleagues and in the history; the e-mail is fixed, it is how one signs in. */
export function NameForm(props: { person: MeView }) {
  const [editing, setEditing] = createSignal(false)
  return (
    <Card title={props.person.name ?? 'Seu nome'}>
      <Show
        when={editing()}
        fallback={
          <div class="row">
            <span class="soft">{props.person.email}</span>
            <Button kind="quiet" fit onClick={() => setEditing(true)}>
              {props.person.name ? 'Alterar nome' : 'Informar nome'}
            </Button>
          </div>
        }
      >
        <Edit name={props.person.name ?? ''} onDone={() => setEditing(false)} />
      </Show>
    </Card>
  )
}

function Edit(props: { name: string; onDone: () => void }) {
  // The form starts from the name as it is now; later news must not overwrite what is being typed.
  const [name, setName] = createSignal(untrack(() => props.name))
  const [wrong, setWrong] = createSignal<string | null>(null)
  let form: HTMLFormElement | undefined
  const save = createAct((key: string, wanted: string) => send<MeView>('PUT', '/api/me', { name: wanted }, key))
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = parsePersonName(name())
    setWrong(wanted ? null : fieldWords.name)
    const saved = wanted && (await save.run(wanted))
    if (!saved) return void (form && focusFirstError(form))
    keep(sources.me(), saved)
    toast.show('Nome salvo.')
    props.onDone()
  }
  return (
    <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
      <Field
        label="Seu nome"
        hint="Nome e sobrenome, como no documento."
        name="name"
        autocomplete="name"
        autocapitalize="words"
        maxLength={120}
        value={name()}
        onInput={setName}
        error={wrong() ?? save.fault()?.fields['name'] ?? save.fault()?.detail}
      />
      <Button type="submit" busy={save.busy()} blocked={offlineReason()}>
        Salvar nome
      </Button>
      <Button kind="quiet" onClick={() => props.onDone()}>
        Cancelar
      </Button>
    </form>
  )
}
