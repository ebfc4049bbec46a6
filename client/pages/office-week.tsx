import { For } from 'solid-js'
import type { Interval } from '../../server/domain/hours.ts'
import { dayNames, readSpans, spansOf, type Span } from './hours-text.ts'
import { DayEditor } from './office-day.tsx'
import css from './office.module.css'

interface WeekFieldsProps {
  week: readonly (readonly Span[])[]
  readOnly: boolean
  onChange: (days: readonly number[], spans: readonly Span[]) => void
}

/** Seven days of several openings each; one may be given to Monday to Friday. */
export function WeekFields(props: WeekFieldsProps) {
  return (
    <ul class={css.days}>
      <For each={dayNames}>
        {(name, index) => (
          <li>
            <DayEditor
              name={name}
              spans={props.week[index()] ?? []}
              fault={spansFault(props.week[index()] ?? [])}
              readOnly={props.readOnly}
              onChange={(spans) => props.onChange([index()], spans)}
              onCopy={() => props.onChange([0, 1, 2, 3, 4], props.week[index()] ?? [])}
            />
          </li>
        )}
      </For>
    </ul>
  )
}

/** Why the openings of a day can't be used; null when they can. */
export function spansFault(spans: readonly Span[]): string | null {
  const read = readSpans(spans)
  return typeof read === 'string' ? read : null
}

/** The openings of a day; none where they can't be used. */
export function intervalsOf(spans: readonly Span[]): Interval[] {
  const read = readSpans(spans)
  return typeof read === 'string' ? [] : read
}

/** The fields of a week. */
export const weekDraft = (week: readonly (readonly Interval[])[]): Span[][] =>
  dayNames.map((_, day) => spansOf(week[day] ?? []))
