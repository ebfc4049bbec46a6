import { clockTime } from '../../server/domain/instant-words.ts'
import type { ScriptItem } from '../../server/domain/call.ts'
import type { CallView } from '../../server/http/call-views.ts'
import type { CameraFault } from '../call/camera.ts'
import type { MediaState } from '../call/pairing.ts'
import type { Room } from '../call/room.ts'
import { deviceZone } from '../parts/ring-words.ts'

/** What to do about a camera that can't be had. */
export const cameraWords: Record<CameraFault, string> = {
  blocked: 'Câmera bloqueada. Libere nas configurações e toque em Tentar de novo.',
  missing: 'Não encontramos câmera e microfone neste aparelho. Use outro aparelho ou conecte uma câmera.',
  busy: 'Outro app está usando a câmera. Feche-o e toque em Tentar de novo.',
  unsupported: 'Este navegador não abre a câmera. Atualize-o ou use outro navegador.',
}

/** A strip over the picture: the most urgent thing to know, or null. */
export function bannerWords(call: CallView, room: Room, mine: MediaState): { text: string; tone: string } | null {
  const client = call.as === 'client'
  if (mine.paused)
    return {
      tone: 'atencao',
      text: mine.camera ? 'Câmera pausada. Volte ao app para continuar.' : 'Sua câmera está desligada.',
    }
  if (room.state() === 'down') return { tone: 'atencao', text: 'A ligação caiu. Reconectando…' }
  if (room.state() !== 'up') return null
  if (room.other().paused)
    return {
      tone: 'pausa',
      text: client
        ? 'O tabelião pausou a câmera.'
        : 'Câmera do cliente pausada. Mais de 30 segundos: identifique de novo.',
    }
  if (!room.other().microphone)
    return { tone: 'pausa', text: client ? 'O tabelião está no mudo.' : 'O cliente está no mudo.' }
  const quality = room.quality()
  return quality === 'instavel' || quality === 'ruim'
    ? { tone: 'atencao', text: 'Conexão instável. Tentando manter o vídeo.' }
    : null
}

/** What stands in the place of the other picture while there is none. */
export function waitingWords(call: CallView, room: Room): { title: string; text: string } {
  const { as, other, backAt } = call
  if (room.state() === 'connecting' || (other.here && room.state() === 'alone'))
    return { title: 'Conectando…', text: 'Leva alguns segundos.' }
  if (as === 'client')
    return { title: 'Você está na sala', text: 'O tabelião já vai entrar. Deixe seu documento em mãos.' }
  if (backAt !== null && backAt > call.now)
    return {
      title: `${other.name} pediu 5 minutos`,
      text: `Volta até ${clockTime(backAt, deviceZone())}. Você pode chamar de novo.`,
    }
  return call.startedAt === null
    ? { title: `Chamando ${other.name}…`, text: 'Avisamos no celular. A gravação começa quando o cliente entrar.' }
    : { title: `${other.name} saiu da sala`, text: 'Em até 5 minutos a chamada continua de onde parou.' }
}

const stepHints: Partial<Record<ScriptItem, string>> = {
  stated_identity: 'Diga seu nome completo, CPF e data de nascimento.',
  document_front: 'Mostre a frente do documento, perto da câmera. Se der, toque em Virar.',
  document_back: 'Agora o verso do documento, perto da câmera.',
}

/** What the client is asked for at this point of the script. */
export function stepHint(call: CallView): string | null {
  if (call.state !== 'live') return null
  const next = call.script.find(({ at }) => at === null)
  return (next && stepHints[next.item]) ?? null
}

/** "2:05" of a duration in ms. */
export const lengthWords = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "10:00:05" at the cartório. */
export const stampWords = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('pt-BR', { timeZone: zone, timeStyle: 'medium' }).format(at)
