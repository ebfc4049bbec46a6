import { fault, isFault, type Fault } from '../domain/fault.ts'
import { imageLimits, orphanTerm, pendingLimit, smallestPart, type ImageKind } from '../domain/image.ts'
import type { Piece } from '../domain/piece.ts'
import type { Pictures } from '../domain/pictures.ts'
import { appendAudit } from '../db/audit.ts'
import { deleteImage, imageOf, imagesOfOthers, pendingBytes, saveImage, type ImageRow } from '../db/images.ts'
import type { Db, Store, TransactionHooks } from '../db/open.ts'
import { requestById } from '../db/requests.ts'
import { addPart, dropParts, partsOf, type PartRow } from '../db/uploads.ts'
import type { Time } from './time.ts'
import { hashOf, type Vault } from './vault.ts'

export type ImageTools = {
  store: Store
  time: Time
  vault: Vault
  pictures: Pictures
  /** Hears of a file that could not be removed; the sweep finds it later. */
  onError: (error: unknown) => void
}

/** Whose picture, of which request (sent or still a draft), of which kind. */
export type ImagePlace = { account: string; request: string; kind: ImageKind }

/** How far an upload is: bytes received without a gap, of how many; and the picture that is stored, if one is. */
export type Upload = { received: number; total: number; image: ImageRow | null }

/** What the sealed file of a picture is bound to. */
export const imageContext = (request: string, kind: ImageKind): string => `image:${request}:${kind}`
const partContext = ({ request, kind }: ImagePlace, start: number): string => `upload:${request}:${kind}:${start}`

/** Faults: not_found (another account's), changed once the request was sent: what the cartório decides on stays as it was. */
async function refusalAt({ store }: ImageTools, db: Db, { account, request }: ImagePlace): Promise<Fault | null> {
  const row = await requestById(store, db, request)
  if (row) return row.account === account ? fault('changed', { state: row.state.name }) : fault('not_found')
  return (await imagesOfOthers(store, db, request, account)) ? fault('not_found') : null
}

export async function uploadAt(tools: ImageTools, place: ImagePlace): Promise<Upload | Fault> {
  const { store } = tools
  const refused = await refusalAt(tools, store.read, place)
  if (refused) return refused
  const parts = await partsOf(store, store.read, place.request, place.kind)
  return { ...lengthOf(parts), image: await imageOf(store, store.read, place.request, place.kind) }
}

const lengthOf = (parts: readonly PartRow[]) => {
  const last = parts.at(-1)
  return { received: last ? last.start + last.bytes : 0, total: last?.total ?? 0 }
}

const moved = (parts: readonly PartRow[]): Fault => fault('upload_moved', lengthOf(parts))

/**
 * Takes one piece. The piece that completes the upload makes it a picture, in the place of an earlier one. Repeating a piece
 * changes nothing; a first piece with other content begins anew. Faults: upload_moved with what is there, upload_full,
 * too_large, malformed (a crumb), those of `refusalAt` and of `Pictures`.
 * @param digest SHA-256 (base64url) of the whole, if the sender said it: pieces of two pictures never make one
 */
export async function takePiece(
  tools: ImageTools,
  place: ImagePlace,
  piece: Piece,
  bytes: Uint8Array,
  digest: string | null,
): Promise<Upload | Fault> {
  const { store, vault, time } = tools
  const { start, total } = piece
  if (total > imageLimits.bytes) return fault('too_large')
  if (start + piece.bytes < total && piece.bytes < smallestPart) return fault('malformed')
  const refused = await refusalAt(tools, store.read, place)
  if (refused) return refused
  const before = await partsOf(store, store.read, place.request, place.kind)
  const same = before.find((part) => part.start === start && part.bytes === piece.bytes && part.total === total)
  const repeated = same !== undefined && (await isSame(tools, place, same, bytes))
  if (!repeated) {
    if (start > 0 && (start !== lengthOf(before).received || total !== lengthOf(before).total)) return moved(before)
    const { file } = await vault.put('part', bytes, partContext(place, start))
    const row = { ...place, start, bytes: piece.bytes, total, file, expiresAt: time.now() + orphanTerm }
    const added = await store
      .inTransaction((tx, hooks) => addIn(tools, tx, hooks, row))
      .catch(async (error: unknown) => {
        await vault.remove(file).catch(tools.onError)
        throw error
      })
    if (added) return added
  }
  const parts = await partsOf(store, store.read, place.request, place.kind)
  const now = lengthOf(parts)
  if (now.received < now.total || now.total === 0)
    return { ...now, image: await imageOf(store, store.read, place.request, place.kind) }
  return complete(tools, place, parts, digest)
}

