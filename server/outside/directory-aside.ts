import { Worker } from 'node:worker_threads'
import type { Directory } from '../domain/directory.ts'

/**
 * Makes the reader of registry files that works beside the event loop, one file at a time: a whole directory takes a second or
 * more, in which clocks must go on.
 * @param most largest size accepted in bytes, before and after decompression
 */
export function makeDirectoryReader(most: number): (bytes: Uint8Array) => Promise<Directory> {
  let last: Promise<unknown> = Promise.resolve()
  return (bytes) => {
    const read = last.then(() => readAside(bytes, most))
    last = read.catch(() => {})
    return read
  }
}

function readAside(bytes: Uint8Array, most: number): Promise<Directory> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./directory-worker.ts', import.meta.url), { workerData: { bytes, most } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The directory reader ended without an answer')))
  })
}
