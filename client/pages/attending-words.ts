/** "Ana", "Ana e Rui", "Ana, Rui e Eva", "Ana, Rui e mais 2". */
function listed(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `mais ${names.length - 2}`] : names
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} e ${shown.at(-1)}` : (shown[0] ?? '')
}

/** The line over a request that others have open as well. */
export const othersWords = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} também está vendo.` : `${listed(names)} também estão vendo.`

/** What a card says of who is in its request; null when nobody is. */
export function attendedWords(others: readonly string[], mine: boolean): string | null {
  if (others.length === 0) return mine ? 'Você está atendendo' : null
  return `Em atendimento por ${listed(mine ? ['você', ...others] : others)}`
}
