import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { imageKinds } from '../../server/domain/image.ts'
import { opensLongWords } from '../../server/domain/instant-words.ts'
import { online, type ApiProblem } from '../api.ts'
import type { Answers, Draft } from '../draft.ts'
import { IconCircleAlert, IconClock, IconInfo, IconWifiOff } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { pictureOf } from '../pictures.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { dueWords } from '../parts/ring-words.ts'
import { Chip } from '../parts/status.tsx'
import css from './new-request.module.css'
import { PictureState } from './photo-step.tsx'
import photo from './photo-step.module.css'
import { photoWords } from './photo-words.ts'

interface StepProps {
  draft: Draft
  busy: boolean
  fault: ApiProblem | null
  onSend: () => void
}

const rows: readonly { label: string; of: (answers: Answers) => string }[] = [
  { label: 'CPF', of: (a) => a.cpf },
  { label: 'Nome', of: (a) => a.name },
  { label: 'Nome social', of: (a) => a.socialName },
  { label: 'Nascimento', of: (a) => a.birthDate },
  { label: 'Celular', of: (a) => a.phone },
]
const places: typeof rows = [
  { label: 'Onde você mora', of: (a) => (a.place ? `${a.place.name}/${a.place.uf}` : '') },
  {
    label: 'Cartório',
    of: (a) => (a.cartorio ? `${a.cartorio.name}, ${a.cartorio.municipio}/${a.cartorio.uf}` : ''),
  },
]

/** C4: everything once more, with the moment it would be due, and the one button that sends. */
export function CheckStep(props: StepProps) {
  return (
    <div class="stack">
      <Part title="Onde" change="/nova" rows={places} draft={props.draft} />
      <Part title="Seus dados" change="/nova?etapa=2" rows={rows} draft={props.draft} />
      <Photos draft={props.draft} />
      <Deadline draft={props.draft} />
      <p class="soft">
        Usamos seus dados só para emitir o certificado e cumprir as regras notariais.{' '}
        <a href="/privacidade">Como tratamos seus dados</a>
      </p>
      <Show when={props.draft.toSend} fallback={<Refusal draft={props.draft} fault={props.fault} />}>
        <Note tone="atencao" icon={<IconWifiOff />}>
          <p role="status">
            <b>Vamos enviar assim que a internet voltar.</b> Está salvo neste aparelho; deixe o app aberto ou volte a
            ele.
          </p>
        </Note>
      </Show>
      <Button
        busy={props.busy}
        busyText="Enviando…"
        blocked={props.draft.toSend && !online() ? 'Aguardando a internet para enviar.' : null}
        onClick={() => props.onSend()}
      >
        Enviar solicitação
      </Button>
    </div>
  )
}

function Photos(props: { draft: Draft }) {
  const taken = () => imageKinds.filter((kind) => pictureOf(kind) !== null)
  return (
    <Card title="Fotos">
      <ul class={photo.small}>
        <For each={taken()}>
          {(kind) => (
            <li>
              <img class={photo.thumb} src={pictureOf(kind)?.url} alt={photoWords[kind].alt} />
              <span class="soft">{photoWords[kind].title}</span>
              <PictureState kind={kind} />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.draft.noBack}>
        <p class="soft">Documento sem verso.</p>
      </Show>
      <p>
        <A class={css.change} href="/nova?etapa=3">
          Alterar <span class="spoken">Fotos</span>
        </A>
      </p>
    </Card>
  )
}

function Part(props: { title: string; change: string; rows: typeof rows; draft: Draft }) {
  const shown = () => props.rows.filter((row) => row.of(props.draft) !== '' || changed(row))
  const changed = (row: (typeof rows)[number]) =>
    props.draft.before !== null && row.of(props.draft.before) !== row.of(props.draft)
  return (
    <Card title={props.title}>
      <dl class={css.rows}>
        <For each={shown()}>
          {(row) => (
            <div>
              <dt>{row.label}</dt>
              <dd>
                {row.of(props.draft) || '—'}
                <Show when={changed(row)}>
                  {' '}
                  <Chip text="Alterado" tone="primaria" icon={IconInfo} />
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p>
        <A class={css.change} href={props.change}>
          Alterar <span class="spoken">{props.title}</span>
        </A>
      </p>
    </Card>
  )
}

/** When it would be due if it were sent now, by the cartório's own hours. */
function Deadline(props: { draft: Draft }) {
  const list = createKept(() =>
    props.draft.cartorio ? sources.cartorio(props.draft.cartorio, props.draft.place) : null,
  )
  const one = () => list.data?.items.find((each) => each.cns === props.draft.cartorio?.cns)
  /** One that was suspended since is in no list any more. */
  const gone = () => list.data !== null && props.draft.cartorio !== null
  return (
    <Show
      when={one()}
      fallback={
        <Show when={gone()}>
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p role="status">Este cartório não está atendendo agora. Escolha outro.</p>
          </Note>
        </Show>
      }
    >
      {(cartorio) => (
        <Show
          when={cartorio().refusal === null}
          fallback={
            <Note tone="atencao" icon={<IconCircleAlert />}>
              {cartorio().refusal}
            </Note>
          }
        >
          <Note icon={<IconClock />}>
            <Show
              when={cartorio().open || cartorio().opensAt === null}
              fallback={
                <p>
                  O cartório abre <b>{opensLongWords(cartorio().opensAt ?? 0, list.data?.now ?? 0, cartorio().zone)}</b>
                  . O prazo começa a contar nessa hora. Avisamos você.
                </p>
              }
            >
              <p>
                Enviando agora, o cartório tem{' '}
                <b>
                  {dueWords(cartorio().dueAt ?? 0, list.data?.now ?? 0, {
                    zone: cartorio().zone,
                    place: cartorio().municipio,
                  })}
                </b>{' '}
                (15 minutos úteis) para começar a atender.
              </p>
            </Show>
          </Note>
        </Show>
      )}
    </Show>
  )
}

function Refusal(props: { draft: Draft; fault: ApiProblem | null }) {
  const open = () => {
    const id = props.fault?.code === 'already_open' ? props.fault.facts['id'] : undefined
    return typeof id === 'string' ? id : null
  }
  return (
    <div role="alert">
      <Show when={props.fault}>
        {(fault) => (
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <Show when={open()} fallback={<p>{fault().detail}</p>}>
              {(id) => (
                <p>
                  Você já tem uma solicitação aberta. <a href={`/s/${id()}`}>Ver solicitação</a>
                </p>
              )}
            </Show>
            <Show when={fault().code === 'different_body'}>
              <a href={`/s/${props.draft.id}`}>Ver o que foi enviado</a>
            </Show>
            <Show when={Object.keys(fault().fields).length > 0}>
              <ul>
                <For each={Object.values(fault().fields)}>{(line) => <li>{line}</li>}</For>
              </ul>
            </Show>
          </Note>
        )}
      </Show>
    </div>
  )
}
