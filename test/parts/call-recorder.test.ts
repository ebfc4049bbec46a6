import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { record, type Piece } from '../../client/call/recorder.ts'
import { makeUploads, type PieceStore, type PutOutcome, type UploadState } from '../../client/call/uploads.ts'

let clock = 0
beforeEach(() => {
  vi.useFakeTimers()
  clock = Date.now()
})
afterEach(() => {
  vi.useRealTimers()
})
const now = () => Date.now() - clock

/** A recorder that says that it runs after `lateMs`, and gives a part every timeslice and at its end. */
class FakeRecorder extends EventTarget {
  static running = 0
  static fewest = Infinity
  static lateMs = 100
  static refuse = false
  state: 'inactive' | 'recording' = 'inactive'
  private timer: ReturnType<typeof setInterval> | undefined
  start(slice: number) {
    if (FakeRecorder.refuse) throw new DOMException('no', 'NotSupportedError')
    this.state = 'recording'
    FakeRecorder.running++
    setTimeout(() => this.dispatchEvent(new Event('start')), FakeRecorder.lateMs)
    this.timer = setInterval(() => this.part(), slice)
  }
  private part() {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['x']) }))
  }
  stop() {
    if (this.state === 'inactive') return
    this.state = 'inactive'
    clearInterval(this.timer)
    FakeRecorder.running--
    FakeRecorder.fewest = Math.min(FakeRecorder.fewest, FakeRecorder.running)
    setTimeout(() => {
      this.part()
      this.dispatchEvent(new Event('stop'))
    }, 30)
  }
}

function recordFor() {
  const pieces: Piece[] = []
  const parts: Piece[] = []
  const faults: unknown[] = []
  const made: FakeRecorder[] = []
  FakeRecorder.running = 0
  FakeRecorder.fewest = Infinity
  FakeRecorder.lateMs = 100
  FakeRecorder.refuse = false
  const recording = record({
    stream: {} as MediaStream,
    mime: 'video/webm',
    now,
    firstSeq: 3,
    onPart: (piece) => parts.push(piece),
    onPiece: (piece) => pieces.push(piece),
    onFault: (error) => faults.push(error),
    make: () => {
      const one = new FakeRecorder()
      made.push(one)
      return one as unknown as MediaRecorder
    },
  })
  return { recording, pieces, parts, faults, made }
}

describe('pieces of a recording', () => {
  test('the next one runs before the last one stops; none is longer than 10 s, and nothing lies between them', async () => {
    const { recording, pieces } = recordFor()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeRecorder.fewest).toBe(1)
    const end = recording.stop()
    await vi.advanceTimersByTimeAsync(100)
    await end
    expect(FakeRecorder.running).toBe(0)
    expect(pieces.map(({ seq }) => seq)).toEqual(pieces.map((_, i) => i + 3))
    expect(pieces.length).toBeGreaterThanOrEqual(7)
    for (const [i, piece] of pieces.entries()) {
      expect(piece.to - piece.from).toBeLessThanOrEqual(10_000)
      const next = pieces[i + 1]
      if (next) expect(next.from).toBeLessThan(piece.to)
      if (next) expect(piece.to - next.from).toBeLessThan(1_000)
    }
    expect(pieces.at(-1)?.to).toBe(60_000)
  })

  test('what there is of a piece is given every two seconds, so that a reload loses little', async () => {
    const { parts } = recordFor()
    await vi.advanceTimersByTimeAsync(6_100)
    expect(parts.map(({ seq, to, data }) => [seq, to, data.length])).toEqual([
      [3, 2_000, 1],
      [3, 4_000, 2],
      [3, 6_000, 3],
    ])
  })

  test('a recorder that never says that it runs does not stop the others', async () => {
    const { pieces } = recordFor()
    FakeRecorder.lateMs = 1e9
    await vi.advanceTimersByTimeAsync(40_000)
    expect(pieces.length).toBeGreaterThanOrEqual(3)
    expect(Math.max(...pieces.map(({ from, to }) => to - from))).toBeLessThanOrEqual(11_000)
  })

  test('ended by the system it begins again; one that can not begin says so and is tried again', async () => {
    const { made, pieces, faults, recording } = recordFor()
    await vi.advanceTimersByTimeAsync(3_000)
    made[0]?.stop()
    FakeRecorder.refuse = true
    await vi.advanceTimersByTimeAsync(2_000)
    expect(faults.length).toBeGreaterThan(0)
    FakeRecorder.refuse = false
    await vi.advanceTimersByTimeAsync(3_000)
    void recording.stop()
    await vi.advanceTimersByTimeAsync(100)
    expect(pieces.map(({ seq }) => seq)).toEqual([3, 4])
  })
})

describe('pieces on their way', () => {
  const piece = (seq: number): Piece => ({ seq, from: seq, to: seq + 1, mime: 'video/webm', data: [] })
  function queue(left: Piece[], answers: (piece: Piece) => PutOutcome | Error) {
    const kept = new Map(left.map((one) => [one.seq, one]))
    const tried: number[] = []
    let state: UploadState | undefined
    const store: PieceStore = {
      load: async () => [...kept.values()],
      save: async (one) => void kept.set(one.seq, one),
      drop: async (seq) => void kept.delete(seq),
    }
    const uploads = makeUploads(
      store,
      async (one) => {
        tried.push(one.seq)
        const answer = answers(one)
        if (answer instanceof Error) throw answer
        return answer
      },
      (next) => (state = next),
    )
    return { uploads, kept, tried, state: () => state }
  }
  const pass = (ms = 10) => vi.advanceTimersByTimeAsync(ms)

  test('what a former page left goes first, and its number is known', async () => {
    const { uploads, tried, kept, state } = queue([piece(5), piece(4)], () => 'done')
    expect(await uploads.ready).toBe(5)
    uploads.add(piece(6))
    await pass()
    expect(tried).toEqual([4, 5, 6])
    expect(kept.size).toBe(0)
    expect(state()).toEqual({ sent: 3, waiting: 0, refused: 0, stuck: false })
  })

  test('without internet pieces wait in their order, ever longer, and go at once when told so', async () => {
    let online = false
    const { uploads, tried, kept, state } = queue([], () => (online ? 'done' : new TypeError('Failed to fetch')))
    await uploads.ready
    uploads.add(piece(0))
    uploads.add(piece(1))
    await pass(120_000)
    expect(new Set(tried)).toEqual(new Set([0]))
    expect(tried.length).toBeLessThanOrEqual(9)
    expect(state()).toMatchObject({ waiting: 2, stuck: true })
    expect(kept.size).toBe(2)
    online = true
    const idle = uploads.idle()
    uploads.hurry()
    await pass()
    await idle
    expect(state()).toEqual({ sent: 2, waiting: 0, refused: 0, stuck: false })
    expect(kept.size).toBe(0)
  })

  test('a piece that is refused for good does not stop those behind it', async () => {
    const { uploads, kept, state } = queue([], ({ seq }) => (seq === 0 ? 'no' : 'done'))
    uploads.add(piece(0))
    uploads.add(piece(1))
    await pass()
    expect(state()).toEqual({ sent: 1, waiting: 0, refused: 1, stuck: false })
    expect(kept.size).toBe(0)
  })
})
