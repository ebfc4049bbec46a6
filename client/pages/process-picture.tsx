import { createSignal, onCleanup } from 'solid-js'
import { createAct, offlineReason, openPicture } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { PictureSheet } from '../parts/picture.tsx'

const shortest = 10

/** First the reason, then the picture, which is kept on no device. */
export function InspectPicture(props: { path: string; name: string; onClose: () => void }) {
  const [reason, setReason] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  const [url, setUrl] = createSignal<string | null>(null)
  const act = createAct((_key: string, text: string) => openPicture(props.path, { reason: text }))
  let left = false
  onCleanup(() => {
    left = true
    const shown = url()
    if (shown) URL.revokeObjectURL(shown)
  })
  const run = async () => {
    if (reason().trim().length < shortest) return setFault('Escreva o motivo, com pelo menos 10 letras.')
    const picture = await act.run(reason().trim())
    if (picture && !left) setUrl(URL.createObjectURL(picture))
    else setFault(act.fault()?.detail ?? null)
  }
  return (
    <PictureSheet
      open
      onClose={() => props.onClose()}
      title={props.name}
      url={url()}
      alt={props.name}
      fallback={
        <>
          <Field
            label="Motivo"
            name="inspect-reason"
            rows={3}
            maxLength={500}
            hint="Por exemplo, o número do procedimento. Fica registrado."
            value={reason()}
            onInput={(text) => {
              setReason(text)
              setFault(null)
            }}
            error={fault()}
          />
          <Button busy={act.busy()} blocked={offlineReason()} onClick={() => void run()}>
            Registrar e abrir
          </Button>
        </>
      }
    />
  )
}
