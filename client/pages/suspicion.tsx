import { createSignal, Match, Show, Switch } from 'solid-js'
import type { Finding } from '../../server/domain/finding.ts'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { SuspicionView } from '../../server/http/suspicion-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { IconCircleAlert, IconCircleCheck, IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import css from './attend.module.css'
import { FindingSheet } from './suspicion-sheet.tsx'

/** A suspicion of fraud: what stands still, the tabelião's two ways out of it, and what was found in the end. */
export function Suspicion(props: { request: StaffRequestView; suspicion: SuspicionView }) {
  const [asking, setAsking] = createSignal<Finding | null>(null)
  return (
    <Switch>
      <Match when={props.suspicion.open}>
        <Card title="Suspeita de fraude">
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p>
              <b>A solicitação está parada.</b> Nada pode ser mudado; as provas ficam guardadas. O cliente vê “Em
              análise”.
            </p>
          </Note>
          <Show
            when={props.suspicion.can}
            fallback={
              <Note tone="pausa" icon={<IconInfo />}>
                <p>{props.suspicion.whyNot}</p>
              </Note>
            }
          >
            <div class={css.acts}>
              <Button kind="secondary" onClick={() => setAsking('cleared')}>
                Afastar a suspeita
              </Button>
              <Button kind="danger" onClick={() => setAsking('fraud')}>
                Encerrar por fraude confirmada
              </Button>
            </div>
          </Show>
        </Card>
        <FindingSheet request={props.request} finding={asking()} onClose={() => setAsking(null)} />
      </Match>
      <Match when={props.suspicion.finding}>
        {(found) => (
          <Note
            tone={found().finding === 'fraud' ? 'atencao' : 'sucesso'}
            icon={found().finding === 'fraud' ? <IconCircleAlert /> : <IconCircleCheck />}
          >
            <p>
              <b>{found().words}</b> por {found().by} ({whenWords(found().at, props.request.now, deviceZone())}).
              {found().finding === 'fraud' ? ' As provas ficam guardadas.' : ' O vídeo de antes não vale mais.'}
            </p>
            <Show when={found().text}>{(text) => <p>“{text()}”</p>}</Show>
          </Note>
        )}
      </Match>
    </Switch>
  )
}
