import { createSignal, Show } from 'solid-js'
import type { ApiProblem } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import css from './refusal.module.css'

/** Why an act was refused. Where a tap of the passkey is what is missing it is asked for here, and the act goes out again. */
export function TapRefusal(props: { fault: ApiProblem | null; what: string; onAgain: () => void }) {
  const [asking, setAsking] = createSignal(false)
  const wantsKey = () => props.fault?.code === 'needs_tap' || props.fault?.code === 'needs_passkey'
  return (
    <>
      <div role="alert" class={css.alert}>
        <Show when={props.fault}>
          {(fault) => (
            <Note tone={wantsKey() ? 'atencao' : 'lacre'} icon={<IconCircleAlert />}>
              <p>{fault().detail}</p>
              <Show when={wantsKey()}>
                <Button kind="secondary" onClick={() => setAsking(true)}>
                  Confirmar com a chave de acesso
                </Button>
              </Show>
            </Note>
          )}
        </Show>
      </div>
      <PasskeyPrompt
        open={asking()}
        onClose={() => setAsking(false)}
        onDone={() => props.onAgain()}
        what={props.what}
      />
    </>
  )
}
