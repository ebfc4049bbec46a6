import type { CallSessionView, CallView, RecordingView } from '../../server/http/call-views.ts'
import type { Source } from '../keys.ts'

const part = encodeURIComponent

/** Questions about video sessions; apart from the others, since the first page of a stranger does without them. */
export const callSources = {
  /** The newest video session of a request; its key is that of the request, whose newest session may become another one. */
  requestCall: (id: string): Source<CallView> => ({ key: `request:${id}`, path: `/api/requests/${part(id)}/call` }),
  call: (id: string): Source<CallView> => ({ key: `call:${id}`, path: `/api/calls/${part(id)}` }),
  /** The own cartório's sessions of a request; reading them is an audit row, so nothing asks for them again by itself. */
  sessionsOf: (id: string): Source<{ now: number; items: CallSessionView[] }> => ({
    key: 'asked-once',
    path: `/api/requests/${part(id)}/calls`,
  }),
  recording: (call: string): Source<RecordingView> => ({
    key: 'asked-once',
    path: `/api/calls/${part(call)}/recording`,
  }),
}
