import type { Explanation } from './holidays-differences.ts'

export const northeastDifferences: readonly Explanation[] = []
