/** "24 de novembro de 2029": the day of an instant (epoch ms) in a zone. */
export function longDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: zone }).format(at)
}

/** "24 de novembro de 2029, 14:26". */
export function longMoment(at: number, zone: string): string {
  const time = new Intl.DateTimeFormat('pt-BR', { timeStyle: 'short', timeZone: zone }).format(at)
  return `${longDay(at, zone)}, ${time}`
}
