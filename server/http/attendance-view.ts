import { maskEmail } from '../domain/contact.ts'
import { peopleById } from '../db/people.ts'
import { roleAt } from '../identity/roles.ts'
import type { House } from './env.ts'

/** Somebody of the cartório in one of its requests; `since` in business time (ms), as all of a view. */
export type Inside = { readonly person: string; readonly name: string; readonly first: string; readonly since: number }

/** Who is in which of a cartório's requests; whoever has no role there any more is nobody. */
export async function whoIsIn(
  { attendance, store, sealer, time }: House,
  cns: string,
): Promise<(request: string) => readonly Inside[]> {
  const inside = attendance.inside(cns)
  const ids = new Set([...inside.values()].flatMap((those) => those.map(({ person }) => person)))
  const names = new Map<string, { name: string; first: string }>()
  for (const { id, name, email } of await peopleById(store, sealer, store.read, [...ids])) {
    if ((await roleAt(store, id, cns, time.now())) === null) continue
    const shown = name ?? maskEmail(email)
    names.set(id, { name: shown, first: name === null ? shown : (shown.split(' ')[0] ?? shown) })
  }
  const moved = time.now() - time.real()
  return (request) =>
    (inside.get(request) ?? []).flatMap(({ person, since }) => {
      const known = names.get(person)
      return known ? [{ person, ...known, since: since + moved }] : []
    })
}
