import type { Explanation } from './holidays-differences.ts'

export const southDifferences: readonly Explanation[] = []
