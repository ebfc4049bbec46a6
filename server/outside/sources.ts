import type { Sources } from '../domain/sources.ts'
import { makeDatavalid, type DatavalidOptions } from './datavalid.ts'
import { makeReceita } from './receita.ts'
import { makeSerpro, type SerproTimes } from './serpro.ts'

export type SourceTimes = Partial<SerproTimes> & { keysEveryMs?: number }

type Gateway = { url: string; tokenUrl: string; key: string; secret: string }

/** The sources that are configured, each with a token and a circuit of its own: one that fails must not cut off the other. */
export function makeSources(
  config: { receita: Gateway | null; datavalid: (Gateway & Pick<DatavalidOptions, 'flow' | 'privacy'>) | null },
  times: SourceTimes = {},
): Sources {
  const { receita, datavalid } = config
  return {
    receita: receita && makeReceita(receita.url, makeSerpro({ ...receita, times })),
    face:
      datavalid && makeDatavalid({ ...datavalid, keysEveryMs: times.keysEveryMs }, makeSerpro({ ...datavalid, times })),
  }
}
