import { ownerOf, type Entry } from '../../server/domain/request.ts'

/** Who must have been told of one line of the journal. */
export function noticesOfEntry(
  { kind, state }: Entry,
  before: Entry['state'] | undefined,
  say: {
    ring(kind: string, cns: string | null | undefined): string[]
    client(kind: string): string[]
    pool(except: readonly string[]): string[]
  },
): string[] {
  const owner = ownerOf(state)
  const lost = before && ownerOf(before)
  const excluded = state.name === 'released' ? state.excluded : []
  const moved = before?.name === 'waiting' && state.name === 'waiting' && before.clock.dueAt !== state.clock.dueAt
  switch (kind) {
    case 'submit':
      return say.ring('new', owner)
    case 'choose':
      return [...say.ring('new', owner), ...say.ring('left', lost)]
    case 'decide':
      return say.client(state.name === 'rejected' ? 'rejected' : 'started')
    case 'expire':
      return [...say.client('expired'), ...say.ring('overdue', owner)]
    case 'warn':
      return say.ring('five_minutes', owner)
    case 'release':
      return [...say.ring('left', lost), ...say.pool(excluded)]
    case 'withdraw':
      return say.ring('overdue', owner)
    case 'pull':
      return say.client('pulled')
    case 'give_back':
      return [...say.client('given_back'), ...say.pool(excluded)]
    case 'cancel':
      return say.ring('cancelled', lost)
    case 'pool_hour':
      return say.client('nobody_pulled')
    case 'end_video':
      if (state.name === 'frozen') return say.client('frozen')
      return state.name === 'in_progress' && (state.renewal ?? state.video)?.reason !== 'identified'
        ? say.client('video_again')
        : []
    case 'resolve':
      return say.client(state.name === 'closed' ? 'ended' : 'cleared')
    case 'place_order':
      return say.client('ordered')
    case 'remind':
      return state.name === 'in_progress' && state.video?.reason === 'identified' ? [] : say.ring('no_video', owner)
    case 'stall':
      return say.client('stalled')
    case 'suspend':
      return say.client('choose_again')
    default:
      return moved ? [...say.client('rescheduled'), ...say.ring('rescheduled', owner)] : []
  }
}
