import { Calls } from './calls.tsx'
import { IconAward, IconChart, IconClock, IconFileText, IconInbox, IconSettings, IconUser } from './icons.ts'
import { createKept } from './kept.ts'
import { sources } from './keys.ts'
import { Nav, type NavItem } from './parts/nav.tsx'
import { office, platform } from './session.ts'

/** The navigation of whoever is signed in: a client's places or the staff's. */
export function Places() {
  const queue = createKept(() => {
    const cns = office()?.cns
    return cns ? sources.queue(cns) : null
  })
  const client: readonly NavItem[] = [
    { href: '/solicitacoes', label: 'Solicitações', icon: IconFileText, also: ['/nova', '/s'] },
    { href: '/certificado', label: 'Certificado', icon: IconAward, also: ['/provar'] },
    { href: '/conta', label: 'Conta', icon: IconUser, also: ['/avisos', '/privacidade', '/ajuda'] },
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
    { href: '/expediente', label: 'Expediente', icon: IconClock, also: ['/credenciamento', '/numeros'] },
    {
      href: '/conta',
      label: 'Conta',
      icon: IconUser,
      also: ['/avisos', '/solicitacoes', '/certificado', '/provar', '/clientes', '/admin', '/privacidade', '/ajuda'],
    },
  ]
  const desk: readonly NavItem[] = [
    { href: '/admin', label: 'Painel', icon: IconSettings },
    { href: '/numeros', label: 'Números', icon: IconChart },
    {
      href: '/conta',
      label: 'Conta',
      icon: IconUser,
      also: ['/avisos', '/solicitacoes', '/certificado', '/provar', '/privacidade', '/ajuda'],
    },
  ]
  return (
    <>
      <Nav items={office() ? staff : platform() ? desk : client} />
      <Calls />
    </>
  )
}
