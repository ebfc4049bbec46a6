import { createEffect, createRoot, createSignal, on } from 'solid-js'
import { mayDecide } from '../server/domain/cartorio.ts'
import type { MeView, RoleView } from '../server/http/views.ts'
import { send, whenSignedOut } from './api.ts'
import type { Source } from './keys.ts'
import { createKept, forgetAll, revalidate } from './kept.ts'

const chosenKey = 'quinze.cartorio'
const personKey = 'quinze.person'
const [chosen, setChosen] = createSignal(localStorage.getItem(chosenKey))
const [ended, setEnded] = createSignal(false)
/** Apart from the other questions, which the first page of a stranger does without. */
const whoAmI: Source<MeView> = { key: 'me', path: '/api/me', keep: () => true }
const kept = createRoot(() => createKept(() => whoAmI))

/** Who is signed in on this device, or null while unknown and when signed out. */
export function me(): MeView | null {
  return kept.data
}

/** Known to be signed out, as opposed to not yet known. */
export function signedOut(): boolean {
  return kept.data === null && kept.fault?.status === 401
}

/** Nothing is known of the person, for want of an answer: without internet on the first visit. */
export function unreachable(): boolean {
  return kept.data === null && kept.fault !== null && kept.fault.status !== 401
}

/** The session ended under an open page: the sign-in page says so. */
export { ended }

/** Whether the demo world is on: told to the signed out as well, who need its mailbox. */
export function demo(): boolean {
  return kept.data?.demo ?? kept.fault?.facts['demo'] === true
}

/** Asks again who is signed in: after signing in, after a new role. */
export async function refreshMe(): Promise<MeView | null> {
  setEnded(false)
  await kept.refresh()
  return kept.data
}

/** The roles held at cartórios; none for a client. */
export function offices(): (RoleView & { cns: string })[] {
  return (me()?.roles ?? []).filter((role): role is RoleView & { cns: string } => role.cns !== null)
}

/** The cartório one works for on this device; null for a client. */
export function office(): (RoleView & { cns: string }) | null {
  return offices().find((role) => role.cns === chosen()) ?? offices()[0] ?? null
}

/** What one is for the platform itself, if anything: an administrator or an inspector. */
export function platform(): 'admin' | 'inspetor' | null {
  const held = (me()?.roles ?? []).filter(({ cns }) => cns === null).map(({ role }) => role)
  return held.includes('admin') ? 'admin' : held.includes('inspetor') ? 'inspetor' : null
}

/** Changes the cartório one works for on this device. */
export function chooseOffice(cns: string): void {
  setChosen(cns)
  localStorage.setItem(chosenKey, cns)
}

/** Whether the present role may decide and pull; an atendente only sees. */
export function decides(): boolean {
  const role = office()
  return role !== null && role.decides && mayDecide(role.role)
}

/** Where a person begins: invitations first, then the queue of the staff, else the own requests. */
export function homeOf(person: MeView): string {
  if (person.invitations.length > 0) return '/conta'
  if (person.roles.some((role) => role.cns !== null)) return '/fila'
  return person.roles.length > 0 ? '/admin' : '/solicitacoes'
}

/** A path of this app, or null: a link must not lead a fresh session elsewhere. */
export function localPath(next: string | null | undefined): string | null {
  return next && /^\/(?![/\\])[^\\]*$/.test(next) && !next.startsWith('/api') ? next : null
}

/** Ends the session, and leaves nothing of the person on this device. Throws ApiProblem when the server was not told. */
export async function signOut(): Promise<void> {
  const [{ dropPush }, { forgetDraft }, { stopLive }] = await Promise.all([
    import('./push.ts'),
    import('./draft.ts'),
    import('./live.ts'),
  ])
  await dropPush()
  await send('POST', '/api/sign-out')
  stopLive()
  await Promise.all([forgetAll(), forgetDraft()])
  localStorage.removeItem(personKey)
  await kept.refresh()
}

/** Tells the server of this device's subscription; nothing happens while signed out. */
export async function resyncPush(): Promise<void> {
  const { syncPush } = await import('./push.ts')
  const key = me()?.vapidKey
  if (key) await syncPush(key)
}

/** Follows the person: the live stream and the push subscription of this device belong to whoever is signed in. */
export function followSession(): void {
  whenSignedOut(() => {
    if (me()) {
      setEnded(true)
      void kept.refresh()
    }
  })
  // A first visit without internet knows nobody, hence has no live stream that would notice its return.
  addEventListener('online', () => {
    if (!me()) void kept.refresh()
  })
  createEffect(
    on(
      () => me()?.person,
      (person, before) => {
        if (!person && !before) return
        void import('./live.ts').then((live) => {
          if (before && person !== before) live.stopLive()
          if (person) live.startLive()
        })
      },
    ),
  )
  createEffect(
    on(
      () => (kept.origin === 'server' ? me()?.person : null),
      (person) => {
        if (!person) return
        void resyncPush()
        // Nobody reads on this device what was left there by the person before, not even for a moment.
        const last = localStorage.getItem(personKey)
        localStorage.setItem(personKey, person)
        if (last !== null && last !== person) void forgetAll(whoAmI.path).then(() => revalidate())
      },
    ),
  )
}
