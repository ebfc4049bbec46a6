import { Show } from 'solid-js'
import { Field } from '../parts/field.tsx'
import { chooseOffice, office, offices } from '../session.ts'

/** For a person of several cartórios: which one this device works for. */
export function OfficeChoice() {
  return (
    <Show when={offices().length > 1}>
      <Field
        label="Cartório"
        name="office"
        value={office()?.cns ?? ''}
        onInput={chooseOffice}
        options={offices().map((one) => ({ value: one.cns, label: one.cartorio ?? one.cns }))}
      />
    </Show>
  )
}
