import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { isId } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { isImageKind } from '../domain/image.ts'
import { parsePiece } from '../domain/piece.ts'
import { auditOf, forgetImage, takePiece, uploadAt, type ImagePlace, type Upload } from '../desk/images.ts'
import { appendAudit } from '../db/audit.ts'
import { imageOf, type ImageRow } from '../db/images.ts'
import { requestById } from '../db/requests.ts'
import type { House, SignedIn } from './env.ts'
import { imageView } from './attend-view.ts'
import { imageBytes } from './image-bytes.ts'
import { problem } from './problem.ts'
import { staffSees } from './staff-view.ts'
import type { UploadView } from './views.ts'

type Ctx = Context<SignedIn>

const path = '/requests/:id/images/:kind'

/** The digest in `Repr-Digest: sha-256=:base64:` (RFC 9530) as base64url; null when none was said. */
const digestOf = (c: Ctx): string | null => {
  const [, base64] = /(?:^|,\s*)sha-256=:([A-Za-z0-9+/=]{44}):/.exec(c.req.header('repr-digest') ?? '') ?? []
  return base64 ? Buffer.from(base64, 'base64').toString('base64url') : null
}

/**
 * Pictures: sent in pieces by their client before the request is, opened by the client and by the cartório that owns the
 * request now. For everybody else there is nothing here (rules 31 and 57).
 */
export function imageRoutes(house: House) {
  const { store, time, vault, pictures, log, limits } = house
  const onError = (error: unknown) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'file stays')
  const tools = { store, time, vault, pictures, onError }

  const placeOf = (c: Ctx): ImagePlace | null => {
    const { id = '', kind = '' } = c.req.param()
    return isId(id) && isImageKind(kind) ? { account: c.var.me.person, request: id, kind } : null
  }
  const answer = (c: Ctx, upload: Upload | Fault): Response => {
    if (isFault(upload)) return problem(c, upload)
    const { received, total, image } = upload
    return c.json({ received, total, image: image && imageView(image) } satisfies UploadView)
  }

  async function put(c: Ctx): Promise<Response> {
    const place = placeOf(c)
    if (!place) return problem(c, 'not_found')
    const refused = await limits.take('piece', place.account)
    if (refused) return problem(c, refused)
    const piece = parsePiece(c.req.header('content-range'))
    if (!piece) return problem(c, 'malformed')
    // Each upload that ends is decoded: dearer than a piece.
    const dear = piece.start + piece.bytes === piece.total ? await limits.take('image', place.account) : null
    if (dear) return problem(c, dear)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    return bytes.length === piece.bytes
      ? answer(c, await takePiece(tools, place, piece, bytes, digestOf(c)))
      : problem(c, 'malformed')
  }

  /** The picture that this person may open now. Faults: not_found, and needs_passkey for staff that could see it with one. */
  async function readable(c: Ctx, { request, kind, account }: ImagePlace): Promise<ImageRow | Fault> {
    const [row, image] = [
      await requestById(store, store.read, request),
      await imageOf(store, store.read, request, kind),
    ]
    if (!image) return fault('not_found')
    if (row?.account === account) return image
    if (!row) return image.account === account ? image : fault('not_found')
    if (!(await staffSees(house, c.var.me, row))) return fault('not_found')
    return house.config.demo || c.var.me.passkeyAt !== null ? image : fault('needs_passkey')
  }

  async function get(c: Ctx): Promise<Response> {
    const place = placeOf(c)
    const image = place ? await readable(c, place) : fault('not_found')
    if (isFault(image)) return problem(c, image)
    await store.inTransaction((tx) => appendAudit(tx, store, auditOf('image.read', image, c.var.me.person, time.now())))
    return imageBytes(house, c, image)
  }

  return new Hono<SignedIn>()
    .put(path, describeRoute({ summary: 'One piece of a picture, at most 256 kB, with Content-Range' }), put)
    .get(`${path}/upload`, describeRoute({ summary: 'How far the upload of a picture is' }), async (c) => {
      const place = placeOf(c)
      return place ? answer(c, await uploadAt(tools, place)) : problem(c, 'not_found')
    })
    .get(path, describeRoute({ summary: 'A picture, as JPEG; each opening is an audit row' }), get)
    .delete(path, describeRoute({ summary: 'Take a picture away before the request is sent' }), async (c) => {
      const place = placeOf(c)
      const refused = place ? await forgetImage(tools, place) : fault('not_found')
      return refused ? problem(c, refused) : c.json({ ok: true as const })
    })
}
