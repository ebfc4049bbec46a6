import { createMemo, createSignal, Show } from 'solid-js'
import type { MunicipioView } from '../../server/http/views.ts'
import { inUf, isUf } from '../../server/domain/uf.ts'
import { changeDraft, type Draft } from '../draft.ts'
import { IconInfo } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Combo, type Found } from '../parts/combo.tsx'
import { focusFirstError } from '../parts/field.tsx'
import { CartorioPicker } from './cartorio-picker.tsx'

interface StepProps {
  draft: Draft
  faults: Partial<Record<string, string>>
  onNext: () => void
}

const label = (place: MunicipioView) => `${place.name}/${place.uf}`

/** C2: where the client lives, which fixes the pool (rule 23), and who shall serve, anywhere in Brazil. */
export function PlaceStep(props: StepProps) {
  const [tried, setTried] = createSignal(false)
  const [text, setText] = createSignal('')
  const search = createKept(() => (text().length < 2 ? null : sources.municipios(text())))
  const places = createMemo<MunicipioView[]>((before) => (text().length < 2 ? [] : (search.data?.items ?? before)), [])
  let form: HTMLFormElement | undefined
  const choosePlace = (found: Found | null) => {
    const place = places().find((one) => one.ibge === found?.id) ?? null
    changeDraft({ place })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!props.faults['ibge'] && !props.faults['cns']) props.onNext()
    else if (form) focusFirstError(form)
  }
  return (
    <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
      <div>
        <Combo
          label="Município onde você mora"
          hint="Digite o nome da cidade."
          name="municipio"
          nouns={['município', 'municípios']}
          chosen={props.draft.place && { id: props.draft.place.ibge, label: label(props.draft.place) }}
          onChoose={choosePlace}
          onSearch={setText}
          found={places().map((one) => ({ id: one.ibge, label: label(one) }))}
          busy={text().length >= 2 && search.data === null && search.fault === null}
          none={(typed) => (search.fault ? search.fault.detail : `Nenhum município com “${typed}”. Confira o nome.`)}
          error={tried() ? props.faults['ibge'] : null}
        />
      </div>
      <Show when={props.draft.place}>
        {(place) => (
          <div>
            <CartorioPicker
              near={place()}
              chosen={props.draft.cartorio}
              onChoose={(cartorio) => changeDraft({ cartorio })}
              error={tried() ? props.faults['cns'] : null}
            />
          </div>
        )}
      </Show>
      <Note icon={<IconInfo />}>
        <p>Não precisa ter firma aberta em cartório.</p>
        <Show when={props.draft.place?.uf}>
          {(uf) => (
            <p class="soft">
              Se o cartório não começar em 15 minutos úteis, você poderá liberar a solicitação para os outros cartórios{' '}
              {whereUf(uf())}.
            </p>
          )}
        </Show>
      </Note>
      <Button type="submit">Continuar</Button>
    </form>
  )
}

const whereUf = (uf: string) => (isUf(uf) ? inUf(uf) : `em ${uf}`)
