import { createEffect, createSignal, on, Show } from 'solid-js'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { IconFileText, IconInfo, IconShield, IconSmartphone } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { isGood } from '../parts/certificate-state.tsx'
import { me } from '../session.ts'
import { dropHeld, heldCertificate, type Held } from '../wallet/held.ts'
import { diskShelf } from '../wallet/shelf.ts'
import { Paper } from './certificate-paper.tsx'
import { NewPhone } from './certificate-phone.tsx'
import { RevokeSheet } from './certificate-revoke.tsx'
import css from './certificate.module.css'

/** A certificate as its holder sees it: the paper, what may be done with it, and what everybody should know. */
export function CertificateBody(props: { one: CertificateView; onChanged: () => void }) {
  const [revoking, setRevoking] = createSignal(false)
  const [here, setHere] = createSignal<Held | null | undefined>()
  const look = async (id: string) =>
    setHere(await heldCertificate(diskShelf(), me()?.person ?? '', id).catch(() => null))
  createEffect(on(() => props.one.id, look))
  const drop = async () => {
    const held = here()
    if (held) await dropHeld(diskShelf(), held)
    setHere(null)
  }
  return (
    <>
      <Paper one={props.one} />
      <Show when={isGood(props.one)}>
        <div class={css.actions}>
          <Show when={here()}>
            <ButtonLink href="/provar">
              <IconShield /> Provar que está comigo
            </ButtonLink>
          </Show>
          <ButtonLink href={`/certificado/${props.one.id}/comprovante`} kind="secondary">
            <IconFileText /> Comprovante
          </ButtonLink>
        </div>
      </Show>
      <Show when={here() !== undefined}>
        <Where here={here() ?? null} good={isGood(props.one)} onDrop={() => void drop()} />
      </Show>
      <Show when={props.one.state === 'issued' || props.one.state === 'prepared'}>
        <Note tone="atencao" icon={<IconInfo />}>
          <p>Este certificado ainda não vale: falta confirmar, no celular em que foi emitido, que a chave está lá.</p>
          <a href={`/s/${props.one.request}/emitir`}>Continuar a emissão</a>
        </Note>
      </Show>
      <NewPhone one={props.one} />
      <Show when={isGood(props.one)}>
        <Note icon={<IconInfo />}>
          <p>
            <b>Você pode revogar e pedir outro certificado em qualquer cartório, quando quiser.</b>
          </p>
          <p class="soft">{props.one.freeChoice} Provimento CNJ 200/2025.</p>
        </Note>
      </Show>
      <Show when={props.one.can.revoke}>
        <Button kind="danger" onClick={() => setRevoking(true)}>
          Revogar certificado
        </Button>
        <RevokeSheet
          one={props.one}
          open={revoking()}
          onClose={() => setRevoking(false)}
          onDone={() => props.onChanged()}
        />
      </Show>
    </>
  )
}

function Where(props: { here: Held | null; good: boolean; onDrop: () => void }) {
  return (
    <Card lead={<IconSmartphone />}>
      <Show
        when={props.here}
        fallback={
          <p>
            A chave não está neste aparelho.{' '}
            <Show when={props.good}>Para usar o certificado, abra o Quinze no celular em que você o emitiu.</Show>
          </p>
        }
      >
        <Show
          when={props.good}
          fallback={
            <>
              <p>A chave deste certificado ainda está neste aparelho, mas não serve mais.</p>
              <Button kind="secondary" fit onClick={() => props.onDrop()}>
                Apagar a chave deste aparelho
              </Button>
            </>
          }
        >
          <p>
            <b>A chave está neste celular.</b> Se apagar o app ou trocar de celular, será preciso emitir outro.
          </p>
        </Show>
      </Show>
    </Card>
  )
}
