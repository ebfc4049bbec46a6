import { createEffect, createRoot, createSignal, on } from 'solid-js'
import { mergeForms, takeTheirs, unitOf } from '../../server/domain/ccn-compare.ts'
import { ccnPaths, formOf, type CcnForm, type CcnPath } from '../../server/domain/ccn-form.ts'
import type { CcnRecordView } from '../../server/http/ccn-views.ts'
import { me } from '../session.ts'

/** What another person saved while one was typing. `clashes` still wait for a choice. */
export interface CcnNews {
  version: number
  by: string | null
  /** What it was before, and what it is there now. */
  before: CcnForm
  theirs: CcnForm
  taken: readonly CcnPath[]
  clashes: readonly CcnPath[]
}

export interface CcnDraft {
  /** The version that is being edited, and its form. */
  base: number
  untouched: CcnForm
  form: CcnForm
  news: CcnNews | null
}

/** Kept in memory only: a person's data is never left on the device. */
const [drafts, setDrafts] = createSignal<ReadonlyMap<string, CcnDraft>>(new Map())
createRoot(() =>
  createEffect(
    on(
      () => me()?.person,
      () => setDrafts(new Map()),
      { defer: true },
    ),
  ),
)

export const ccnDraft = (record: string): CcnDraft | null => drafts().get(record) ?? null

/** Whether something was typed and not saved yet. */
export function hasCcnDraft(record: string): boolean {
  const draft = ccnDraft(record)
  return draft !== null && ccnPaths.some((path) => draft.form[path] !== draft.untouched[path])
}

function put(record: string, draft: CcnDraft | null): void {
  const next = new Map(drafts())
  if (draft) next.set(record, draft)
  else next.delete(record)
  setDrafts(next)
}

/** Begins with the newest version, or brings what was typed onto it when somebody else saved one meanwhile: then with news. */
export function meetCcn(view: CcnRecordView): CcnNews | null {
  const draft = ccnDraft(view.record)
  const theirs = formOf(view.data)
  if (draft?.base === view.version) return null
  if (!draft || !hasCcnDraft(view.record)) {
    put(view.record, { base: view.version, untouched: theirs, form: theirs, news: null })
    return null
  }
  const { form, taken, clashes } = mergeForms(draft.untouched, draft.form, theirs)
  const news = { version: view.version, by: view.by, before: draft.untouched, theirs, taken, clashes }
  put(view.record, { base: view.version, untouched: theirs, form, news })
  return news
}

/** Writes inputs. What says the same as the version again is no change. */
export function typeCcn(record: string, change: Partial<CcnForm>): void {
  const draft = ccnDraft(record)
  if (draft) put(record, { ...draft, form: { ...draft.form, ...change } })
}

/** One clash is settled: by what the other person saved, or by what was typed here. */
export function settleClash(record: string, path: CcnPath, choice: 'mine' | 'theirs'): void {
  const draft = ccnDraft(record)
  if (!draft?.news) return
  const clashes = draft.news.clashes.filter((each) => unitOf(each) !== unitOf(path))
  const form = choice === 'mine' ? draft.form : takeTheirs(draft.form, draft.news.theirs, path)
  put(record, { ...draft, form, news: { ...draft.news, clashes } })
}

export const dropCcn = (record: string): void => put(record, null)
