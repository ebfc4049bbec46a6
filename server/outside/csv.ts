import { CsvError, parse } from 'csv-parse/sync'

/** A record with the line it begins at (from 1), or only that line when its quotes don't pair up. */
export type CsvRecord = { readonly line: number; readonly fields: string[] } | { readonly line: number }

/** No real row comes near it; it bounds what a quote left open can swallow. */
const maxRecordBytes = 16_384
const newline = 0x0a
const carriageReturn = 0x0d

/**
 * Splits UTF-8 text (without BOM) into records. Quoted fields may hold line breaks and blank lines are passed over. Where
 * quotes don't pair up, that line is read by itself, quotes as plain letters, unless a field begins with one: then it is
 * given without fields. Reading goes on with the next line.
 */
export function csvRecords(bytes: Uint8Array, delimiter: string, limit = Infinity): CsvRecord[] {
  const records: CsvRecord[] = []
  let offset = 0
  let line = 1
  const skipBlank = (): void => {
    for (; bytes[offset] === newline || bytes[offset] === carriageReturn; offset++)
      if (bytes[offset] === newline) line++
  }
  const take = (end: number, fields: string[] | null): void => {
    records.push(fields ? { line, fields } : { line })
    for (; offset < end; offset++) if (bytes[offset] === newline) line++
    skipBlank()
  }
  skipBlank()
  while (offset < bytes.length && records.length < limit) {
    const start = offset
    try {
      parse(bytes.subarray(start), {
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\r\n', '\n'],
        max_record_size: maxRecordBytes,
        ...(Number.isFinite(limit) && { to: limit }),
        on_record: (record: string[], { bytes: end }) => {
          take(start + end, record)
          return null
        },
      })
      break
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      const feed = bytes.indexOf(newline, offset)
      const end = feed === -1 ? bytes.length : feed + 1
      take(end, aloneFields(bytes.subarray(offset, end), delimiter))
    }
  }
  return records
}

function aloneFields(bytes: Uint8Array, delimiter: string): string[] | null {
  const text = new TextDecoder().decode(bytes).trimEnd()
  const fields = text.split(delimiter)
  return text.length <= maxRecordBytes && fields.every((field) => !/^\s*"/.test(field)) ? fields : null
}
