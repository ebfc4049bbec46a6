/** Begins a file that Excel should read as UTF-8. */
const mark = '\uFEFF'

/**
 * One cell of a spreadsheet in the Brazilian manner, quoted where needed (RFC 4180). What a program would take for a formula
 * (OWASP, "CSV Injection") gets an apostrophe in front.
 */
export function csvCell(text: string): string {
  const tame = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

/** A whole file: semicolons, since the comma is the decimal sign, and CRLF. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  mark + rows.map((cells) => `${cells.map(csvCell).join(';')}\r\n`).join('')
