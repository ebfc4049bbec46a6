import { createSignal, For, Show, type JSX } from 'solid-js'
import { hasSpouse } from '../../server/domain/ccn.ts'
import { addressParts, type CcnForm, type CcnPath } from '../../server/domain/ccn-form.ts'
import {
  addressWords,
  ccnLabels,
  documentOptions,
  documentPartWords,
  maritalOptions,
} from '../../server/domain/ccn-words.ts'
import { formatCpf, type Cpf } from '../../server/domain/cpf.ts'
import { ufs } from '../../server/domain/uf.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { maskCep, maskDate, maskPhone } from '../parts/masks.ts'
import css from './ccn.module.css'

interface SectionsProps {
  cpf: string
  form: CcnForm
  /** The sentence about an input, once it was left. */
  error: (path: CcnPath) => string | null
  onInput: (change: Partial<CcnForm>) => void
  onLeave: (path: CcnPath) => void
}

type Part = Omit<Parameters<typeof Field>[0], 'label' | 'name' | 'value' | 'onInput' | 'onBlur' | 'error'>

const choose = { value: '', label: 'Escolha' }
const ufOptions = [choose, ...ufs.map((uf) => ({ value: uf, label: uf }))]
const homeOrWork = ['homeAddress', 'workAddress'] as const

/** The form of a record in groups. It may be saved before an order's needs are all filled in. */
export function CcnSections(props: SectionsProps) {
  const field = (path: CcnPath, label: string, more: Part = {}): JSX.Element => (
    <Field
      label={label}
      name={path}
      value={props.form[path]}
      onInput={(value) => props.onInput({ [path]: value })}
      onBlur={() => props.onLeave(path)}
      error={props.error(path)}
      {...more}
    />
  )
  const [names, setNames] = createSignal(2)
  const filiation = ['filiation.0', 'filiation.1', 'filiation.2', 'filiation.3'] as const
  const shownNames = () => filiation.filter((path, i) => i < names() || props.form[path] !== '')
  const person = { autocapitalize: 'words', maxLength: 120 } as const
  return (
    <>
      <Card title="Identificação">
        <div class={css.fields}>
          <p class="soft num">CPF {formatCpf(props.cpf as Cpf)}</p>
          {field('name', ccnLabels.name, person)}
          {field('socialName', ccnLabels.socialName, {
            ...person,
            optional: true,
            hint: 'É assim que chamamos a pessoa nas telas.',
          })}
          <div class={css.pair}>
            {field('birthDate', 'Data de nascimento', {
              inputMode: 'numeric',
              mask: maskDate,
              placeholder: 'dia/mês/ano',
            })}
            {field('birthPlace', ccnLabels.birthPlace, { placeholder: 'Santos/SP', maxLength: 80, optional: true })}
          </div>
          {field('nationality', ccnLabels.nationality, { placeholder: 'brasileira', maxLength: 40 })}
        </div>
      </Card>
      <Card title="Filiação">
        <div class={css.fields}>
          <For each={shownNames()}>
            {(path) => {
              const nth = filiation.indexOf(path) + 1
              return field(path, `${nth}º nome`, { ...person, optional: nth > 1 })
            }}
          </For>
          <Show when={shownNames().length < filiation.length}>
            <Button kind="quiet" fit onClick={() => setNames(shownNames().length + 1)}>
              Adicionar nome
            </Button>
          </Show>
        </div>
      </Card>
      <Card title="Documento de identidade">
        <div class={css.fields}>
          {field('document.kind', documentPartWords.kind, { options: [choose, ...documentOptions] })}
          <div class={css.pair}>
            {field('document.number', documentPartWords.number, { autocapitalize: 'off', maxLength: 24 })}
            {field('document.issuer', documentPartWords.issuer, { placeholder: 'SSP/SP', maxLength: 60 })}
          </div>
          {field('document.issuedOn', documentPartWords.issuedOn, {
            inputMode: 'numeric',
            mask: maskDate,
            placeholder: 'dia/mês/ano',
          })}
        </div>
      </Card>
      <Card title="Estado civil e profissão">
        <div class={css.fields}>
          {field('maritalStatus', ccnLabels.maritalStatus, { options: [choose, ...maritalOptions] })}
          <Show when={hasSpouse(props.form.maritalStatus)}>{field('spouse', ccnLabels.spouse, person)}</Show>
          {field('profession', ccnLabels.profession, { maxLength: 80 })}
        </div>
      </Card>
      <Card title="Contato">
        <div class={css.fields}>
          {field('phone', ccnLabels.phone, { type: 'tel', inputMode: 'tel', mask: maskPhone })}
          {field('email', ccnLabels.email, { type: 'email', inputMode: 'email', autocapitalize: 'off' })}
        </div>
      </Card>
      <For each={homeOrWork}>{(of) => <AddressFields of={of} form={props.form} field={field} />}</For>
      <Card title="Pessoa politicamente exposta">
        <p>A pessoa é, ou foi nos últimos 5 anos, politicamente exposta?</p>
        <Choice
          legend="Pessoa politicamente exposta"
          quiet
          value={props.form.pep === 'yes' || props.form.pep === 'no' ? props.form.pep : null}
          onChange={(pep) => props.onInput({ pep })}
          error={props.error('pep')}
          options={[
            { value: 'no', label: 'Não' },
            {
              value: 'yes',
              label: 'Sim',
              hint: 'Ocupa cargo público de destaque, ou é familiar próximo de quem ocupa.',
            },
          ]}
        />
      </Card>
    </>
  )
}

/** A work address is rare: it opens by a tap. */
function AddressFields(props: {
  of: (typeof homeOrWork)[number]
  form: CcnForm
  field: (path: CcnPath, label: string, more?: Part) => JSX.Element
}) {
  const [wanted, setWanted] = createSignal(false)
  const path = (part: (typeof addressParts)[number]): CcnPath => `${props.of}.${part}`
  const open = () =>
    props.of === 'homeAddress' || wanted() || addressParts.some((part) => props.form[path(part)] !== '')
  const field = (part: (typeof addressParts)[number], more: Part = {}) =>
    props.field(path(part), addressWords[part], more)
  return (
    <Card title={ccnLabels[props.of]}>
      <Show
        when={open()}
        fallback={
          <Button kind="secondary" onClick={() => setWanted(true)}>
            Adicionar endereço comercial
          </Button>
        }
      >
        <div class={css.fields}>
          {field('cep', { inputMode: 'numeric', mask: maskCep, placeholder: '00000-000' })}
          {field('street', { maxLength: 120 })}
          <div class={css.pair}>
            {field('number', { placeholder: '100 ou S/N', maxLength: 10 })}
            {field('more', { maxLength: 60, optional: true })}
          </div>
          {field('district', { maxLength: 80 })}
          <div class={css.pair}>
            {field('city', { maxLength: 80 })}
            {field('uf', { options: ufOptions })}
          </div>
        </div>
      </Show>
    </Card>
  )
}
