import { Show } from 'solid-js'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { IconBan, IconCircleCheck, IconClock } from '../icons.ts'
import { longDay } from './day-words.ts'
import { Chip } from './status.tsx'

/** Whether a certificate counts now: active, and its last day not over. */
export function isGood(one: Pick<CertificateView, 'state' | 'notAfter' | 'now'>): boolean {
  return one.state === 'active' && one.notAfter >= one.now
}

/** The state of a certificate in a chip. */
export function CertificateChip(props: { one: Pick<CertificateView, 'state' | 'stateWords' | 'notAfter' | 'now'> }) {
  const over = () => props.one.state === 'active' && props.one.notAfter < props.one.now
  return (
    <Show when={!over()} fallback={<Chip text="Vencido" icon={IconClock} />}>
      <Chip
        text={props.one.stateWords}
        tone={isGood(props.one) ? 'sucesso' : props.one.state === 'revoked' ? 'lacre' : 'atencao'}
        icon={isGood(props.one) ? IconCircleCheck : props.one.state === 'revoked' ? IconBan : IconClock}
      />
    </Show>
  )
}

/** State, last day and exclusivity in two lines: for pages that speak of something else, such as the CCN record. */
export function CertificateLine(props: { one: CertificateView }) {
  return (
    <div class="row">
      <CertificateChip one={props.one} />
      <span class="soft num">
        <Show
          when={props.one.revokedAt}
          fallback={<>Vale até {longDay(props.one.notAfter, props.one.cartorio.zone)}</>}
        >
          {(at) => (
            <>
              {props.one.reasonWords ?? 'Revogado'}, em {longDay(at(), props.one.cartorio.zone)}
            </>
          )}
        </Show>
      </span>
    </div>
  )
}
