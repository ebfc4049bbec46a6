/** The six digits of the Cadastro Nacional de Serventias, leading zeros kept. */
export type Cns = string & { readonly brand: 'Cns' }

/**
 * Reads "NN.NNN-N" or six digits. Checked by form only: the rule of the check digit is not public, so the
 * imported registry is what tells a real CNS (CNN 295 §1 I; Provimento CNJ 143/2023).
 */
export function parseCns(text: string): Cns | null {
  const digits = text.trim().replace(/^(\d{2})\.(\d{3})-(\d)$/, '$1$2$3')
  return /^\d{6}$/.test(digits) ? (digits as Cns) : null
}

/** "NN.NNN-N", as the CNJ prints it. */
export const formatCns = (cns: Cns): string => `${cns.slice(0, 2)}.${cns.slice(2, 5)}-${cns.slice(5)}`
