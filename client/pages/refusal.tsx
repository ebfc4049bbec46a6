import { createSignal, Show } from 'solid-js'
import type { ApiProblem } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import css from './refusal.module.css'

interface RefusalProps {
  fault: ApiProblem | null
  /** A sentence better than the general one. */
  words?: string | null | undefined
  /** What the passkey would allow: "mudar a equipe". */
  what: string
}

/** Why an action was refused; where a passkey is what is missing, the way to use it. */
export function Refusal(props: RefusalProps) {
  const [asking, setAsking] = createSignal(false)
  return (
    <>
      <div role="alert" class={css.alert}>
        <Show when={props.fault}>
          {(fault) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{props.words ?? fault().detail}</p>
              <Show when={fault().code === 'needs_passkey' || fault().code === 'needs_tap'}>
                <Button kind="secondary" onClick={() => setAsking(true)}>
                  Usar a chave de acesso
                </Button>
              </Show>
            </Note>
          )}
        </Show>
      </div>
      <PasskeyPrompt open={asking()} onClose={() => setAsking(false)} onDone={() => {}} what={props.what} />
    </>
  )
}
