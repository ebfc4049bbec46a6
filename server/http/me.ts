import { mayDecide } from '../domain/cartorio.ts'
import { formatPhone } from '../domain/contact.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { blindEmail, personById } from '../db/people.ts'
import { openInvitations } from '../db/roles.ts'
import type { OfficeDesk } from '../desk/office.types.ts'
import type { Teller } from '../desk/teller.ts'
import type { Me } from '../identity/auth.ts'
import { rolesOf } from '../identity/roles.ts'
import type { House } from './env.ts'
import type { MeView } from './views.ts'

/** What the account's routes need of the house. */
export type AccountHouse = Pick<House, 'store' | 'sealer' | 'time' | 'auth' | 'limits'> & {
  config: Pick<House['config'], 'demo' | 'publicUrl' | 'trustedProxies'>
  teller: Teller
  desk: OfficeDesk
}

/** The signed-in person as the app needs them, or null when there is no such person any more. */
export async function meView(house: AccountHouse, me: Me): Promise<MeView | null> {
  const { store, sealer, time, config } = house
  const person = await personById(store, sealer, store.read, me.person)
  if (!person) return null
  const roles = await rolesOf(store, me.person, time.now())
  const to = { emailBlind: blindEmail(sealer, person.email) }
  const invitations = await openInvitations(store, store.read, to, time.real())
  const named = [...roles, ...invitations].flatMap(({ cns }) => (cns === null ? [] : [cns]))
  const places = await cartoriosByCns(store, store.read, named)
  const placeOf = (cns: string | null) => (cns === null ? undefined : places.get(cns))
  return {
    now: time.now(),
    demo: config.demo,
    person: me.person,
    email: person.email,
    name: person.name,
    phone: person.phone && formatPhone(person.phone),
    phoneConfirmed: person.phoneConfirmedAt !== null,
    roles: roles.map(({ id, cns, role }) => ({
      id,
      cns,
      cartorio: placeOf(cns)?.name ?? null,
      uf: placeOf(cns)?.uf ?? null,
      role,
      decides: mayDecide(role),
    })),
    invitations: invitations.map(({ id, role, cns, expiresAt }) => ({
      id,
      role,
      cns,
      cartorio: placeOf(cns)?.name ?? null,
      expiresAt,
    })),
    passkeys: await house.auth.passkey.list(me.person),
    passkeySession: me.passkeyAt !== null,
    vapidKey: house.teller.vapidKey,
  }
}
