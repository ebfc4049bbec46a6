import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { AttendanceView } from '../server/http/attendance-views.ts'
import { send } from './api.ts'
import { whenTold } from './live.ts'
import { uuidv7 } from './uuid.ts'

const everyMs = 15_000

/**
 * Says, while this page is in sight and `open`, that the request is open here, and gives who else of the cartório has it open.
 * Hidden it falls silent, and the server forgets it; leaving it is said at once.
 */
export function createAttending(id: () => string, open: () => boolean): () => AttendanceView['others'] {
  const [others, setOthers] = createSignal<AttendanceView['others']>([])
  createEffect(
    on([id, open], ([request, wanted]) => {
      setOthers([])
      if (!wanted) return
      const path = `/api/requests/${encodeURIComponent(request)}/here`
      // One of its own for each page: the farewell of the page before may arrive after this one's greeting.
      const tab = uuidv7()
      let asked = 0
      const beat = async () => {
        if (document.visibilityState !== 'visible') return
        const mine = ++asked
        const answer = await send<AttendanceView>('POST', path, { tab }).catch(() => null)
        if (mine !== asked) return
        // What could not be asked is not shown as if it were so.
        setOthers(answer?.others ?? [])
      }
      const leave = () => {
        asked++
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ tab, leaving: true })
        // Only a request that outlives the page arrives; one that doesn't is made good for by silence.
        void fetch(path, { method: 'POST', keepalive: true, headers, body }).catch(() => {})
      }
      const back = (event: PageTransitionEvent) => {
        if (event.persisted) void beat()
      }
      void beat()
      const timer = setInterval(() => void beat(), everyMs)
      const deaf = whenTold(`here:${request}`, () => void beat())
      const seen = () => void beat()
      document.addEventListener('visibilitychange', seen)
      addEventListener('pagehide', leave)
      addEventListener('pageshow', back)
      onCleanup(() => {
        clearInterval(timer)
        deaf()
        document.removeEventListener('visibilitychange', seen)
        removeEventListener('pagehide', leave)
        removeEventListener('pageshow', back)
        leave()
      })
    }),
  )
  return others
}
