import { gunzipSync } from 'node:zlib'
import { parseCns, type Cns } from '../domain/cns.ts'
import type { Directory, DirectoryFault, DirectoryRow, Layout } from '../domain/directory.ts'
import { fold } from '../domain/fold.ts'
import { inUf, ofUf, parseUf } from '../domain/uf.ts'
import { csvRecords, type CsvRecord } from './csv.ts'
import { findMunicipio, municipioByIbge, type Municipio } from './municipios.ts'

const layouts = {
  cnj: {
    delimiter: ',',
    needs: ['cns', 'dsc_denominacao_serventia', 'cidade', 'ind_uf', 'atribuicoes', 'flg_status'],
  },
  serventias: { delimiter: ';', needs: ['cns', 'denominacao', 'status', 'municipio', 'uf', 'atribuicoes'] },
} as const

const megabyte = 1_048_576

/** Thrown inside this room only: a row or file that can't be taken, in words for whoever imports it. */
class Unreadable extends Error {}

function textOf(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const tooLarge = `O arquivo passa de ${Math.round(maxBytes / megabyte)} MB.`
  if (bytes.length > maxBytes) throw new Unreadable(tooLarge)
  let plain = bytes
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: maxBytes })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      throw new Unreadable(
        code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : 'O arquivo compactado está incompleto ou danificado.',
      )
    }
  }
  try {
    if (plain.includes(0)) throw new TypeError('binary')
    new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new Unreadable('O arquivo não é um texto em UTF-8. Salve-o de novo como “CSV UTF-8” e envie outra vez.')
  }
  const body = plain[0] === 0xef && plain[1] === 0xbb && plain[2] === 0xbf ? plain.subarray(3) : plain
  if (!/\S/.test(new TextDecoder().decode(body.subarray(0, 65_536)))) throw new Unreadable('O arquivo está vazio.')
  return body
}

type Row = (column: string) => string

function fileLayout(body: Uint8Array): {
  readonly layout: Layout
  readonly records: CsvRecord[]
  readonly columns: string[]
} {
  for (const layout of ['cnj', 'serventias'] as const) {
    const { delimiter, needs } = layouts[layout]
    const header = csvRecords(body, delimiter, 1)[0]
    const columns = header && 'fields' in header ? header.fields.map((name) => fold(name).replaceAll(' ', '_')) : []
    if (needs.every((name) => columns.includes(name)))
      return { layout, columns, records: csvRecords(body, delimiter).slice(1) }
  }
  throw new Unreadable(
    'O cabeçalho não é o da listagem do CNJ nem o das serventias (colunas separadas por ponto e vírgula).',
  )
}

/** One line of plain text: control and bidi characters become spaces, since this goes to screens and terminals. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

/** A value quoted in a reason, cut short. */
const quote = (text: string): string => `“${clean(text).slice(0, 60)}”`

function cnsOf(row: Row): Cns {
  const cns = parseCns(row('cns') || row('cns_digits'))
  if (!cns) throw new Unreadable(`CNS ${quote(row('cns') || row('cns_digits'))} não tem 6 dígitos.`)
  if (row('cns_digits') && parseCns(row('cns_digits')) !== cns)
    throw new Unreadable('As duas colunas de CNS não dizem o mesmo número.')
  return cns
}

function placeOf(ibge: string, ufText: string, name: string): Municipio {
  const uf = parseUf(ufText)
  if (!uf) throw new Unreadable(`UF ${quote(ufText)} não existe.`)
  const found = ibge ? municipioByIbge(ibge) : findMunicipio(uf, name)
  if (!found)
    throw new Unreadable(
      ibge ? `Código do IBGE ${quote(ibge)} não existe.` : `Município ${quote(name)} não existe ${inUf(uf)}.`,
    )
  if (found.uf !== uf) throw new Unreadable(`O código do IBGE ${quote(ibge)} não é ${ofUf(uf)}.`)
  return found
}

