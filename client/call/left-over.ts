/** Says that pieces of a recording wait on this device, for pages that do not read the store. */
export const leftOverKey = 'quinze.recording'

/** The call of which pieces wait on this device, or null. */
export const leftOver = (): string | null => localStorage.getItem(leftOverKey)
