/** Who else of the cartório has a request open. */
export type AttendanceView = { others: { name: string; since: number }[] }
