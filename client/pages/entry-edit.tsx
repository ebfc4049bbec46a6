import { createSignal } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { EntryBody, VersionView } from '../../server/http/calendar-views.ts'
import { Field } from '../parts/field.tsx'
import type { Why } from './calendar-bodies.ts'
import type { Edit } from './calendar-edit.ts'
import { EditSheet } from './calendar-sheet.tsx'
import { entryDraft, isEntry, readEntry, type EntryDraft } from './entry-draft.ts'
import { EntryForm } from './entry-form.tsx'

type Versioned = { version: number; history: readonly VersionView[] }
type Opened = { title: string; old: EntryBody | null; ending: boolean; oneDate: boolean }

interface Making<B> {
  edit: Edit<B & Versioned>
  actNeeded: boolean
  /** The body that puts the entry in the place of `old`, or adds it. */
  put: (base: B & Versioned, old: EntryBody | null, entry: EntryBody) => object
  /** The body without the entry. */
  end: (base: B & Versioned, old: EntryBody, why: Why) => object
}

/** The sheets that write, alter and end an entry of a calendar; what is typed outlives the look at what it would do. */
export function createEntrySheets<B>(making: Making<B>) {
  const [opened, setOpened] = createSignal<Opened | null>(null)
  const [tried, setTried] = createSignal(false)
  const [draft, setDraft] = createStore<EntryDraft>(entryDraft(null))
  const show = (now: Opened, fields: EntryDraft) => {
    making.edit.back()
    making.edit.begin()
    setTried(false)
    setDraft(fields)
    setOpened(now)
  }
  const close = () => setOpened(null)
  const read = () => readEntry(draft, making.actNeeded, opened()?.old ?? null)
  const faults = () => {
    const now = read()
    return !tried() || isEntry(now) ? {} : now
  }
  const look = () => {
    setTried(true)
    const { old = null, ending = false } = opened() ?? {}
    if (ending && old) {
      const why = { reason: draft.reason.trim(), act: draft.act.trim() || null }
      if (why.reason !== '' && !actMissing()) void making.edit.look((base) => making.end(base, old, why))
      return
    }
    const entry = read()
    if (!isEntry(entry)) return
    const kept = structuredClone(unwrap(entry))
    void making.edit.look((base) => making.put(base, old, kept))
  }
  const actMissing = () => making.actNeeded && draft.act.trim() === ''
  const body = () => (
    <>
      {opened()?.ending ? (
        <div class="stack">
          <p>O dia volta a ser como os outros níveis do calendário dizem. O que já passou não muda.</p>
          <Field
            label="Motivo"
            name="end-reason"
            maxLength={80}
            value={draft.reason}
            onInput={(reason) => setDraft({ reason })}
            error={tried() && draft.reason.trim() === '' ? 'Diga o motivo.' : null}
          />
          <Field
            label="Lei ou ato"
            name="end-act"
            optional={!making.actNeeded}
            maxLength={120}
            value={draft.act}
            onInput={(act) => setDraft({ act })}
            error={tried() && actMissing() ? 'Cite a lei, o decreto ou o ato.' : null}
          />
        </div>
      ) : (
        <EntryForm
          draft={draft}
          faults={faults()}
          actNeeded={making.actNeeded}
          oneDate={opened()?.oneDate}
          onChange={(change) => setDraft(change)}
        />
      )}
    </>
  )
  return {
    /** The fields that say what an entry says. */
    fieldsOf: (entry: EntryBody): EntryDraft => entryDraft(entry),
    /** A new entry, its fields beginning with `more`. */
    add: (title: string, more: Partial<EntryDraft> = {}, oneDate = false) =>
      show({ title, old: null, ending: false, oneDate }, entryDraft(null, more)),
    /** Another entry in the place of this one. */
    alter: (old: EntryBody) => show({ title: 'Alterar data', old, ending: false, oneDate: false }, entryDraft(old)),
    /** The entry goes, with a reason. */
    end: (old: EntryBody) =>
      show({ title: `Tirar “${old.reason}”?`, old, ending: true, oneDate: false }, entryDraft(null)),
    Sheets: (props: { many?: boolean }) => (
      <EditSheet
        edit={making.edit}
        many={props.many}
        form={opened() && { title: opened()?.title ?? '', body: body(), look }}
        onClose={close}
        onDone={close}
      />
    ),
  }
}