/** Duties come as "Notas -> Protesto de Títulos", as a JSON list or with plain separators. */
const hasNotas = (duties: string): boolean => duties.split(/->|[,;|+/{}[\]"]/).some((duty) => fold(duty) === 'notas')

/** São Paulo's leading zero is lost in the CNJ's file. */
const cepOf = (text: string): string | undefined => {
  const digits = text.replace(/\D/g, '')
  return digits.length === 8 || digits.length === 7 ? digits.padStart(8, '0') : undefined
}

/**
 * FLG_STATUS alone tells whether the office works: with it and the duty "Notas" the listing gives its 340 offices in
 * 27 UFs. `decisao_atual` speaks of who holds the office (vago, sub judice …), not of whether it is open.
 */
function cnjStatus(flag: string): { readonly status: string; readonly active: boolean } {
  if (flag !== '0' && flag !== '1') throw new Unreadable(`FLG_STATUS ${quote(flag)} não é 0 nem 1.`)
  return flag === '1' ? { status: 'ATIVADA', active: true } : { status: 'DESATIVADA', active: false }
}

function serventiaStatus(text: string): { readonly status: string; readonly active: boolean } {
  const status = clean(text).toUpperCase()
  if (!status) throw new Unreadable('Falta o status.')
  return { status, active: /^(ativada|ativa)\b/.test(fold(text)) }
}

function rowOf(layout: Layout, row: Row, line: number): DirectoryRow {
  const cnj = layout === 'cnj'
  const cns = cnsOf(row)
  const name = clean(row(cnj ? 'dsc_denominacao_serventia' : 'denominacao'))
  if (!name) throw new Unreadable('Falta a denominação.')
  if (name.length > 300) throw new Unreadable('A denominação passa de 300 letras.')
  const place = placeOf(cnj ? '' : row('codigo_ibge'), row(cnj ? 'ind_uf' : 'uf'), row(cnj ? 'cidade' : 'municipio'))
  const { status, active } = cnj ? cnjStatus(row('flg_status')) : serventiaStatus(row('status'))
  const notas = hasNotas(row('atribuicoes'))
  // The CNJ's address holds street, complement, district, city and CEP, a line each; the last three have columns.
  const lines = row('endereco').split('\n').map(clean)
  const address = (cnj ? lines.slice(0, 2) : lines).filter(Boolean).join(', ').slice(0, 300)
  const district = clean(row(cnj ? 'dsc_bairro_serventia' : 'bairro')).slice(0, 120)
  const cep = cepOf(row(cnj ? 'dsc_cep_serventia' : 'cep'))
  return {
    cns,
    name,
    status,
    active,
    notas,
    eligible: active && notas,
    ibge: place.ibge,
    municipio: place.name,
    uf: place.uf,
    zone: place.zone,
    ...(address && { address }),
    ...(district && { district }),
    ...(cep && { cep }),
    line,
  }
}

/**
 * Reads a registry file, plain or gzip, in either layout (told by its header). A bad row becomes a fault with its line
 * and reason and the rest goes in; a file that can't be read at all gives one fault at line 0. Never throws on content.
 * @param maxBytes largest size accepted, before and after decompression
 */
export function readDirectory(bytes: Uint8Array, maxBytes = 50 * megabyte): Directory {
  const rows: DirectoryRow[] = []
  const faults: DirectoryFault[] = []
  const seen = new Map<Cns, number>()
  try {
    const { layout, records, columns } = fileLayout(textOf(bytes, maxBytes))
    const at = new Map(columns.map((name, position) => [name, position]))
    for (const record of records) {
      try {
        if (!('fields' in record)) throw new Unreadable('Aspas sem par: a linha não pôde ser lida.')
        const { fields, line } = record
        if (fields.length < columns.length || fields.slice(columns.length).some((extra) => extra.trim()))
          throw new Unreadable(`A linha tem ${fields.length} colunas e o cabeçalho ${columns.length}.`)
        const row = rowOf(layout, (column) => fields[at.get(column) ?? -1]?.trim() ?? '', line)
        const first = seen.get(row.cns)
        if (first) throw new Unreadable(`CNS repetido: já está na linha ${first}.`)
        seen.set(row.cns, line)
        rows.push(row)
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        faults.push({ line: record.line, reason: error.message })
      }
    }
    return { rows, faults, layout, read: records.length }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { rows: [], faults: [{ line: 0, reason: error.message }], layout: null, read: 0 }
  }
}
