import { For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { IconCircleAlert, IconCopy, IconFileText, IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Compare } from '../parts/compare.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import css from './decision.module.css'
import { fieldWords, personFields } from './person-words.ts'

/** What the client sent; what differs from the cartório's own record is marked in words as well. */
export function PersonCard(props: { request: StaffRequestView }) {
  const differs = (field: string) =>
    props.request.ccn?.differs.some((one) => one.field === field || (one.field === 'uf' && field === 'municipio')) ??
    false
  const copy = async () => {
    const cpf = fieldWords(props.request.data, 'cpf') ?? ''
    const done = await navigator.clipboard?.writeText(cpf).then(
      () => true,
      () => false,
    )
    toast.show(done ? 'CPF copiado.' : 'Não deu para copiar. Selecione o CPF e copie.')
  }
  return (
    <Card title="Dados enviados pelo cliente">
      <dl class={css.person}>
        <For each={personFields}>
          {([field, label]) => (
            <Show when={fieldWords(props.request.data, field)}>
              {(words) => (
                <div class={css.fact} data-differs={differs(field) ? '' : undefined}>
                  <dt>{label}</dt>
                  <dd class="num">
                    {words()}
                    <Show when={field === 'cpf'}>
                      <span class={css.copy}>
                        <Button kind="quiet" fit onClick={() => void copy()}>
                          <IconCopy />{' '}
                          <span>
                            Copiar <span class="spoken">CPF</span>
                          </span>
                        </Button>
                      </span>
                    </Show>
                    <Show when={differs(field)}>
                      <Chip text="Diferente do registro" tone="atencao" icon={IconCircleAlert} />
                    </Show>
                  </dd>
                </div>
              )}
            </Show>
          )}
        </For>
      </dl>
    </Card>
  )
}

/** What is known about this CPF besides the request: the own CCN record, other requests, an earlier rejection. */
export function Situation(props: { request: StaffRequestView }) {
  return (
    <>
      {/* Once it is under way the record has a line of its own. */}
      <Show when={props.request.state !== 'in_progress'}>
        <Note tone={props.request.ccn ? 'sucesso' : 'pausa'} icon={<IconFileText />}>
          <Show when={props.request.ccn} fallback={<p>Seu cartório ainda não tem registro deste CPF no CCN.</p>}>
            {(ccn) => (
              <>
                <p>
                  <b>Seu cartório tem registro deste CPF no CCN.</b> Versão {ccn().latest}, de{' '}
                  <span class="num">{whenWords(ccn().at, props.request.now, deviceZone())}</span>.
                </p>
                <Show when={ccn().differs.length === 0}>
                  <p>Os dados são iguais aos da solicitação.</p>
                </Show>
                <p>
                  <a class={css.link} href={`/ccn/${ccn().record}`}>
                    Ver o registro no CCN
                  </a>
                </p>
              </>
            )}
          </Show>
        </Note>
        <Show when={props.request.ccn?.differs.length}>
          <Card title="O que está diferente" tone="atencao">
            <Compare
              left="No registro"
              right="Na solicitação"
              items={(props.request.ccn?.differs ?? []).map((one) => ({
                label: one.label,
                left: one.mine,
                right: one.theirs,
              }))}
            />
          </Card>
        </Show>
      </Show>
      <Show when={props.request.otherRequests}>
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p>
            <b>CPF em outra solicitação.</b> Confira com cuidado quem está pedindo.
          </p>
        </Note>
      </Show>
      <Show when={props.request.earlierRejection}>
        {(earlier) => (
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p>
              <b>Solicitação anterior rejeitada:</b> {earlier().words}
            </p>
          </Note>
        )}
      </Show>
      <Show when={!props.request.clientReachable}>
        <Note tone="atencao" icon={<IconInfo />}>
          <p>
            <b>Cliente sem contato.</b> Nenhum aviso chegou a ele até agora.
          </p>
        </Note>
      </Show>
    </>
  )
}
