import type { CertificateView } from '../../server/http/certificate-views.ts'
import { Card } from '../parts/card.tsx'
import { CertificateChip, isGood } from '../parts/certificate-state.tsx'
import { longDay } from '../parts/day-words.ts'

/** A certificate in a list. */
export function CertificateCard(props: { one: CertificateView }) {
  return (
    <Card title={props.one.cartorio.name} level={3} href={`/certificado/${props.one.id}`}>
      <CertificateChip one={props.one} />
      <span class="soft num">
        {isGood(props.one)
          ? `Válido até ${longDay(props.one.notAfter, props.one.cartorio.zone)}`
          : `Emitido em ${longDay(props.one.notBefore, props.one.cartorio.zone)}`}
      </span>
    </Card>
  )
}
