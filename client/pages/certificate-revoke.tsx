import { createSignal, Show } from 'solid-js'
import { givenReasons, type GivenReason } from '../../server/domain/certificate.ts'
import { revocationWords } from '../../server/domain/certificate-words.ts'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'

/** The reasons as the holder would say them. */
const words: Record<GivenReason, string> = {
  key_compromise: 'Perdi o celular, ou alguém descobriu o PIN',
  affiliation_changed: 'Meus dados mudaram',
  cessation: 'Não quero mais usar',
  unspecified: 'Outro motivo',
}

interface RevokeProps {
  one: CertificateView
  open: boolean
  onClose: () => void
  onDone: () => void
  /** For staff: a fresh tap on the passkey is wanted first. */
  onTap?: (() => void) | undefined
}

/** Revocation with its reason and what follows from it; no PIN is asked, since a lost phone is a reason. */
export function RevokeSheet(props: RevokeProps) {
  const [reason, setReason] = createSignal<GivenReason | null>(null)
  const [missing, setMissing] = createSignal(false)
  const revoke = createAct((key: string, why: GivenReason) =>
    send<CertificateView>('POST', `/api/certificates/${props.one.id}/revoke`, { reason: why }, key),
  )
  const run = async () => {
    const why = reason()
    setMissing(why === null)
    if (!why) return
    const after = await revoke.run(why)
    const code = revoke.fault()?.code
    if (code === 'needs_tap' || code === 'needs_passkey') props.onTap?.()
    if (!after) return
    keep(sources.certificate(after.id), after)
    toast.show('Certificado revogado.')
    props.onClose()
    props.onDone()
  }
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title="Revogar o certificado?"
      actions={
        <>
          <Button
            kind="danger"
            busy={revoke.busy()}
            busyText="Revogando…"
            blocked={offlineReason()}
            onClick={() => void run()}
          >
            Revogar certificado
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </>
      }
    >
      <p>
        {props.one.as === 'staff' ? 'O certificado do cliente' : 'Ele'} deixa de valer agora, para todos, e não dá para
        desfazer. O que já foi assinado continua como está. Para assinar de novo, será preciso emitir outro.
      </p>
      <Choice<GivenReason>
        legend="Por quê?"
        value={reason()}
        onChange={(why) => {
          setReason(why)
          setMissing(false)
        }}
        options={givenReasons.map((value) => ({
          value,
          label: props.one.as === 'staff' ? revocationWords[value] : words[value],
        }))}
        error={missing() ? 'Escolha o motivo.' : null}
      />
      <Show when={revoke.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
    </Sheet>
  )
}
