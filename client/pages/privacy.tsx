import { Show } from 'solid-js'
import { legalTexts } from '../../server/domain/legal.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { longDay } from '../parts/day-words.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { me } from '../session.ts'
import { LegalBody } from './legal-body.tsx'

/** How personal data are treated, in the version of now; without an answer the one that the app came with. */
export default function Privacy() {
  const kept = createKept(() => sources.legal('privacy'))
  const body = () => kept.data?.body ?? (kept.fault ? legalTexts.privacy.builtIn : null)
  return (
    <Page title="Como tratamos seus dados" back={me() ? '/conta' : '/entrar'}>
      <Show when={body()} fallback={<Skeleton shape="list" />}>
        {(text) => <LegalBody body={text()} />}
      </Show>
      <Show when={kept.data?.at}>
        {(at) => (
          <p class="soft num">
            Versão {kept.data?.version}, de {longDay(at(), deviceZone())}.
          </p>
        )}
      </Show>
    </Page>
  )
}
