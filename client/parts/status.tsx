import type { Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { StateName } from '../../server/domain/request.ts'
import {
  IconBan,
  IconCheck,
  IconCircleAlert,
  IconCircleX,
  IconClock,
  IconFileText,
  IconMapPin,
  IconShare,
} from '../icons.ts'
import css from './chip.module.css'

type Look = { words: string; tone: string; icon: Component<{ class?: string }> }

const looks: Record<StateName, Look> = {
  waiting: { words: 'Aguardando atendimento', tone: 'primaria', icon: IconClock },
  expired: { words: 'Expirada', tone: 'lacre', icon: IconCircleAlert },
  released: { words: 'Disponível a outros cartórios', tone: 'atencao', icon: IconShare },
  choosing: { words: 'Escolha outro cartório', tone: 'atencao', icon: IconMapPin },
  in_progress: { words: 'Em andamento', tone: 'sucesso', icon: IconFileText },
  rejected: { words: 'Rejeitada', tone: 'pausa', icon: IconCircleX },
  completed: { words: 'Concluída', tone: 'sucesso', icon: IconCheck },
  cancelled: { words: 'Cancelada', tone: 'pausa', icon: IconBan },
  closed: { words: 'Encerrada', tone: 'pausa', icon: IconBan },
  frozen: { words: 'Em análise', tone: 'atencao', icon: IconCircleAlert },
}

/** The words of a state on a screen (domain.md §1). */
export function statusWords(state: StateName): string {
  return looks[state].words
}

/** The state of a request: words and icon, so that colour is never the only sign. */
export function Status(props: { state: StateName }) {
  return (
    <span class={css.chip} data-tone={looks[props.state].tone}>
      <Dynamic component={looks[props.state].icon} />
      <span>{statusWords(props.state)}</span>
    </span>
  )
}

/** Any other short state: words, a tone and an icon. */
export function Chip(props: {
  text: string
  tone?: 'primaria' | 'sucesso' | 'atencao' | 'lacre' | 'pausa'
  icon: Look['icon']
}) {
  return (
    <span class={css.chip} data-tone={props.tone ?? 'pausa'}>
      <Dynamic component={props.icon} />
      <span>{props.text}</span>
    </span>
  )
}
