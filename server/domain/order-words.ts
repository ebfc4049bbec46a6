import { checkWords } from './checks.ts'
import type { Missing } from './order.ts'

/** What an order still needs, as an item of a list: "a videoconferência com resultado Identificado". */
export function missingWords(missing: Missing): string {
  switch (missing.what) {
    case 'ccn':
      return 'completar o registro no CCN'
    case 'video':
      return 'a videoconferência com resultado Identificado'
    case 'script':
      return 'todos os itens do roteiro do vídeo'
    case 'check':
      return missing.need === 'tick'
        ? `confirmar “${checkWords[missing.kind]}: sem fonte”`
        : `${checkWords[missing.kind]}: aprovação ou justificativa do tabelião`
    default:
      return missing satisfies never
  }
}
