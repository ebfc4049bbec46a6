import { parentPort, workerData } from 'node:worker_threads'
import { readDirectory } from './directory.ts'

const { bytes, most } = workerData as { bytes: Uint8Array; most: number }
parentPort?.postMessage(readDirectory(bytes, most))
