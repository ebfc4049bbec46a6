import { ownOf } from '../domain/calendar-edit.ts'
import { maskEmail } from '../domain/contact.ts'
import type { Hours } from '../domain/hours.ts'
import { dayOf } from '../domain/instant-words.ts'
import { hoursOf } from '../db/calendars.ts'
import { cartorioByCns, undecidedPulls } from '../db/cartorios.ts'
import { contactsOf, peopleById, isReachable, type Contact } from '../db/people.ts'
import { endedRolesAt, invitationSeal, openInvitations } from '../db/roles.ts'
import { allowedPulls } from '../db/suspension.ts'
import type { Channel, LastDelivery } from '../desk/teller.ts'
import type { Me } from '../identity/auth.ts'
import { mayManage, teamOf } from '../identity/roles.ts'
import type { Staff } from './guard.ts'
import type { AccountHouse } from './me.ts'
import type { OfficeView } from './views.ts'

const channels: readonly Channel[] = ['push', 'email', 'sms']

/** What is missing before a cartório may open for requests (rule 65), by step. */
const missingWords = {
  hours: 'Defina o horário de atendimento do cartório.',
  reach: 'Ligue ao menos um canal de aviso para uma pessoa da equipe.',
  channels: 'Teste os seus canais de aviso que estão ligados.',
} as const

/** The steps of credenciamento that are left for a cartório, with the sentence that says what to do. */
export async function missingFor(
  { store, sealer, time, teller }: AccountHouse,
  cns: string,
  person: string,
): Promise<Partial<Record<keyof typeof missingWords, string>>> {
  const place = await cartorioByCns(store, store.read, cns)
  const hours = place && (await hoursOf(store, store.read, cns, place.calendarVersion))
  const [contact] = await contactsOf(store, sealer, store.read, [person])
  const last = await teller.lastDeliveries([person])
  const left = {
    hours: !hours || ![hours, ...(hours.later ?? [])].some(({ week }) => week.some((day) => day.length > 0)),
    reach: !(await isReachable(store, store.read, cns, time.now())),
    channels:
      !contact || !channels.filter((channel) => inUse(contact, channel)).every((channel) => tested(last, channel)),
  }
  const keys = Object.keys(missingWords) as (keyof typeof missingWords)[]
  return Object.fromEntries(keys.filter((key) => left[key]).map((key) => [key, missingWords[key]]))
}

/** A channel counts when it is on and has where to send. */
const inUse = ({ on, phone, subscriptions }: Contact, channel: Channel): boolean =>
  on[channel] && (channel === 'email' || (channel === 'sms' ? phone !== null : subscriptions.length > 0))

// A confirmed phone has received its code by SMS, which is the test.
const tested = (last: readonly LastDelivery[], channel: Channel): boolean =>
  channel === 'sms' || last.some((each) => each.channel === channel && each.outcome === 'done')

/** The week in force and the single days on which the cartório closes or opens otherwise, as the form of the hours has them. */
function datedHours(hours: Hours | null, today: string): Pick<OfficeView, 'week' | 'special'> {
  if (!hours) return { week: [[], [], [], [], [], [], []], special: [] }
  const { week, own } = ownOf(hours, today)
  const special = own.flatMap(({ rule, effect, reason, act }) => {
    if (rule.on !== 'date' || effect.kind === 'open' || effect.kind === 'half') return []
    const intervals = effect.kind === 'hours' ? effect.intervals : []
    return [{ date: rule.date, intervals: [...intervals], reason, act }]
  })
  return { week: week.map((day) => [...day]), special }
}

/** T4 and credenciamento, for somebody of the cartório's staff. */
export async function officeView(house: AccountHouse, staff: Staff, me: Me): Promise<OfficeView | null> {
  const { store, sealer, time, teller } = house
  const { cns } = staff
  const place = await cartorioByCns(store, store.read, cns)
  if (!place) return null
  const hours = await hoursOf(store, store.read, cns, place.calendarVersion)
  const canManage = mayManage(staff.role)
  const team = await teamOf(store, cns, time.now())
  const ended = canManage ? await endedRolesAt(store, store.read, cns, time.now()) : []
  const ids = [...new Set([...team, ...ended].map((role) => role.person))]
  const people = new Map((await peopleById(store, sealer, store.read, ids)).map((person) => [person.id, person]))
  const contacts = new Map((await contactsOf(store, sealer, store.read, ids)).map((each) => [each.person, each]))
  const last = await teller.lastDeliveries(ids)
  const invitations = canManage ? await openInvitations(store, store.read, { cns }, time.real()) : []
  const nameOf = (person: string) => {
    const who = people.get(person)
    return who?.name ?? (who ? maskEmail(who.email) : '')
  }
  const passkeys = new Map<string, number>()
  for (const { person } of team) passkeys.set(person, (await house.auth.passkey.list(person)).length)
  return {
    cns,
    name: place.name,
    zone: place.zone,
    credentialed: place.credentialedAt !== null,
    missing: place.credentialedAt === null ? Object.values(await missingFor(house, cns, me.person)) : [],
    ...datedHours(hours, dayOf(time.now(), place.zone)),
    calendarVersion: place.calendarVersion,
    team: team.map(({ id, person, role, since, until, onDuty }) => {
      const contact = contacts.get(person)
      return {
        id,
        name: nameOf(person),
        role,
        since,
        until,
        onDuty,
        me: person === me.person,
        passkeys: passkeys.get(person) ?? 0,
        reach: channels.map((channel) => {
          const sent = last.find((each) => each.person === person && each.channel === channel)
          const on = contact !== undefined && inUse(contact, channel)
          return { channel, on, last: sent?.at ?? null, failed: sent?.outcome === 'dead' }
        }),
      }
    }),
    invitations: invitations.map(({ id, email, role, expiresAt }) => ({
      id,
      email: sealer.open(email, invitationSeal(id)),
      role,
      expiresAt,
    })),
    former: ended.map(({ id, person, role, since, until }) => ({
      id,
      name: nameOf(person),
      role,
      since,
      until: until ?? since,
    })),
    pulls: {
      undecided: await undecidedPulls(store, store.read, cns),
      cap: place.pullCap,
      most: await allowedPulls(store, store.read, place),
    },
    canManage,
  }
}
