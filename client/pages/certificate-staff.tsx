import { createSignal, Show } from 'solid-js'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { decides } from '../session.ts'
import { Paper } from './certificate-paper.tsx'
import { RevokeSheet } from './certificate-revoke.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'

/** A certificate as the cartório that issued it sees it; revoking asks for a fresh tap on the passkey (rule 67). */
export default function CertificateForStaff(props: { one: CertificateView; onChanged: () => void }) {
  const [revoking, setRevoking] = createSignal(false)
  const [tapping, setTapping] = createSignal(false)
  const over = () => props.one.state === 'revoked'
  return (
    <>
      <Paper one={props.one} />
      <ButtonLink href={`/s/${props.one.request}`} kind="secondary">
        Ver a solicitação
      </ButtonLink>
      <Show when={!over() && decides()}>
        <Button kind="danger" onClick={() => (props.one.can.revoke ? setRevoking(true) : setTapping(true))}>
          Revogar certificado
        </Button>
      </Show>
      <RevokeSheet
        one={props.one}
        open={revoking()}
        onClose={() => setRevoking(false)}
        onDone={() => props.onChanged()}
        onTap={() => {
          setRevoking(false)
          setTapping(true)
        }}
      />
      <PasskeyPrompt
        open={tapping()}
        onClose={() => setTapping(false)}
        onDone={() => {
          props.onChanged()
          setRevoking(true)
        }}
        what="revogar"
      />
    </>
  )
}
