import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Files } from '../domain/files.ts'
import { folderFiles } from '../outside/files.ts'
import { s3Files } from '../outside/files-s3.ts'

/** The store of sealed files that the configuration names: a folder under DATA_DIR, or an S3-compatible store. */
export const filesOf = ({ files, dataDir }: Pick<Config, 'files' | 'dataDir'>): Files =>
  files.kind === 's3' ? s3Files(files) : folderFiles(join(dataDir, files.path))
