import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { me } from '../session.ts'

/** How personal data are treated, in short sentences. */
export default function Privacy() {
  return (
    <Page title="Como tratamos seus dados" back={me() ? '/conta' : '/entrar'}>
      <Card title="Para que usamos">
        <p>
          Usamos seus dados só para emitir o certificado digital notarizado e cumprir as regras notariais: nome, CPF,
          data de nascimento, celular, e-mail e o município onde você mora.
        </p>
      </Card>
      <Card title="Quem vê">
        <p>
          Só o cartório que está com a sua solicitação vê seu nome, seu CPF e seu contato. Cada leitura fica registrada.
        </p>
        <p>
          Se você liberar a solicitação, o cartório anterior deixa de ver seus dados. Os outros veem apenas a cidade e
          há quanto tempo você espera; nos municípios pequenos, só o estado.
        </p>
      </Card>
      <Card title="Onde ficam">
        <p>
          Seus dados são guardados cifrados. Neste aparelho fica só o rascunho (por 24 horas) e a última situação das
          suas solicitações. Ao sair da conta, apagamos os dois.
        </p>
      </Card>
      <Card title="Avisos">
        <p>
          As notificações nunca mostram seu nome, seu CPF ou o motivo de uma rejeição: a tela bloqueada pode ser vista
          por outras pessoas.
        </p>
        <p>E-mail, SMS e notificações são escolha sua e podem ser desligados em Conta, Avisos.</p>
      </Card>
      <Card title="Cookies">
        <p>Usamos só o cookie necessário para manter você dentro. Não há rastreamento nem propaganda.</p>
      </Card>
      <Card title="Seus direitos">
        <p>
          Você pode pedir a correção ou a exclusão dos seus dados ao cartório que atendeu você. O que a lei manda
          guardar, como o registro no CCN, o cartório guarda e explica por quê.
        </p>
      </Card>
    </Page>
  )
}
