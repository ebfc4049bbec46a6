import { Calls } from './calls.tsx'
import { IconBell, IconClock, IconFileText, IconInbox, IconUser } from './icons.ts'
import { createKept } from './kept.ts'
import { sources } from './keys.ts'
import { Nav, type NavItem } from './parts/nav.tsx'
import { office } from './session.ts'

/** The navigation of whoever is signed in: a client's places or the staff's. */
export function Places() {
  const queue = createKept(() => {
    const cns = office()?.cns
    return cns ? sources.queue(cns) : null
  })
  const client: readonly NavItem[] = [
    { href: '/solicitacoes', label: 'Solicitações', icon: IconFileText, also: ['/nova', '/s'] },
    { href: '/avisos', label: 'Avisos', icon: IconBell },
    { href: '/conta', label: 'Conta', icon: IconUser, also: ['/privacidade', '/ajuda'] },
  ]
  // Made once, so that a changing count does not rebuild the links under the finger.
  const staff: readonly NavItem[] = [
    {
      href: '/fila',
      label: 'Fila',
      icon: IconInbox,
      also: ['/s'],
      get count() {
        return queue.data?.waiting.length
      },
    },
    { href: '/andamento', label: 'Em andamento', icon: IconFileText, also: ['/ccn'] },
    { href: '/expediente', label: 'Expediente', icon: IconClock, also: ['/credenciamento'] },
    { href: '/conta', label: 'Conta', icon: IconUser, also: ['/avisos', '/solicitacoes', '/privacidade', '/ajuda'] },
  ]
  return (
    <>
      <Nav items={office() ? staff : client} />
      <Calls />
    </>
  )
}
