import { Match, Show, Switch } from 'solid-js'
import { formatCns, parseCns } from '../../server/domain/cns.ts'
import type { AdminCartorioItem } from '../../server/http/admin-views.ts'
import { IconBan, IconCheck, IconCircleAlert, IconClock } from '../icons.ts'
import { Chip } from '../parts/status.tsx'

/** A CNS as the CNJ prints it; whatever else stands in a row, as it is. */
export function shownCns(text: string): string {
  const cns = parseCns(text)
  return cns === null ? text : formatCns(cns)
}

/** How a cartório stands, in chips: one for itself, one more where its listing leaves it out. */
export function Standing(props: { one: AdminCartorioItem }) {
  return (
    <span class="row">
      <Switch fallback={<Chip text="Sem credenciamento" icon={IconClock} />}>
        <Match when={props.one.suspendedAt !== null}>
          <Chip text="Suspenso" tone="lacre" icon={IconBan} />
        </Match>
        <Match when={!props.one.eligible}>
          <Chip text="Não emite certificado" icon={IconBan} />
        </Match>
        <Match when={props.one.credentialedAt !== null}>
          <Chip text="Atendendo" tone="sucesso" icon={IconCheck} />
        </Match>
      </Switch>
      <Show when={props.one.missingSince !== null}>
        <Chip text="Fora da última lista" tone="atencao" icon={IconCircleAlert} />
      </Show>
    </span>
  )
}
