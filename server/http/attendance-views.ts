/** Who else of the cartório has a request open. */
export type AttendanceView = { others: { name: string; since: number }[] }

/** What a card says of who has its request open: first names of the others of the cartório. */
export type Attended = { attendedBy: string[]; attendedByMe: boolean }
