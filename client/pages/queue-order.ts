/**
 * The order to show when the server's order becomes `wanted`: what is shown stays where the finger expects it, new ones at the
 * end are simply added, and new ones above wait behind the strip. `free`: nobody is looking, so nothing has to wait.
 */
export function settle(shown: readonly string[], wanted: readonly string[], free: boolean): string[] {
  const kept = wanted.filter((id) => shown.includes(id))
  if (free || kept.length === 0) return [...wanted]
  const last = wanted.findLastIndex((id) => shown.includes(id))
  return [...kept, ...wanted.slice(last + 1)]
}

/** "1 nova solicitação", "3 novas solicitações". */
export function newWords(count: number): string {
  return count === 1 ? '1 nova solicitação' : `${count} novas solicitações`
}
