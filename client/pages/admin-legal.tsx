import { useLocation } from '@solidjs/router'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { legalTexts } from '../../server/domain/legal.ts'
import type { AdminLegalView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { createKept } from '../kept.ts'
import { Card } from '../parts/card.tsx'
import { longMoment } from '../parts/day-words.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { LegalEditor } from './admin-legal-edit.tsx'
import { LegalBody } from './legal-body.tsx'
import css from './admin.module.css'

type Text = AdminLegalView['items'][number]
type Version = Text['versions'][number]

const versionWords = (one: Version): string =>
  one.at === null
    ? `Versão ${one.version}, que vem com o aplicativo`
    : `Versão ${one.version}, de ${longMoment(one.at, deviceZone())}, por ${one.author ?? 'Administração'}`

/** What clients are told and agree to: every text, its versions, and the next one. */
export default function AdminLegal() {
  const location = useLocation()
  const kept = createKept(() => adminSources.legal())
  const chosen = createMemo(() => kept.data?.items.find(({ kind }) => kind === location.pathname.split('/')[3]))
  return (
    <Page
      title={chosen() ? legalTexts[chosen()?.kind ?? 'privacy'].name : 'Textos legais'}
      sub={chosen() ? legalTexts[chosen()?.kind ?? 'privacy'].where : undefined}
      back={chosen() ? '/admin/textos' : '/admin'}
    >
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={chosen()}>{(text) => <OneText text={text()} onChanged={() => void kept.refresh()} />}</Match>
        <Match when={kept.data}>
          {(view) => (
            <ul class={css.list}>
              <For each={view().items}>
                {(text) => (
                  <li>
                    <Card title={legalTexts[text.kind].name} level={2} href={`/admin/textos/${text.kind}`}>
                      <p class="soft">{legalTexts[text.kind].where}</p>
                      <p class="soft num">
                        <Show when={text.versions[0]}>{(newest) => versionWords(newest())}</Show>
                      </p>
                    </Card>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function OneText(props: { text: Text; onChanged: () => void }) {
  const newest = () => props.text.versions[0]
  return (
    <>
      <Show when={newest()}>
        {(one) => (
          <LegalEditor kind={props.text.kind} base={one().version} body={one().body} onChanged={props.onChanged} />
        )}
      </Show>
      <section class="stack">
        <h2>Versões</h2>
        <For each={props.text.versions}>
          {(one, index) => (
            <details class={css.more}>
              <summary>
                {versionWords(one)}
                {index() === 0 ? ' — em uso' : ''}
              </summary>
              <div class={css.inside}>
                <LegalBody body={one.body} />
              </div>
            </details>
          )}
        </For>
      </section>
    </>
  )
}
