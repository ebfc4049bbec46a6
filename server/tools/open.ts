import { join } from 'node:path'
import { configOrExit } from './configured.ts'
import { openStore, type Store } from '../db/open.ts'
import { makeSealer, type Sealer } from '../db/seal.ts'
import type { Config } from '../config.ts'

/** Opens the installation that the environment names, for a command that runs beside the server or without it. */
export async function openHouse(): Promise<{ config: Config; store: Store; sealer: Sealer }> {
  const config = configOrExit(process.argv.includes('--demo'))
  return { config, store: await openStore(join(config.dataDir, 'quinze.db')), sealer: makeSealer(config.sealing) }
}
