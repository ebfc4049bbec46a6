import { describeRoute } from 'hono-openapi'

const text = { type: 'string' as const }
const schema = {
  type: 'object' as const,
  properties: { type: text, title: text, status: { type: 'integer' as const }, code: text, detail: text },
  required: ['type', 'title', 'status', 'code', 'detail'],
}
const refusal = {
  description: 'A refusal (RFC 9457) with a stable code and a Portuguese sentence',
  content: { 'application/problem+json': { schema } },
}

/** Puts a route into the OpenAPI description. */
export const about = (tag: string, summary: string) =>
  describeRoute({ tags: [tag], summary, responses: { '2XX': { description: 'Done' }, default: refusal } })
