import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Files } from '../domain/files.ts'

const keyForm = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/

function nothing(error: unknown): [] {
  if ((error as { code?: string }).code === 'ENOENT') return []
  throw error
}

/** Files in a folder: written beside and renamed once they are on the disk, so that none is ever half there. */
export function folderFiles(root: string): Files {
  const pathOf = (key: string): string => {
    if (!keyForm.test(key)) throw new RangeError('not a key of a file')
    return join(root, ...key.split('/'))
  }
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const handle = await open(`${path}.part`, 'w', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(`${path}.part`, path)
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null
        throw error
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async *list(folder) {
      const inside = await readdir(pathOf(folder), { recursive: true, withFileTypes: true }).catch(nothing)
      for (const entry of inside) {
        if (!entry.isFile() || entry.name.endsWith('.part')) continue
        const path = join(entry.parentPath, entry.name)
        const found = await stat(path).catch(() => null)
        if (found) yield { key: relative(root, path).split(sep).join('/'), at: found.mtimeMs }
      }
    },
  }
}
