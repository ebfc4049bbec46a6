import type { StaffRequestView } from '../../server/http/views.ts'
import { ApiProblem, createAct, send, type Act } from '../api.ts'
import { keep, revalidate } from '../kept.ts'
import { sources } from '../keys.ts'

const isStaffView = (value: unknown): value is StaffRequestView =>
  typeof value === 'object' && value !== null && 'as' in value && value.as === 'staff'

/**
 * An act of the cartório on a request under way. Its answer, and what the request has become when it is refused, take the place
 * of what is shown.
 */
export function createStaffAct<A extends readonly unknown[]>(
  id: () => string,
  path: () => string,
  body: (...input: A) => object,
): Act<A, StaffRequestView> {
  return createAct<A, StaffRequestView>(async (key, ...input) => {
    const source = sources.request(id())
    try {
      const after = await send<StaffRequestView>('POST', `${source.path}/${path()}`, body(...input), key)
      keep(source, after)
      return after
    } catch (error) {
      if (error instanceof ApiProblem && isStaffView(error.request)) keep(source, error.request)
      else if (error instanceof ApiProblem && error.status === 409) void revalidate([source.key])
      throw error
    }
  })
}
