import { useParams } from '@solidjs/router'
import { lazy, Match, Switch } from 'solid-js'
import type { CertificateView } from '../../server/http/certificate-views.ts'
import { IconDownload, IconShare } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { CertificateChip } from '../parts/certificate-state.tsx'
import { longDay, longMoment } from '../parts/day-words.ts'
import { Page } from '../parts/page.tsx'
import { Seal } from '../parts/seal.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { isGood } from '../parts/certificate-state.tsx'
import { AskAgain } from './ask-again.tsx'
import css from './receipt.module.css'

const Qr = lazy(() => import('../parts/qr.tsx').then((part) => ({ default: part.Qr })))

/** The receipt: one sheet of paper, printed or saved as PDF by the browser itself. */
export default function Receipt() {
  const params = useParams<{ id: string }>()
  const kept = createKept(() => sources.certificate(params.id))
  return (
    <Page title="Comprovante" back={`/certificado/${params.id}`}>
      <Switch fallback={<Skeleton shape="ring" />}>
        <Match when={kept.data}>{(one) => <Sheet one={one()} />}</Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function Sheet(props: { one: CertificateView }) {
  const rows = (): [string, string][] => {
    const { cartorio, notBefore, notAfter, provedAt, modeWords, serial, code } = props.one
    return [
      ['Cartório', `${cartorio.name}, ${cartorio.municipio}/${cartorio.uf}`],
      ['CNS', cartorio.cns.replace(/^(\d{2})(\d{3})(\d)$/, '$1.$2-$3')],
      ['Emitido em', longDay(notBefore, cartorio.zone)],
      ...(provedAt ? ([['Ativado em', longMoment(provedAt, cartorio.zone)]] satisfies [string, string][]) : []),
      ['Válido até', longDay(notAfter, cartorio.zone)],
      ['Como foi', modeWords],
      ['Nº de série', serial.replace(/(.{4})(?=.)/g, '$1 ')],
      ['Código', code],
    ]
  }
  const share = async () => {
    if (navigator.share) await navigator.share({ title: 'Certificado', url: props.one.verifyUrl }).catch(() => {})
    else
      await navigator.clipboard.writeText(props.one.verifyUrl).then(
        () => toast.show('Link copiado.'),
        () => toast.show('Não deu para copiar.'),
      )
  }
  return (
    <>
      <article class={css.sheet}>
        <header class={css.head}>
          <Seal good={isGood(props.one)} />
          <div>
            <p class="soft">Quinze · Certificado digital notarizado</p>
            <h2>{props.one.subjectName ?? props.one.holder}</h2>
            <CertificateChip one={props.one} />
          </div>
        </header>
        <dl class={css.facts}>
          {rows().map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <footer class={css.foot}>
          <Qr text={props.one.verifyUrl} label={`QR que leva à verificação pública, código ${props.one.code}`} />
          <p class="soft">
            Verifique em <span translate="no">{props.one.verifyUrl.replace(/^https?:\/\//, '')}</span>. Situação em{' '}
            {longMoment(props.one.now, props.one.cartorio.zone)}; ela pode mudar depois. Este comprovante não assina e
            não substitui o certificado.
          </p>
        </footer>
      </article>
      <div class={css.buttons}>
        <Button onClick={() => print()}>
          <IconDownload /> Imprimir ou salvar em PDF
        </Button>
        <Button kind="secondary" onClick={() => void share()}>
          <IconShare /> Enviar o link de verificação
        </Button>
      </div>
    </>
  )
}
