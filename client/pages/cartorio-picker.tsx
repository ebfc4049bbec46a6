import { createMemo, createSignal, Show } from 'solid-js'
import { clockTime, opensLongWords } from '../../server/domain/instant-words.ts'
import type { CartorioView, MunicipioView } from '../../server/http/views.ts'
import type { ChosenCartorio } from '../draft.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Combo, type Found } from '../parts/combo.tsx'

interface PickerProps {
  /** Where the list opens; a typed name searches the whole country. */
  near: MunicipioView
  chosen: ChosenCartorio | null
  onChoose: (cartorio: ChosenCartorio | null) => void
  error?: string | null | undefined
  /** One that can't be taken again, with the reason. */
  except?: { cns: string; why: string } | undefined
}

/** "Aberto · fecha 17:00", "Fechado · abre segunda, 09:00", in the cartório's own hour. */
function hoursWords(one: CartorioView, now: number): string {
  if (one.open) return one.closesAt === null ? 'Aberto' : `Aberto · fecha ${clockTime(one.closesAt, one.zone)}`
  return one.opensAt === null ? 'Fechado' : `Fechado · abre ${opensLongWords(one.opensAt, now, one.zone)}`
}

/** A cartório by name, anywhere in Brazil; what can't be chosen says why. */
export function CartorioPicker(props: PickerProps) {
  const [text, setText] = createSignal('')
  const list = createKept(() => sources.cartorios(props.near, text()))
  const items = createMemo<{ now: number; items: CartorioView[] } | null>((before) => list.data ?? before, null)
  const found = (): Found[] =>
    (items()?.items ?? []).map((one) => ({
      id: one.cns,
      label: one.name,
      note: `${one.municipio}/${one.uf} · ${hoursWords(one, items()?.now ?? 0)}`,
      blocked: blockOf(one),
    }))
  const blockOf = (one: CartorioView) => {
    const why = one.cns === props.except?.cns ? props.except.why : one.refusal
    return why === null ? null : `${one.municipio}/${one.uf} · ${why}`
  }
  const choose = (id: string | undefined) => {
    const one = items()?.items.find((each) => each.cns === id)
    props.onChoose(one ? { cns: one.cns, name: one.name, municipio: one.municipio, uf: one.uf } : null)
  }
  const chosen = (): Found | null =>
    props.chosen && {
      id: props.chosen.cns,
      label: props.chosen.name,
      note: `${props.chosen.municipio}/${props.chosen.uf}`,
    }
  return (
    <>
      <Combo
        label="Cartório"
        hint="Pode ser qualquer um do Brasil. Mostramos primeiro os mais perto de você."
        name="cartorio"
        nouns={['cartório', 'cartórios']}
        chosen={chosen()}
        onChoose={(one) => choose(one?.id)}
        onSearch={setText}
        found={found()}
        busy={list.data === null && list.fault === null}
        none={(typed) => `Nenhum cartório com “${typed}”. Tente o município.`}
        error={props.error}
      />
      <Show when={props.chosen === null && list.data === null && list.fault}>
        {(fault) => (
          <p role="alert" class="row">
            <span>{fault().detail}</span>
            <Button kind="quiet" fit onClick={() => void list.refresh()}>
              Tentar de novo
            </Button>
          </p>
        )}
      </Show>
    </>
  )
}
