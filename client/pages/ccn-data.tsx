import { For, Show } from 'solid-js'
import { hasSpouse, type CcnField, type CcnRecord } from '../../server/domain/ccn.ts'
import { ccnLabels, ccnValueWords } from '../../server/domain/ccn-words.ts'
import { Card } from '../parts/card.tsx'
import css from './ccn.module.css'

const groups: readonly (readonly [title: string, fields: readonly CcnField[]])[] = [
  ['Identificação', ['socialName', 'name', 'cpf', 'birthDate', 'birthPlace', 'nationality', 'filiation']],
  ['Documento', ['document']],
  ['Estado civil e profissão', ['maritalStatus', 'spouse', 'profession', 'pep']],
  ['Contato', ['phone', 'email']],
  ['Endereços', ['homeAddress', 'workAddress', 'municipio']],
]

/** A record as it is read: in groups, with what is not filled in said so. */
export function CcnData(props: { data: CcnRecord }) {
  /** What nobody would miss is left out when it is empty. */
  const shown = (field: CcnField) => {
    if (field === 'socialName' || field === 'workAddress') return ccnValueWords(props.data, field) !== null
    if (field === 'spouse') return hasSpouse(props.data.maritalStatus)
    return field !== 'municipio' || props.data.homeAddress === undefined
  }
  const words = (field: CcnField) =>
    field === 'municipio' ? `${props.data.municipio}/${props.data.uf}` : ccnValueWords(props.data, field)
  return (
    <div class={css.columns}>
      <For each={groups}>
        {([title, fields]) => (
          <Card title={title}>
            <dl class={css.data}>
              <For each={fields.filter(shown)}>
                {(field) => (
                  <div data-empty={words(field) === null ? '' : undefined}>
                    <dt>{ccnLabels[field]}</dt>
                    <dd>
                      <Show when={words(field)} fallback="Não informado">
                        {words(field)}
                      </Show>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </Card>
        )}
      </For>
    </div>
  )
}
