const years = 3

/**
 * When the exclusivity of a certificate issued at `issuedAt` (ms) ends (rule 54): 00:00 in the issuing cartório's zone of the
 * day after the same-numbered day three years on; where that day is missing, the next day is the last one (Código Civil 132 §3).
 * Throws RangeError for an unknown zone.
 */
export function exclusivityEnd(issuedAt: number, zone: string): number {
  const issued = Temporal.Instant.fromEpochMilliseconds(issuedAt).toZonedDateTimeISO(zone).toPlainDate()
  const same = issued.add({ years })
  const last = same.day === issued.day ? same : same.add({ days: 1 })
  return last.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** Whole calendar days from the day of `now` to the day of `end` in a zone; negative when past. */
export function daysUntil(end: number, now: number, zone: string): number {
  const dayOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  return dayOf(now).until(dayOf(end), { largestUnit: 'day' }).days
}
