import type { Explanation } from './holidays-differences.ts'

export const southeastDifferences: readonly Explanation[] = []
