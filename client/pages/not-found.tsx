import { ButtonLink } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <Page title="Página não encontrada">
      <Empty
        title="Não encontramos esta página"
        text="O endereço pode ter mudado ou vindo incompleto."
        action={<ButtonLink href="/">Ir para o início</ButtonLink>}
      />
    </Page>
  )
}
