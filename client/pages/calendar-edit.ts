import { createSignal } from 'solid-js'
import type { OutagePreviewView, PreviewView, VersionView } from '../../server/http/calendar-views.ts'
import { createAct, send, type ApiProblem } from '../api.ts'
import { toast } from '../parts/toast.tsx'
import { editedWords } from './calendar-words.ts'

/** What an edit is made on: a calendar in a version, with who made which. */
interface Versioned {
  readonly version: number
  readonly history: readonly VersionView[]
}

interface Target<B extends Versioned> {
  /** The newest version that is known here. */
  base: () => B | null
  refresh: () => Promise<void>
  preview: () => string
  save: () => [method: 'PUT' | 'POST', path: string]
}

/** What an edit would do: to the clocks, and for calendars also to places and days. */
export type WouldDo = OutagePreviewView & Partial<PreviewView>

/** What was looked at: the body as it will be sent, what it would do, and what others wrote since the edit began. */
export interface Looked {
  readonly body: object
  readonly preview: WouldDo
  readonly newer: readonly VersionView[]
}

/** An edit of a calendar on its way: typed, looked at, confirmed. */
export interface Edit<B extends Versioned = Versioned> {
  looked: () => Looked | null
  busy: () => boolean
  fault: () => ApiProblem | null
  /** Somebody begins to type: what others save from now on is told at the look. */
  begin: () => void
  /** Asks what `make` would do on the newest base; false when refused. */
  look: (make: (base: B) => object) => Promise<boolean>
  /** Does what was looked at; false when refused, or when it has to be looked at anew. */
  confirm: () => Promise<boolean>
  /** Back to what was typed. */
  back: () => void
}

/**
 * An edit keeps how it is made rather than a body: when somebody else wrote a version meanwhile it is made again on theirs and
 * looked at anew, and nothing typed is lost.
 */
export function createEdit<B extends Versioned>(target: Target<B>): Edit<B> {
  const [looked, setLooked] = createSignal<Looked | null>(null)
  let make: ((base: B) => object) | null = null
  let began: number | null = null
  const asking = createAct((key: string, body: object) => send<WouldDo>('POST', target.preview(), body, key))
  const saving = createAct((key: string, body: object) => send<{ moved: number }>(...target.save(), body, key))
  const since = (from: number | null) =>
    (target.base()?.history ?? []).filter(({ version }) => from !== null && version > from)
  const ask = async (again = true): Promise<boolean> => {
    const base = target.base()
    if (!base || !make) return false
    began ??= base.version
    const body = make(base)
    const preview = await asking.run(body)
    if (preview) setLooked({ body, preview, newer: since(began) })
    else if (again && asking.fault()?.code === 'calendar_moved') return onTheirs()
    return preview !== null
  }
  const onTheirs = async (): Promise<boolean> => {
    await target.refresh()
    return ask(false)
  }
  return {
    looked,
    busy: () => asking.busy() || saving.busy(),
    fault: () => saving.fault() ?? asking.fault(),
    begin() {
      began = target.base()?.version ?? null
    },
    async look(next) {
      make = next
      saving.clear()
      return ask()
    },
    async confirm() {
      const now = looked()
      const done = now && (await saving.run(now.body))
      if (!done) {
        if (saving.fault()?.code === 'calendar_moved' && (await onTheirs())) saving.clear()
        return false
      }
      began = null
      setLooked(null)
      toast.show(editedWords(done))
      await target.refresh()
      return true
    },
    back() {
      saving.clear()
      asking.clear()
      setLooked(null)
    },
  }
}
