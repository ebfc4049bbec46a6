import { createSignal, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { AskedView } from '../../server/http/call-views.ts'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleCheck } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import css from './certificate.module.css'
import { FeatureNote } from './feature-note.tsx'
import { Fault } from './video-consent.tsx'

/** Rule 51: another phone after a short video at the same cartório, or a whole new request at any. */
export function NewPhone(props: { one: CertificateView }) {
  const [asked, setAsked] = createSignal<AskedView | null>(null)
  const ask = createAct((key: string) =>
    send<AskedView>('POST', `/api/requests/${props.one.request}/call/ask`, {}, key),
  )
  const run = async () => setAsked((await ask.run()) ?? asked())
  /** One that another took the place of is past: the newer one leads to a new phone. */
  const leads = () => (props.one.state === 'active' || props.one.state === 'revoked') && props.one.provedAt !== null
  return (
    <details class={css.more}>
      <summary>Trocar de celular ou emitir de novo</summary>
      <div class="stack">
        <p>A chave não sai do celular em que nasceu: em outro celular nasce uma nova, com um novo certificado.</p>
        <Show when={leads() && props.one.reason !== 'superseded'}>
          <p>
            {props.one.cartorio.name} identifica você em um vídeo curto e dá um código. Com ele você emite no celular
            novo, sem preencher nada outra vez. O certificado atual só é revogado quando o novo for ativado. Perdeu o
            celular? Revogue agora mesmo.
          </p>
          <FeatureNote name="reissue" />
          <Fault fault={ask.fault()} />
          <Show
            when={asked()}
            fallback={
              <Button
                kind="secondary"
                busy={ask.busy()}
                busyText="Avisando o cartório…"
                blocked={offlineReason()}
                onClick={() => void run()}
              >
                Pedir vídeo curto ao cartório
              </Button>
            }
          >
            {(answer) => (
              <Note tone="sucesso" icon={<IconCircleCheck />}>
                <p role="status">
                  <b>{answer().toldAt > answer().now ? toldWords(answer()) : 'O cartório foi avisado.'}</b> Quando ele
                  chamar, o vídeo toca por aqui. Deixe seu documento por perto.
                </p>
              </Note>
            )}
          </Show>
          <a href={`/s/${props.one.request}`}>Ver a solicitação</a>
        </Show>
        <p>Prefere outro cartório, ou seus dados mudaram? Faça uma nova solicitação: a escolha é sua.</p>
        <ButtonLink href="/nova" kind="quiet">
          Nova solicitação
        </ButtonLink>
      </div>
    </details>
  )
}

const toldWords = ({ toldAt, now }: AskedView): string =>
  `O cartório está fechado e vai ser avisado ${whenWords(toldAt, now, deviceZone())}.`
