import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import type { EnrolmentCodeView } from '../../server/http/certificate-views.ts'
import { createAct, send } from '../api.ts'
import { IconCopy, IconInfo } from '../icons.ts'
import { me } from '../session.ts'
import { asking, keepAsking, keepCode, keptCode } from '../wallet/held.ts'
import { diskShelf } from '../wallet/shelf.ts'
import { Button } from './button.tsx'
import { Card, Note } from './card.tsx'
import { longDay } from './day-words.ts'
import css from './enrolment-code.module.css'
import { deviceZone } from './ring-words.ts'
import { Skeleton } from './skeleton.tsx'
import { toast } from './toast.tsx'

/**
 * The enrolment code after "identificado" (rule 69): asked once, shown big, and kept on this phone so that issuing here needs no
 * typing. `call` is the video session, `request` what it was about.
 */
export function EnrolmentCode(props: { call: string; request: string }) {
  const [code, setCode] = createSignal<EnrolmentCodeView | null>(null)
  const [kept, setKept] = createSignal(true)
  const shelf = diskShelf()
  const load = createAct(async (fresh: string) => {
    const person = me()?.person ?? ''
    const there = await keptCode(shelf, person, props.request).catch(() => null)
    if (there?.call === props.call) return setCode(there)
    // The answer comes once: should it get lost, the same question finds it again.
    const key = (await asking(shelf, person, props.call).catch(() => null)) ?? fresh
    await keepAsking(shelf, person, props.call, key).catch(() => {})
    const answer = await send<EnrolmentCodeView>('POST', `/api/calls/${props.call}/code`, {}, key)
    setCode(answer)
    const record = { ...answer, call: props.call }
    setKept(
      await keepCode(shelf, person, props.request, record).then(
        () => true,
        () => false,
      ),
    )
  })
  onMount(() => void load.run())
  const copy = async () => {
    await navigator.clipboard.writeText(code()?.code ?? '').then(
      () => toast.show('Código copiado.'),
      () => toast.show('Não deu para copiar. Anote o código.'),
    )
  }
  return (
    <Card title="Código de emissão" tone="primaria">
      <Switch fallback={<Skeleton shape="text" count={2} />}>
        <Match when={code()}>
          {(view) => (
            <>
              <p class={css.code} translate="no" aria-label={spelled(view().code)}>
                {view().code}
              </p>
              <p class="soft">Vale até {longDay(view().expiresAt, deviceZone())}, para um só celular.</p>
              <Show
                when={kept()}
                fallback={<p>Anote agora: este navegador não deixou guardar, e ele não será mostrado de novo.</p>}
              >
                <p class="soft">
                  Guardado neste aparelho: para emitir aqui, não precisa digitar. Em outro celular, digite-o.
                </p>
              </Show>
              <Button kind="secondary" onClick={() => void copy()}>
                <IconCopy /> Copiar código
              </Button>
            </>
          )}
        </Match>
        <Match when={load.fault()}>
          {(fault) => (
            <Note tone="atencao" icon={<IconInfo />}>
              <p role="alert">{fault().detail}</p>
              <Show when={fault().code !== 'code_shown'}>
                <Button kind="secondary" fit busy={load.busy()} onClick={() => void load.run()}>
                  Tentar de novo
                </Button>
              </Show>
            </Note>
          )}
        </Match>
      </Switch>
    </Card>
  )
}

/** Sign by sign, for a screen reader. */
const spelled = (code: string) => `Código: ${Array.from(code.replace('-', '')).join(' ')}`
