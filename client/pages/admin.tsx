import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, lazy, Show, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { me, office, platform } from '../session.ts'

/** The pages behind /admin and /numeros, by the path after them; one route, so that a client never downloads their list. */
const pages: Record<string, Component> = {
  '/admin': lazy(() => import('./admin-home.tsx')),
  '/admin/cartorios': lazy(() => import('./admin-cartorios.tsx')),
  '/admin/avisos': lazy(() => import('./admin-outbox.tsx')),
  '/admin/chaves': lazy(() => import('./admin-keys.tsx')),
  '/admin/auditoria': lazy(() => import('./admin-audit.tsx')),
  '/admin/diretorio': lazy(() => import('./admin-directory.tsx')),
  '/admin/funcoes': lazy(() => import('./admin-features.tsx')),
  '/admin/textos': lazy(() => import('./admin-legal.tsx')),
  '/admin/pessoas': lazy(() => import('./admin-people.tsx')),
  '/admin/processo': lazy(() => import('./process.tsx')),
  '/numeros': lazy(() => import('./figures.tsx')),
  '/admin/calendario': lazy(() => import('./admin-calendar.tsx')),
  '/admin/indisponibilidades': lazy(() => import('./admin-outages.tsx')),
}

const gone = lazy(() => import('./not-found.tsx'))

/** The longest known beginning of a path, so that /admin/calendario/uf/BA is the page of /admin/calendario. */
function pageOf(path: string): Component {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const page = at === '/admin' && path !== at ? undefined : pages[at]
    if (page) return page
  }
  return gone
}

/** What the platform's own people see: administrators everything, inspectors the figures; a cartório's staff has its own. */
export default function Admin() {
  const navigate = useNavigate()
  const location = useLocation()
  const mayEnter = () => platform() !== null || (office() !== null && location.pathname.startsWith('/numeros'))
  createEffect(() => {
    if (me() && !mayEnter()) navigate('/conta', { replace: true })
  })
  return (
    <Show when={mayEnter()}>
      <Dynamic component={pageOf(location.pathname.replace(/\/$/, ''))} />
    </Show>
  )
}
