import { createStore } from 'solid-js/store'
import { changeDraft, type Answers, type Draft } from '../draft.ts'
import { Button } from '../parts/button.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { maskCpf, maskDate, maskPhone } from '../parts/masks.ts'

type Name = 'cpf' | 'name' | 'socialName' | 'birthDate' | 'phone'

interface StepProps {
  draft: Draft
  faults: Partial<Record<string, string>>
  /** What the server said about single fields. */
  refused: Readonly<Record<string, string>>
  onNext: () => void
}

/** C3: who asks. Each field is judged when it is left, all of them by the button. */
export function DataStep(props: StepProps) {
  const [left, setLeft] = createStore<Partial<Record<Name, boolean>>>({})
  const [changed, setChanged] = createStore<Partial<Record<Name, boolean>>>({})
  let form: HTMLFormElement | undefined
  const error = (name: Name) => {
    if (left[name] && props.faults[name]) return props.faults[name]
    return changed[name] ? null : props.refused[name]
  }
  const field = (name: Name) => ({
    name,
    get value() {
      return props.draft[name]
    },
    get error() {
      return error(name)
    },
    onInput: (value: string) => {
      setChanged(name, true)
      changeDraft({ [name]: value } satisfies Partial<Answers>)
    },
    onBlur: () => {
      if (props.draft[name] !== '') setLeft(name, true)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setLeft({ cpf: true, name: true, socialName: true, birthDate: true, phone: true })
    const names: Name[] = ['cpf', 'name', 'socialName', 'birthDate', 'phone']
    if (names.every((name) => !error(name))) props.onNext()
    else if (form) focusFirstError(form)
  }
  return (
    <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
      <Field label="CPF" {...field('cpf')} inputMode="numeric" mask={maskCpf} placeholder="000.000.000-00" />
      <Field
        label="Nome completo"
        {...field('name')}
        hint="Nome e sobrenome, como no documento."
        autocomplete="name"
        autocapitalize="words"
        maxLength={120}
      />
      <Field
        label="Nome social"
        {...field('socialName')}
        hint="É assim que chamamos você aqui. O nome civil fica só no certificado e no CCN."
        autocapitalize="words"
        maxLength={120}
        optional
      />
      <Field
        label="Data de nascimento"
        {...field('birthDate')}
        inputMode="numeric"
        autocomplete="bday"
        mask={maskDate}
        placeholder="dia/mês/ano"
      />
      <Field
        label="Celular"
        {...field('phone')}
        type="tel"
        inputMode="tel"
        autocomplete="tel-national"
        mask={maskPhone}
        placeholder="(00) 00000-0000"
      />
      <Button type="submit">Continuar</Button>
    </form>
  )
}
