import { isOpen, nextOpening } from '../domain/calendar.ts'
import { whyClosedToRequests } from '../domain/cartorio.ts'
import { maskEmail, type Email } from '../domain/contact.ts'
import { hoursOf } from '../db/calendars.ts'
import { undecidedPulls, type CartorioRow } from '../db/cartorios.ts'
import { platformInvitations, platformRoles, teamCount } from '../db/directory-search.ts'
import { peopleById } from '../db/people.ts'
import { invitationSeal, openInvitations } from '../db/roles.ts'
import { countToMove, suspensionSeal } from '../db/suspension.ts'
import type { AdminCartorioItem, AdminCartorioView, AdminPeopleView } from './admin-views.ts'
import type { House } from './env.ts'

export const cartorioItem = (row: CartorioRow): AdminCartorioItem => {
  const { cns, name, municipio, uf, status, eligible, credentialedAt, suspendedAt, missingSince } = row
  return { cns, name, municipio, uf, status, eligible, credentialedAt, suspendedAt, missingSince }
}

/** Why a cartório is suspended, opened; null when it isn't. */
export const suspendedWhy = ({ sealer }: Pick<House, 'sealer'>, row: CartorioRow): string | null =>
  row.suspendedWhy === null ? null : sealer.open(row.suspendedWhy, suspensionSeal(row.cns))

/** A cartório as the administration sees it. */
export async function adminCartorioView(house: House, row: CartorioRow): Promise<AdminCartorioView> {
  const { store, places, time } = house
  const { cns } = row
  const now = time.now()
  const facts = await places.ofRow(store.read, row, now)
  const refused = whyClosedToRequests(facts, now)
  const team = await teamCount(store, store.read, cns, now)
  return {
    ...cartorioItem(row),
    now,
    zone: row.zone,
    address: row.address,
    suspendedWhy: suspendedWhy(house, row),
    pullCap: row.pullCap,
    undecidedPulls: await undecidedPulls(store, store.read, cns),
    team,
    invited: (await openInvitations(store, store.read, { cns }, time.real())).length,
    reachable: facts.reachable,
    hours: (await hoursOf(store, store.read, cns, row.calendarVersion)) !== null,
    openNow: isOpen(facts.calendar, now),
    opensAt: nextOpening(facts.calendar, now),
    refusal: refused && refused.fault,
    moving: await countToMove(store, store.read, cns),
    canInvite: row.eligible && !team.some(({ role }) => role === 'tabeliao'),
  }
}

/** Administrators and inspectors, and whom they invited; e-mails masked. */
export async function adminPeopleView(house: House, me: string): Promise<AdminPeopleView> {
  const { store, sealer, time } = house
  const roles = await platformRoles(store, store.read, time.now())
  const found = await peopleById(
    store,
    sealer,
    store.read,
    roles.map(({ person }) => person),
  )
  const people = new Map(found.map((person) => [person.id, person]))
  const invitations = await platformInvitations(store, store.read, time.real())
  return {
    now: time.now(),
    people: roles.flatMap(({ id, person, role, since }) => {
      const who = people.get(person)
      if (!who) return []
      const email = maskEmail(who.email)
      return [{ id, name: who.name ?? email, email, role, since, mine: person === me }]
    }),
    invitations: invitations.map(({ id, email, role, expiresAt }) => ({
      id,
      email: maskEmail(sealer.open(email, invitationSeal(id)) as Email),
      role,
      expiresAt,
    })),
  }
}
