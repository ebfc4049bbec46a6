import { createEffect, createSignal, on, Show, untrack } from 'solid-js'
import { legalFault, legalTexts, type LegalKind } from '../../server/domain/legal.ts'
import type { AdminLegalView } from '../../server/http/admin-views.ts'
import { offlineReason, send } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import { LegalBody } from './legal-body.tsx'

interface EditorProps {
  kind: LegalKind
  /** The newest version, on which the next one is written. */
  base: number
  body: string
  onChanged: () => void
}

/** The next version of a text: written, looked at as clients will see it, and published. */
export function LegalEditor(props: EditorProps) {
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [looking, setLooking] = createSignal(false)
  // A version that somebody else published shows itself, but never over what is being typed.
  createEffect(
    on(
      () => props.body,
      (body, before) => {
        if (before === undefined || untrack(text) === before) setText(body)
      },
    ),
  )
  const act = createTapped((key: string, kind: LegalKind, body: { base: number; body: string }) =>
    send<AdminLegalView>('POST', `/api/admin/legal/${kind}`, body, key),
  )
  const look = () => {
    const same = text().trim() === props.body ? 'O texto está igual ao que está em uso.' : null
    setWrong(legalFault(props.kind, text()) ?? same)
    if (wrong() === null) setLooking(true)
  }
  const publish = async () => {
    const done = await act.run(props.kind, { base: props.base, body: text() })
    if (act.fault()?.code === 'stale') props.onChanged()
    if (!done) return
    setLooking(false)
    toast.show(`Versão ${props.base + 1} publicada.`)
    props.onChanged()
  }
  return (
    <>
      <Field
        label={`Próxima versão (${props.base + 1})`}
        name="legal"
        rows={props.kind === 'privacy' ? 14 : 5}
        maxLength={legalTexts[props.kind].most}
        value={text()}
        onInput={(value) => {
          setText(value)
          setWrong(null)
        }}
        hint={
          props.kind === 'privacy'
            ? 'Comece cada seção com “## ” e o título; separe parágrafos com uma linha em branco.'
            : 'Um parágrafo só: ele fica ao lado da caixa de aceite.'
        }
        error={wrong()}
      />
      <Button kind="secondary" onClick={look}>
        Ver como fica
      </Button>
      <Sheet
        open={looking()}
        onClose={() => setLooking(false)}
        title={`Publicar a versão ${props.base + 1}?`}
        actions={
          <>
            <Button busy={act.busy()} busyText="Publicando…" blocked={offlineReason()} onClick={() => void publish()}>
              Publicar
            </Button>
            <Button kind="secondary" onClick={() => setLooking(false)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>Vale agora, para todos, e não dá para mudar: só publicar outra.</p>
        <Show when={props.kind !== 'privacy'}>
          <p class="soft">Quem já aceitou fica com a versão que leu.</p>
        </Show>
        <LegalBody body={text()} />
        <TapPrompt act={act} what="publicar um texto" />
      </Sheet>
    </>
  )
}
