import { lazy, Show } from 'solid-js'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { CertificateChip, isGood } from '../parts/certificate-state.tsx'
import { longDay } from '../parts/day-words.ts'
import { Seal } from '../parts/seal.tsx'
import css from './certificate.module.css'

const Qr = lazy(() => import('../parts/qr.tsx').then((part) => ({ default: part.Qr })))

/** The certificate as a piece of paper: seal, holder, cartório, terms, serial, and the QR of its public verification. */
export function Paper(props: { one: CertificateView }) {
  const office = () => props.one.cartorio
  return (
    <article class={css.paper} data-good={isGood(props.one) ? '' : undefined}>
      <div class={css.top}>
        <Seal good={isGood(props.one)} />
        <div class={css.name}>
          <CertificateChip one={props.one} />
          <h2>{props.one.holder}</h2>
          <p class="soft">Certificado digital notarizado</p>
        </div>
      </div>
      <dl class={css.facts}>
        <div>
          <dt>Cartório</dt>
          <dd>
            {office().name}, {office().municipio}/{office().uf}
          </dd>
        </div>
        <div>
          <dt>CNS</dt>
          <dd>{office().cns.replace(/^(\d{2})(\d{3})(\d)$/, '$1.$2-$3')}</dd>
        </div>
        <Show when={props.one.revokedAt}>
          {(at) => (
            <div>
              <dt>Revogado em</dt>
              <dd>
                {longDay(at(), office().zone)}: {props.one.reasonWords}
              </dd>
            </div>
          )}
        </Show>
        <div>
          <dt>Emitido em</dt>
          <dd>{longDay(props.one.notBefore, office().zone)}</dd>
        </div>
        <div>
          <dt>{isGood(props.one) ? 'Válido até' : 'Validade prevista'}</dt>
          <dd>{longDay(props.one.notAfter, office().zone)}</dd>
        </div>
        <div>
          <dt>Como foi</dt>
          <dd>{props.one.modeWords}</dd>
        </div>
        <div>
          <dt>Nº de série</dt>
          <dd class={css.serial} translate="no">
            {props.one.serial.replace(/(.{4})(?=.)/g, '$1 ')}
          </dd>
        </div>
      </dl>
      <div class={css.verify}>
        <Qr text={props.one.verifyUrl} label={`QR que leva à verificação pública, código ${props.one.code}`} />
        <p class="soft">Quem ler este QR vê se o certificado vale e quem o emitiu. O CPF não aparece.</p>
        <p>
          Código{' '}
          <a href={new URL(props.one.verifyUrl).pathname} rel="external" translate="no">
            {props.one.code}
          </a>
        </p>
      </div>
    </article>
  )
}
