import { Match, Show, Switch } from 'solid-js'
import { IconCheck, IconChevronRight, IconLandmark } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { office } from '../session.ts'
import { AskAgain } from './ask-again.tsx'
import { DeviceNotices } from './office-device.tsx'
import { OfficeChoice } from './office-choice.tsx'
import { OfficeCalendar } from './office-calendar.tsx'
import { OwnDuty } from './office-duty.tsx'
import { Former } from './office-former.tsx'
import { Invitations } from './office-invite.tsx'
import { Pulls } from './office-pulls.tsx'
import { Team } from './office-team.tsx'
import ways from './admin.module.css'
import css from './office.module.css'

/** T4: opening hours, notices, team and invitations of one cartório. */
export default function OfficePage() {
  const kept = createKept(() => {
    const own = office()?.cns
    return own ? sources.office(own) : null
  })
  const refresh = () => void kept.refresh()
  return (
    <Page
      title="Expediente e equipe"
      sub={kept.data?.name ?? office()?.cartorio ?? undefined}
      aside={
        <Show when={kept.data?.credentialed}>
          <Chip text="Credenciado" tone="sucesso" icon={IconCheck} />
        </Show>
      }
      wide
    >
      <OfficeChoice />
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <div class={css.page}>
              <div class={css.first}>
                <Show when={!view().credentialed}>
                  <Card
                    tone="primaria"
                    title="Este cartório ainda não atende pelo Quinze"
                    lead={<IconLandmark />}
                    actions={<ButtonLink href="/credenciamento">Concluir credenciamento</ButtonLink>}
                  >
                    <p class="soft">Faltam {view().missing.length} passos para os clientes poderem escolhê-lo.</p>
                  </Card>
                </Show>
                <OwnDuty office={view()} onChange={refresh} />
                <DeviceNotices />
                <nav class={ways.places} aria-label="Nesta área">
                  <Way href="/numeros" text="Números do cartório" hint="Recebidas, no prazo, tempo até decidir" />
                  <Way href="#equipe" text="Equipe e convites" hint="Pessoas, plantão, avisos e limite" />
                </nav>
              </div>
              <div class={css.hours}>
                <Show when={view().cns} keyed>
                  {(cns) => <OfficeCalendar cns={cns} />}
                </Show>
              </div>
              <div class={css.people}>
                <Team office={view()} onChange={refresh} />
                <Show when={view().canManage}>
                  <Invitations office={view()} onChange={refresh} />
                </Show>
                <Former office={view()} />
                <Pulls office={view()} onChange={refresh} />
              </div>
            </div>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={refresh} />}</Match>
      </Switch>
    </Page>
  )
}

function Way(props: { href: string; text: string; hint: string }) {
  return (
    <a href={props.href}>
      <span>
        <b>{props.text}</b>
        <span class="soft">{props.hint}</span>
      </span>
      <IconChevronRight />
    </a>
  )
}
