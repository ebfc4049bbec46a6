import { Router, useLocation, useNavigate, type RouteDefinition, type RouteSectionProps } from '@solidjs/router'
import { createEffect, ErrorBoundary, lazy, on, onMount, Show, Suspense, untrack } from 'solid-js'
import { render } from 'solid-js/web'
import './install.ts'
import { Button } from './parts/button.tsx'
import { Page } from './parts/page.tsx'
import { Skeleton } from './parts/skeleton.tsx'
import { demo, followSession, homeOf, me, office, offices, refreshMe, signedOut, unreachable } from './session.ts'
import { Shell } from './shell.tsx'
import { paint } from './theme.ts'

const Places = lazy(() => import('./places.tsx').then((part) => ({ default: part.Places })))
const Connection = lazy(() => import('./connection.tsx').then((part) => ({ default: part.Connection })))
const Updates = lazy(() => import('./updates.tsx').then((part) => ({ default: part.Updates })))
const DemoStrip = lazy(() => import('./demo-strip.tsx').then((strip) => ({ default: strip.DemoStrip })))

function Root(props: RouteSectionProps) {
  const navigate = useNavigate()
  const location = useLocation()
  followSession()
  createEffect(() => {
    // Only a signed-in person has something to send later: the first page does without it.
    if (me()) void import('./send-later.ts').then((later) => later.sendLater(navigate, () => location.pathname))
  })
  onMount(() => {
    document.addEventListener('visibilitychange', unbadge)
    unbadge()
  })
  return (
    <Shell
      hasNav={me() !== null}
      nav={
        <Show when={me()}>
          <Suspense>
            <Places />
          </Suspense>
        </Show>
      }
      banner={
        <Show when={me()}>
          <Suspense>
            <Connection />
          </Suspense>
        </Show>
      }
      corner={<a href="/ajuda">Ajuda</a>}
      update={
        // The browser itself looks for a newer worker at each visit: the first page does without ours.
        <Show when={me()}>
          <Suspense>
            <Updates />
          </Suspense>
        </Show>
      }
    >
      <Show when={demo()}>
        <Suspense>
          <DemoStrip />
        </Suspense>
      </Show>
      <ErrorBoundary fallback={(_, again) => <Broken again={again} />}>
        <Suspense fallback={<Skeleton shape="list" />}>{props.children}</Suspense>
      </ErrorBoundary>
    </Shell>
  )
}

/** The number on the icon has done its work once the app is looked at. */
function unbadge(): void {
  if (document.visibilityState === 'visible') void navigator.clearAppBadge?.().catch(() => {})
}

/** Pages of a signed-in person; everybody else signs in first and comes back to the same screen. */
function SignedIn(props: RouteSectionProps) {
  const navigate = useNavigate()
  const location = useLocation()
  createEffect(() => {
    if (!signedOut()) return
    const next = untrack(() => location.pathname + location.search)
    navigate(next === '/' ? '/entrar' : `/entrar?next=${encodeURIComponent(next)}`, { replace: true })
  })
  return (
    <Show when={me()} fallback={<Unknown />}>
      {props.children}
    </Show>
  )
}

function Staff(props: RouteSectionProps) {
  const navigate = useNavigate()
  createEffect(() => {
    if (me() && offices().length === 0) navigate('/conta', { replace: true })
  })
  return <Show when={office()}>{props.children}</Show>
}

function Unknown() {
  return (
    <Show when={unreachable()} fallback={<Skeleton shape="list" />}>
      <Page title="Sem internet">
        <p>Não deu para carregar. Confira a conexão: nada do que você enviou se perdeu.</p>
        <Button onClick={() => void refreshMe()}>Tentar de novo</Button>
      </Page>
    </Show>
  )
}

function Broken(props: { again: () => void }) {
  const place = useLocation()
  // Another place of the app may well work.
  createEffect(
    on(
      () => place.pathname,
      () => props.again(),
      { defer: true },
    ),
  )
  return (
    <Page title="Algo deu errado">
      <p>Esta tela não carregou. Atualize a página: o que você digitou está salvo neste aparelho.</p>
      <Button onClick={() => location.reload()}>Atualizar</Button>
    </Page>
  )
}

function Home() {
  const navigate = useNavigate()
  createEffect(() => {
    const person = me()
    if (person) navigate(homeOf(person), { replace: true })
  })
  return <Skeleton shape="list" />
}

const routes: RouteDefinition[] = [
  { path: '/entrar', component: lazy(() => import('./pages/sign-in.tsx')) },
  { path: '/privacidade', component: lazy(() => import('./pages/privacy.tsx')) },
  { path: '/ajuda', component: lazy(() => import('./pages/help.tsx')) },
  { path: '/conferir', component: lazy(() => import('./pages/check-holder.tsx')) },
  {
    path: '/',
    component: SignedIn,
    children: [
      { path: '/', component: Home },
      { path: '/nova', component: lazy(() => import('./pages/new-request.tsx')) },
      { path: '/solicitacoes', component: lazy(() => import('./pages/requests.tsx')) },
      { path: '/s/:id', component: lazy(() => import('./pages/request.tsx')) },
      { path: '/s/:id/video', component: lazy(() => import('./pages/video.tsx')) },
      { path: '/s/:id/emitir', component: lazy(() => import('./pages/issue.tsx')) },
      { path: '/certificado', component: lazy(() => import('./pages/certificates.tsx')) },
      { path: '/certificado/:id', component: lazy(() => import('./pages/certificate.tsx')) },
      { path: '/certificado/:id/comprovante', component: lazy(() => import('./pages/receipt.tsx')) },
      { path: ['/provar', '/provar/:id'], component: lazy(() => import('./pages/prove.tsx')) },
      { path: '/avisos', component: lazy(() => import('./pages/notices.tsx')) },
      { path: '/conta', component: lazy(() => import('./pages/account.tsx')) },
      { path: ['/admin/*', '/numeros'], component: lazy(() => import('./pages/admin.tsx')) },
      {
        path: '/',
        component: Staff,
        children: [
          { path: '/fila', component: lazy(() => import('./pages/queue.tsx')) },
          { path: '/andamento', component: lazy(() => import('./pages/progress.tsx')) },
          { path: '/ccn', component: lazy(() => import('./pages/ccn.tsx')) },
          { path: '/ccn/:record', component: lazy(() => import('./pages/ccn-record.tsx')) },
          { path: '/ccn/:record/editar', component: lazy(() => import('./pages/ccn-edit.tsx')) },
          { path: '/expediente', component: lazy(() => import('./pages/office.tsx')) },
          { path: '/clientes', component: lazy(() => import('./pages/clients.tsx')) },
          { path: '/credenciamento', component: lazy(() => import('./pages/credential.tsx')) },
        ],
      },
    ],
  },
  { path: '*', component: lazy(() => import('./pages/not-found.tsx')) },
]

// Who was signed in here before most likely still is: the navigation comes along with the first answer.
if (localStorage.getItem('quinze.person') !== null) void import('./places.tsx')

const root = document.getElementById('app')
if (root) {
  paint()
  render(() => <Router root={Root}>{routes}</Router>, root)
}
