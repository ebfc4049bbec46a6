import { For, Show } from 'solid-js'
import { unitOf } from '../../server/domain/ccn-compare.ts'
import type { CcnPath } from '../../server/domain/ccn-form.ts'
import { ccnPathLabel, ccnTypedWords } from '../../server/domain/ccn-words.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Compare } from '../parts/compare.tsx'
import css from './ccn.module.css'
import { settleClash, type CcnDraft, type CcnNews } from './ccn-draft.ts'

/** Somebody else saved a version meanwhile: what came along by itself, and what has to be chosen. Nothing typed is lost. */
export function CcnConflict(props: {
  record: string
  draft: CcnDraft
  news: CcnNews
  /** The buttons of a clash go away with it: the focus needs a place. */
  onSettled: () => void
}) {
  const who = () => props.news.by ?? 'Outra pessoa'
  const groups = () => [...Map.groupBy(props.news.clashes, unitOf).values()]
  return (
    <Card tone="atencao" title={`${who()} salvou a versão ${props.news.version} enquanto você editava`}>
      <p>O que você digitou continua aqui.</p>
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
      <For each={groups()}>{(paths) => <Clash {...props} paths={paths} />}</For>
    </Card>
  )
}

function Clash(props: Parameters<typeof CcnConflict>[0] & { paths: CcnPath[] }) {
  const settle = (choice: 'mine' | 'theirs') => {
    const [path] = props.paths
    const { onSettled } = props
    if (path) settleClash(props.record, path, choice)
    onSettled()
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
