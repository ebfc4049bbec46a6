import { Show } from 'solid-js'
import { features, type Feature } from '../../server/domain/features.ts'
import { IconPause } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Note } from '../parts/card.tsx'

/** Says that something is switched off before anybody tries; nothing while it is on. */
export function FeatureNote(props: { name: Feature }) {
  const kept = createKept(() => sources.features())
  return (
    <Show when={kept.data?.off.includes(props.name)}>
      <Note tone="pausa" icon={<IconPause />}>
        <p role="status">{features[props.name].off}</p>
      </Note>
    </Show>
  )
}
