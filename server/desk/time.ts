/** Business time may be moved in demo mode; sessions, codes, leases and token terms always use real time. Both in ms. */
export type Time = {
  /** The server's clock for everything that the 15 business minutes depend on. */
  now(): number
  real(): number
  /** Moves business time forward; refused outside demo mode. */
  shift(ms: number): void
  readonly movable: boolean
}

/** @param offset business time ahead of real time (ms), 0 outside demo mode */
export function makeTime(movable: boolean, offset = 0, real: () => number = Date.now): Time {
  let ahead = movable ? offset : 0
  return {
    now: () => real() + ahead,
    real,
    shift(ms) {
      if (!movable) throw new Error('The clock can be moved in demo mode only')
      ahead += ms
    },
    movable,
  }
}
