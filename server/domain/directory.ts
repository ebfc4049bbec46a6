import type { Cns } from './cns.ts'
import type { Uf } from './uf.ts'

/** A cartório as the registry's file describes it. Only active offices with the duty "notas" are eligible. */
export type DirectoryRow = {
  readonly cns: Cns
  readonly name: string
  readonly status: string
  readonly active: boolean
  readonly notas: boolean
  readonly eligible: boolean
  readonly ibge: string
  readonly municipio: string
  readonly uf: Uf
  readonly zone: string
  readonly address?: string
  readonly district?: string
  readonly cep?: string
  /** Where the row begins in the file, counting from 1. */
  readonly line: number
}

/** A row left out and why, in Portuguese; line 0 speaks of the whole file. */
export type DirectoryFault = { readonly line: number; readonly reason: string }
export type Layout = 'cnj' | 'serventias'
export type Directory = {
  readonly rows: readonly DirectoryRow[]
  readonly faults: readonly DirectoryFault[]
  /** Null when the file as a whole could not be read. */
  readonly layout: Layout | null
  /** Rows met after the header, good and bad. */
  readonly read: number
}

/** The largest listing that may be uploaded (bytes), also after decompression. */
export const largestListing = 20 * 1_048_576
