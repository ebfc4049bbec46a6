import { For, Show } from 'solid-js'
import { unitOf } from '../../server/domain/ccn-compare.ts'
import type { CcnPath } from '../../server/domain/ccn-form.ts'
import { ccnPathLabel, ccnTypedWords } from '../../server/domain/ccn-words.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Compare } from '../parts/compare.tsx'
import css from './ccn.module.css'
import { settleClash, type CcnDraft, type CcnNews } from './ccn-draft.ts'

/** Somebody else saved a version meanwhile: what came along by itself, and what has to be chosen. Nothing typed is lost. */
export function CcnConflict(props: { record: string; draft: CcnDraft; news: CcnNews }) {
  const who = () => props.news.by ?? 'Outra pessoa'
  const groups = () => [...Map.groupBy(props.news.clashes, unitOf).values()]
  return (
    <Note tone="atencao" icon={<IconCircleAlert />}>
      <p>
        <b>
          {who()} salvou a versão {props.news.version} enquanto você editava.
        </b>{' '}
        O que você digitou continua aqui.
      </p>
      <Show when={props.news.taken.length > 0}>
        <p>O que só essa versão mudou já está no formulário:</p>
        <Compare
          left="Era"
          right="Agora"
          items={props.news.taken.map((path) => ({
            label: ccnPathLabel(path),
            left: ccnTypedWords(path, props.news.before[path]),
            right: ccnTypedWords(path, props.news.theirs[path]),
          }))}
        />
      </Show>
      <For each={groups()}>
        {(paths) => <Clash record={props.record} draft={props.draft} news={props.news} paths={paths} />}
      </For>
    </Note>
  )
}

function Clash(props: { record: string; draft: CcnDraft; news: CcnNews; paths: CcnPath[] }) {
  const settle = (choice: 'mine' | 'theirs') => {
    const [path] = props.paths
    if (path) settleClash(props.record, path, choice)
  }
  return (
    <div class={css.group}>
      <p>Vocês dois mudaram. Escolha o que fica:</p>
      <Compare
        left="Você digitou"
        right={`Versão ${props.news.version}`}
        items={props.paths.map((path) => ({
          label: ccnPathLabel(path),
          left: ccnTypedWords(path, props.draft.form[path]),
          right: ccnTypedWords(path, props.news.theirs[path]),
        }))}
      />
      <div class="row">
        <Button kind="secondary" fit onClick={() => settle('mine')}>
          Manter o meu
        </Button>
        <Button kind="secondary" fit onClick={() => settle('theirs')}>
          Usar o da versão {props.news.version}
        </Button>
      </div>
    </div>
  )
}
