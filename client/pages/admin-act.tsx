import { createSignal, Show, untrack, type JSX } from 'solid-js'
import { createAct, offlineReason, send, type Act } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import css from './refusal.module.css'

type Tapped<A extends readonly unknown[], T> = Act<A, T> & {
  /** Whether the passkey is wanted before the act can go on; `go` and `stop` are the two ways out. */
  wanted: () => boolean
  go: () => void
  stop: () => void
}

/** An act of the administration: refused for want of a fresh tap it waits for one, and then goes on by itself. */
export function createTapped<A extends readonly unknown[], T>(
  work: (key: string, ...input: A) => Promise<T>,
): Tapped<A, T> {
  const act = createAct(work)
  const [held, setHeld] = createSignal<{ go: () => void; stop: () => void } | null>(null)
  const run = async (...input: A): Promise<T | null> => {
    const done = await act.run(...input)
    const code = done === null ? act.fault()?.code : undefined
    if (code !== 'needs_tap' && code !== 'needs_passkey') return done
    act.clear()
    return new Promise((resolve) => setHeld({ go: () => void run(...input).then(resolve), stop: () => resolve(null) }))
  }
  const leave = (way: 'go' | 'stop') => {
    const one = untrack(held)
    setHeld(null)
    one?.[way]()
  }
  // The prompt closes before it says that it is done: given up is only what nobody goes on with.
  return {
    ...act,
    run,
    wanted: () => held() !== null,
    go: () => leave('go'),
    stop: () => queueMicrotask(() => leave('stop')),
  }
}

/** Where a tapped act asks for the passkey, and says why it was refused. */
export function TapPrompt(props: {
  act: Pick<Tapped<never, unknown>, 'wanted' | 'go' | 'stop' | 'fault'>
  what: string
}) {
  return (
    <>
      <div role="alert" class={css.alert}>
        <Show when={props.act.fault()}>
          {(fault) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{fault().detail}</p>
            </Note>
          )}
        </Show>
      </div>
      <PasskeyPrompt
        open={props.act.wanted()}
        onClose={() => props.act.stop()}
        onDone={() => props.act.go()}
        what={props.what}
      />
    </>
  )
}

interface ReasonSheetProps {
  open: boolean
  onClose: () => void
  title: string
  /** The verb on the button, and what the passkey is for. */
  verb: string
  busyText: string
  what: string
  danger?: boolean
  method?: 'POST' | 'PUT'
  path: string
  /** What goes along with the reason; null while something is not filled in. */
  body?: () => object | null
  onDone: (answer: Record<string, unknown>) => void
  /** The reason was refused as stale: what the page shows is old. */
  onStale?: () => void
  reasonLabel?: string
  reasonHint?: string
  children: JSX.Element
}

/** A measure of the administration: what follows from it, and why, before the button. */
export function ReasonSheet(props: ReasonSheetProps) {
  const [reason, setReason] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  let form: HTMLDivElement | undefined
  const act = createTapped((key: string, path: string, body: object) =>
    send<Record<string, unknown>>(props.method ?? 'POST', path, body, key),
  )
  const close = () => {
    act.clear()
    setMissing(false)
    props.onClose()
  }
  const run = async () => {
    setMissing(reason().trim() === '')
    const more = props.body ? props.body() : {}
    if (reason().trim() === '' || more === null) return form && focusFirstError(form)
    const done = await act.run(props.path, { ...more, reason: reason().trim() })
    if (act.fault()?.code === 'stale') props.onStale?.()
    if (!done) return
    setReason('')
    props.onClose()
    props.onDone(done)
  }
  return (
    <Sheet
      open={props.open}
      onClose={close}
      title={props.title}
      actions={
        <>
          <Button
            kind={props.danger ? 'danger' : 'primary'}
            busy={act.busy()}
            busyText={props.busyText}
            blocked={offlineReason()}
            onClick={() => void run()}
          >
            {props.verb}
          </Button>
          <Button kind="secondary" onClick={close}>
            Voltar
          </Button>
        </>
      }
    >
      <div class="stack" ref={(element) => (form = element)}>
        {props.children}
        <Field
          label={props.reasonLabel ?? 'Motivo'}
          name="reason"
          rows={3}
          maxLength={500}
          value={reason()}
          onInput={(text) => {
            setReason(text)
            setMissing(false)
          }}
          hint={props.reasonHint ?? 'Fica registrado na auditoria.'}
          error={missing() ? 'Escreva o motivo para continuar.' : null}
        />
      </div>
      <TapPrompt act={act} what={props.what} />
    </Sheet>
  )
}
