import { useParams } from '@solidjs/router'
import { lazy, Match, Show, Switch } from 'solid-js'
import { revalidate, createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { IconAward } from '../icons.ts'
import { AskAgain } from './ask-again.tsx'
import { CertificateBody } from './certificate-body.tsx'

const CertificateForStaff = lazy(() => import('./certificate-staff.tsx'))

/** C11: one certificate. */
export default function CertificatePage() {
  const params = useParams<{ id: string }>()
  const kept = createKept(() => sources.certificate(params.id))
  return (
    <Page title="Certificado" back={kept.data?.as === 'staff' ? '/clientes' : '/certificado'}>
      <Switch fallback={<Skeleton shape="ring" />}>
        <Match when={kept.data}>
          {(one) => (
            <Show
              when={one().as === 'client'}
              fallback={<CertificateForStaff one={one()} onChanged={() => void kept.refresh()} />}
            >
              <CertificateBody one={one()} onChanged={() => void revalidate(['certificates'])} />
            </Show>
          )}
        </Match>
        <Match when={kept.fault?.status === 404}>
          <Empty
            icon={IconAward}
            title="Não encontramos este certificado."
            text="Confira se você entrou com o e-mail usado para pedi-lo."
            action={<ButtonLink href="/certificado">Ver meus certificados</ButtonLink>}
          />
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}
