import { createHash } from 'node:crypto'
import { SealBroken, type Sealer } from '../db/seal.ts'
import { uuidv7 } from '../db/uuid.ts'
import { fault, type Fault } from '../domain/fault.ts'
import type { Files, StoredFile } from '../domain/files.ts'

/** Sealed bytes outside the database: what goes in is encrypted, what comes out has been proved whole. */
export type Vault = {
  /**
   * Seals the bytes under `context` and stores them under a new name, which says nothing of them. `hash` is the SHA-256
   * (base64url) of the plain bytes. Rejects when the store can't be reached.
   */
  put(room: string, bytes: Uint8Array, context: string): Promise<{ file: string; hash: string }>
  /** The plain bytes. Fault file_damaged names a file that is missing or was changed; rejects when the store can't be reached. */
  get(file: string, context: string): Promise<Uint8Array | Fault>
  remove(file: string): Promise<void>
  /** The files of a room, for whoever looks for those that nothing names any more. */
  list(room: string): AsyncIterable<StoredFile>
}

/** SHA-256 as base64url. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

/** @param room of `put`: a short word, the folder of that kind of file */
export function makeVault(files: Files, sealer: Sealer): Vault {
  return {
    async put(room, bytes, context) {
      const name = uuidv7(0).replaceAll('-', '')
      const file = `${room}/${name.slice(-2)}/${name}`
      await files.put(file, sealer.sealBytes(bytes, context))
      return { file, hash: hashOf(bytes) }
    },
    async get(file, context) {
      const sealed = await files.get(file)
      if (!sealed) return damaged(file)
      try {
        return sealer.openBytes(sealed, context)
      } catch (error) {
        if (error instanceof SealBroken) return damaged(file)
        throw error
      }
    },
    remove: (file) => files.remove(file),
    list: (room) => files.list(room),
  }
}

const damaged = (file: string): Fault => fault('file_damaged', { id: file.slice(-8) })
