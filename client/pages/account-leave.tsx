import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { createAct, offlineReason } from '../api.ts'
import { IconLogOut } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Check } from '../parts/choice.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { me, signOut } from '../session.ts'

const wallet = () => Promise.all([import('../wallet/held.ts'), import('../wallet/shelf.ts')])

/** The way out. A certificate's key stays on this phone for its owner, unless the owner says otherwise here. */
export function SignOut() {
  const [asking, setAsking] = createSignal(false)
  const [holds, setHolds] = createSignal(false)
  const [erase, setErase] = createSignal(false)
  const navigate = useNavigate()
  createEffect(
    on(asking, async (open) => {
      setErase(false)
      const person = me()?.person
      if (!open || !person) return
      // A browser without storage has no key to speak of.
      const [held, shelf] = await wallet()
      setHolds((await held.allHeld(shelf.diskShelf(), person).catch(() => [])).length > 0)
    }),
  )
  const leave = createAct(async () => {
    const person = me()?.person
    const gone = erase()
    await signOut()
    if (!gone || !person) return true
    const [held, shelf] = await wallet()
    await held.dropAll(shelf.diskShelf(), person)
    return true
  })
  const run = async () => {
    if (await leave.run()) navigate('/entrar', { replace: true })
  }
  return (
    <>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        <IconLogOut /> Sair
      </Button>
      <Sheet
        open={asking()}
        onClose={() => setAsking(false)}
        title="Sair da conta?"
        actions={
          <>
            <Button
              kind={erase() ? 'danger' : 'primary'}
              busy={leave.busy()}
              busyText="Saindo…"
              blocked={offlineReason()}
              onClick={() => void run()}
            >
              {erase() ? 'Sair e apagar o certificado' : 'Sair'}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>O rascunho e os dados guardados neste aparelho são apagados, e ele deixa de receber notificações.</p>
        <Show when={holds()}>
          <p>O certificado continua neste aparelho, fechado pelo PIN. Só a sua conta consegue usá-lo.</p>
          <Check
            label="Apagar também o certificado deste aparelho"
            hint="Não dá para desfazer: para assinar de novo, será preciso emitir outro."
            checked={erase()}
            onChange={setErase}
          />
        </Show>
        <Show when={leave.fault()}>{(fault) => <p role="alert">{fault().detail}</p>}</Show>
      </Sheet>
    </>
  )
}
