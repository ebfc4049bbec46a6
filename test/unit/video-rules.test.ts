import { expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import type { EndReason } from '../../server/domain/call.ts'
import type { InProgress, Request } from '../../server/domain/request.ts'
import { made, minute, request, ten } from './request-cases.ts'

const day = 24 * 60 * minute
const stall = { remindAt: ten + 2 * day, releaseAt: ten + 5 * day }
const under: InProgress = { name: 'in_progress', cns: 'first', how: 'create', late: false, ccn: 1, stall }

/** A session that ended; `met` with new terms, as the desk gives them only where both sides were in. */
const end = (was: Request, reason: EndReason, met: boolean) =>
  made(
    decide(
      was,
      {
        name: 'end_video',
        cns: 'first',
        mark: { call: 'c', reason, whole: true, at: ten + minute },
        ...(met ? { stall: { remindAt: ten + 3 * day, releaseAt: ten + 6 * day } } : {}),
      },
      ten + minute,
    ),
  )
const kinds = ({ alarms }: ReturnType<typeof end>) => alarms.map(({ kind, dueAt }) => [kind, (dueAt - ten) / day])

test('a session in which both met begins the terms of rule 22 anew, whatever its end', () => {
  const was = request({ ...under, remindedAt: ten, stalledAt: ten })
  for (const reason of ['identified', 'not_identified', 'gave_up', 'technical'] as const) {
    const ended = end(was, reason, true)
    expect(kinds(ended)).toEqual([
      ['remind', 3],
      ['stall', 6],
    ])
    expect(ended.next.state).not.toHaveProperty('stalledAt')
    expect(ended.notices).toEqual(reason === 'identified' ? [] : [{ to: 'client', kind: 'video_again' }])
  }
})

test('a room in which nobody met is no progress: the terms and their alarms stay as they stand', () => {
  expect(kinds(end(request(under), 'technical', false))).toEqual([
    ['remind', 2],
    ['stall', 5],
  ])
  const reminded = end(request({ ...under, remindedAt: ten }), 'gave_up', false)
  expect([kinds(reminded), reminded.next.state]).toEqual([[['stall', 5]], expect.objectContaining({ remindedAt: ten })])
  const stalled = end(request({ ...under, remindedAt: ten, stalledAt: ten }), 'technical', false)
  expect([kinds(stalled), stalled.next.state]).toEqual([[], expect.objectContaining({ stalledAt: ten })])
  expect(stalled.notices).toEqual([{ to: 'client', kind: 'video_again' }])
})

test('it takes back no earlier identification; a later meeting does', () => {
  const video = { call: 'b', reason: 'identified', whole: true, at: ten } as const
  const was = request({ ...under, video })
  expect(end(was, 'technical', false).next.state).toMatchObject({ video })
  expect(end(was, 'technical', true).next.state).toMatchObject({ video: { call: 'c', reason: 'technical' } })
})

test('a suspicion of fraud freezes, also without a meeting', () => {
  expect(end(request(under), 'fraud', false).next.state).toEqual({ name: 'frozen', cns: 'first' })
})
