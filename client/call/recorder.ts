/** A piece of the recording that plays alone; instants in ms of the server. */
export interface Piece {
  seq: number
  from: number
  to: number
  mime: string
  data: Blob[]
}

export interface RecorderDeps {
  stream: MediaStream
  mime: string
  /** The server's present instant, epoch ms. */
  now: () => number
  firstSeq: number
  /** Something of a piece is there, for keeping against a reload: the piece up to now. */
  onPart: (piece: Piece) => void
  onPiece: (piece: Piece) => void
  /** No recorder runs any more although one should. */
  onFault: (error: unknown) => void
  make?: (stream: MediaStream, options: MediaRecorderOptions) => MediaRecorder
}

export interface Recording {
  /** Ends the last piece; resolves once it was given to `onPiece`. */
  stop: () => Promise<void>
}

/** A new piece begins after this long; with the overlap it stays under 10 s. */
const pieceMs = 7_500
/** The next recorder has been running for this long when the last one stops. */
const overlapMs = 250
/** A recorder that does not say that it runs is believed after this long. */
const startMs = 1_200
const partMs = 2_000
const restMs = 1_000

const mimes = ['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4;codecs=avc1,opus', 'video/mp4']

/** The first format that this browser can record, or null when it records none. */
export const recordingMime = (): string | null =>
  typeof MediaRecorder === 'undefined' ? null : (mimes.find((mime) => MediaRecorder.isTypeSupported(mime)) ?? null)

/**
 * Records in pieces that each play alone. The next recorder starts before the last one stops, so that nothing is missing
 * between them; what is twice there is told by the pieces' instants.
 */
export function record(deps: RecorderDeps): Recording {
  const make = deps.make ?? ((stream, options) => new MediaRecorder(stream, options))
  let seq = deps.firstSeq
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: Running | null = null
  const ending = new Set<Promise<void>>()

  const begin = (): Running | null => {
    const piece: Piece = { seq: seq++, from: deps.now(), to: deps.now(), mime: deps.mime, data: [] }
    try {
      return start(make, deps, piece)
    } catch (error) {
      seq--
      deps.onFault(error)
      return null
    }
  }
  const next = async () => {
    const last = current
    const fresh = begin()
    if (fresh) {
      await Promise.race([fresh.started, wait(startMs)])
      await wait(overlapMs)
    }
    finish(last)
    // Stopped in between: then both are ended.
    if (ended) return finish(fresh)
    current = fresh
    timer = setTimeout(() => void next(), fresh ? pieceMs : restMs)
    // The system may end a recorder by itself, when a track of it dies.
    void fresh?.ended.then(() => {
      if (current !== fresh || ended) return
      clearTimeout(timer)
      current = null
      timer = setTimeout(() => void next(), restMs)
    })
  }
  const finish = (running: Running | null) => {
    if (!running) return
    ending.add(running.ended)
    void running.ended.then(() => ending.delete(running.ended))
    running.stop()
  }
  void next()
  return {
    async stop() {
      ended = true
      clearTimeout(timer)
      finish(current)
      current = null
      await Promise.all(ending)
    },
  }
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

interface Running {
  started: Promise<void>
  ended: Promise<void>
  stop: () => void
}

function start(make: NonNullable<RecorderDeps['make']>, deps: RecorderDeps, piece: Piece): Running {
  const recorder = make(deps.stream, {
    mimeType: deps.mime,
    videoBitsPerSecond: 900_000,
    audioBitsPerSecond: 48_000,
  })
  const started = new Promise<void>((done) => recorder.addEventListener('start', () => done(), { once: true }))
  const ended = new Promise<void>((done) => {
    recorder.addEventListener(
      'stop',
      () => {
        if (piece.data.length > 0) deps.onPiece(piece)
        done()
      },
      { once: true },
    )
  })
  let stopped = false
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return
    piece.data.push(data)
    // The last part comes a moment after the stop, and is not longer for it.
    if (!stopped) {
      piece.to = deps.now()
      deps.onPart({ ...piece, data: [...piece.data] })
    }
  })
  recorder.start(partMs)
  return {
    started,
    ended,
    stop() {
      if (stopped) return
      stopped = true
      if (recorder.state === 'inactive') return
      piece.to = deps.now()
      recorder.stop()
    },
  }
}
