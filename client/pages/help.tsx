import { For } from 'solid-js'
import { Page } from '../parts/page.tsx'
import { me } from '../session.ts'
import css from './help.module.css'

const questions: readonly { ask: string; answer: readonly string[] }[] = [
  {
    ask: 'O que são 15 minutos úteis?',
    answer: [
      'É o tempo que o cartório tem para começar a atender. Só conta enquanto ele está aberto: à noite, no almoço, no fim de semana e no feriado o relógio para e depois continua de onde estava.',
      'Na solicitação, toque em “Por que …?”, junto do prazo, para ver cada período e o motivo.',
    ],
  },
  {
    ask: 'E se o prazo passar?',
    answer: [
      'Você escolhe: esperar mais, liberar para qualquer cartório do seu estado ou escolher outro cartório pelo nome. Nada acontece sem você confirmar.',
    ],
  },
  {
    ask: 'Preciso ter firma aberta em cartório?',
    answer: ['Não precisa ter firma aberta em cartório, em nenhum deles.'],
  },
  {
    ask: 'Posso escolher um cartório de outra cidade?',
    answer: [
      'Pode, em todo o Brasil. O município onde você mora só define quais cartórios veem a solicitação se você a liberar.',
    ],
  },
  {
    ask: 'O certificado é pago?',
    answer: ['Não. O certificado digital notarizado é emitido sem custo para você.'],
  },
  {
    ask: 'Esqueci o PIN do certificado',
    answer: [
      'Ninguém consegue recuperá-lo, nem o cartório. Depois de 5 erros a chave se fecha. Peça um novo certificado: o cartório identifica você em uma videoconferência curta, e você cria outro PIN.',
    ],
  },
  {
    ask: 'Troquei ou perdi o celular',
    answer: [
      'A chave fica só no celular em que nasceu. Se ele sumiu, revogue em Certificado, de qualquer aparelho: não precisa do PIN. Depois peça um novo.',
    ],
  },
  {
    ask: 'Como confiro o certificado de alguém?',
    answer: [
      'Abra /conferir neste endereço e peça à pessoa para responder com o celular dela. Só o código do certificado também serve, em /verificar. O CPF não aparece.',
    ],
  },
  {
    ask: 'Como recebo avisos no iPhone?',
    answer: [
      'Adicione o app à Tela de Início, abra pelo novo ícone e ative em Conta, Avisos. O passo a passo está lá.',
    ],
  },
  {
    ask: 'Não recebi o código por e-mail',
    answer: ['Veja a caixa de spam e confira o endereço. Depois de 45 segundos dá para pedir outro código.'],
  },
  {
    ask: 'Sou de um cartório. Como entro?',
    answer: [
      'O tabelião do seu cartório convida você pelo e-mail. Entre com esse e-mail e aceite o convite em Conta. Depois, crie uma chave de acesso para decidir solicitações.',
    ],
  },
]

/** Answers, in the same place on every screen (WCAG 3.2.6). */
export default function Help() {
  return (
    <Page title="Ajuda" back={me() ? '/conta' : '/entrar'}>
      <div class={css.list}>
        <For each={questions}>
          {(question) => (
            <details class={css.item}>
              <summary>{question.ask}</summary>
              <For each={question.answer}>{(line) => <p>{line}</p>}</For>
            </details>
          )}
        </For>
      </div>
      <p class="soft">
        Veja também <a href="/privacidade">como tratamos seus dados</a>.
      </p>
    </Page>
  )
}