async function isSame({ vault }: ImageTools, place: ImagePlace, part: PartRow, bytes: Uint8Array): Promise<boolean> {
  const there = await vault.get(part.file, partContext(place, part.start))
  return !isFault(there) && hashOf(there) === hashOf(bytes)
}

async function addIn(tools: ImageTools, tx: Db, hooks: TransactionHooks, row: PartRow): Promise<Fault | null> {
  const { store } = tools
  const refuse = (refused: Fault) => {
    removeLater(tools, hooks, [row.file])
    return refused
  }
  const refused = await refusalAt(tools, tx, row)
  if (refused) return refuse(refused)
  const parts = await partsOf(store, tx, row.request, row.kind)
  if (row.start > 0 && (row.start !== lengthOf(parts).received || row.total !== lengthOf(parts).total))
    return refuse(moved(parts))
  if ((await pendingBytes(store, tx, row.account)) + row.bytes > pendingLimit) return refuse(fault('upload_full'))
  if (row.start === 0) removeLater(tools, hooks, await dropParts(store, tx, row.request, row.kind))
  await addPart(store, tx, row)
  return null
}

async function complete(
  tools: ImageTools,
  place: ImagePlace,
  parts: readonly PartRow[],
  digest: string | null,
): Promise<Upload | Fault> {
  const whole = await assembled(tools, place, parts)
  const broken = whole === null || (digest !== null && hashOf(whole) !== digest)
  const picture = broken ? fault('upload_moved', { received: 0, total: 0 }) : await tools.pictures.read(whole)
  const { store, vault, time } = tools
  if (isFault(picture)) {
    await store.inTransaction(async (tx, hooks) =>
      removeLater(tools, hooks, await dropParts(store, tx, place.request, place.kind)),
    )
    return picture
  }
  const { jpeg, width, height } = picture
  const { file, hash } = await vault.put('image', jpeg, imageContext(place.request, place.kind))
  return store.inTransaction(async (tx, hooks): Promise<Upload | Fault> => {
    const at = time.now()
    const refused = await refusalAt(tools, tx, place)
    const now = await partsOf(store, tx, place.request, place.kind)
    if (refused || now.map((part) => part.file).join() !== parts.map((part) => part.file).join()) {
      // Finished or begun anew by another request meanwhile: what that one made counts.
      removeLater(tools, hooks, [file])
      return refused ?? { ...lengthOf(now), image: await imageOf(store, tx, place.request, place.kind) }
    }
    const old = await imageOf(store, tx, place.request, place.kind)
    const row = { ...place, file, mime: 'image/jpeg', hash, bytes: jpeg.length, width, height, at }
    const image = { ...row, expiresAt: at + orphanTerm }
    await saveImage(store, tx, image)
    const gone = await dropParts(store, tx, place.request, place.kind)
    await appendAudit(tx, store, auditOf('image.add', image, place.account, at))
    removeLater(tools, hooks, old ? [...gone, old.file] : gone)
    return { received: lengthOf(parts).received, total: lengthOf(parts).total, image }
  })
}

/** Null when a piece is missing or was changed on the disk. */
async function assembled(tools: ImageTools, place: ImagePlace, parts: readonly PartRow[]): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  for (const part of parts) {
    const bytes = await tools.vault.get(part.file, partContext(place, part.start))
    if (isFault(bytes)) return null
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

/** Takes picture and pieces away before the request is sent; repeating it changes nothing. */
export async function forgetImage(tools: ImageTools, place: ImagePlace): Promise<Fault | null> {
  const { store, time } = tools
  return store.inTransaction(async (tx, hooks) => {
    const refused = await refusalAt(tools, tx, place)
    if (refused) return refused
    const old = await imageOf(store, tx, place.request, place.kind)
    const gone = await dropParts(store, tx, place.request, place.kind)
    if (old) {
      await deleteImage(store, tx, old)
      await appendAudit(tx, store, auditOf('image.delete', old, place.account, time.now()))
    }
    removeLater(tools, hooks, old ? [...gone, old.file] : gone)
    return null
  })
}

/** The row of the audit trail: the hash stays when the picture is gone (rule 58). */
export const auditOf = (action: string, { request, kind, hash }: ImageRow, actor: string, at: number) => ({
  at,
  actor,
  action,
  subject: request,
  detail: `${kind}:${hash}`,
})

/** Removes files once the commit that let go of them is durable; one that stays is found by the sweep. */
export function removeLater(
  { vault, onError }: Pick<ImageTools, 'vault' | 'onError'>,
  hooks: TransactionHooks,
  files: readonly string[],
): void {
  hooks.afterCommit(() => {
    for (const file of files) void vault.remove(file).catch(onError)
  })
}
