import { For } from 'solid-js'
import { sectionsOf } from '../../server/domain/legal.ts'
import { Card } from '../parts/card.tsx'

/** A legal text as sections on cards: words only, whatever was typed. */
export function LegalBody(props: { body: string }) {
  return (
    <For each={sectionsOf(props.body)}>
      {(section) => (
        <Card title={section.title ?? undefined}>
          <For each={section.paragraphs}>{(words) => <p>{words}</p>}</For>
        </Card>
      )}
    </For>
  )
}
