import { isFault } from '../domain/fault.ts'
import { imagesOf } from '../db/images.ts'
import type { Store } from '../db/open.ts'
import type { CheckTools } from './check-runs.ts'
import type { Vault } from './vault.ts'

/** Opens the client's photo for a source; what is damaged counts as no photo. */
export const photoReader =
  (store: Store, vault: Vault): CheckTools['photoOf'] =>
  async (request) => {
    const image = (await imagesOf(store, store.read, request)).find(({ kind }) => kind === 'photo')
    if (!image) return null
    const bytes = await vault.get(image.file, `image:${request}:photo`)
    return isFault(bytes) ? null : { bytes, mime: image.mime }
  }
