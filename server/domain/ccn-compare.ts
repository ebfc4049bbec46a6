import type { CcnField, CcnRecord } from './ccn.ts'
import { addressParts, ccnPaths, documentParts, formatCep, formatDay, type CcnForm, type CcnPath } from './ccn-form.ts'
import { addressWords, ccnLabels, ccnValueWords, documentPartWords, documentWords } from './ccn-words.ts'

/** A field that two records hold differently, down to the part of an address or a document, in words of the screen. */
export type CcnDifference = {
  readonly field: string
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

type Leaf = { readonly field: string; readonly label: string; words(record: CcnRecord): string | null }

const plain = (field: CcnField): Leaf => ({
  field,
  label: ccnLabels[field],
  words: (record) => ccnValueWords(record, field),
})

const addressLeaves = (of: 'homeAddress' | 'workAddress'): Leaf[] =>
  addressParts.map((part) => ({
    field: `${of}.${part}`,
    label: `${ccnLabels[of]}: ${addressWords[part]}`,
    words(record) {
      const value = record[of]?.[part] || null
      return value && part === 'cep' ? formatCep(value) : value
    },
  }))

const leaves: readonly Leaf[] = [
  ...(['cpf', 'name', 'socialName', 'birthDate', 'birthPlace', 'nationality', 'filiation'] as const).map(plain),
  ...(['maritalStatus', 'spouse', 'profession'] as const).map(plain),
  ...addressLeaves('homeAddress'),
  ...addressLeaves('workAddress'),
  ...(['municipio', 'uf', 'phone', 'email'] as const).map(plain),
  ...documentParts.map((part): Leaf => ({
    field: `document.${part}`,
    label: `${ccnLabels.document}: ${documentPartWords[part]}`,
    words(record) {
      const paper = record.document
      if (!paper) return null
      if (part === 'kind') return documentWords[paper.kind]
      return part === 'issuedOn' ? formatDay(paper.issuedOn) : paper[part]
    },
  })),
  plain('pep'),
]

/** What differs between two records, field by field in the order of the screen; nothing when they say the same. */
export function differences(before: CcnRecord, after: CcnRecord): CcnDifference[] {
  return leaves.flatMap(({ field, label, words }) => {
    const [old, now] = [words(before), words(after)]
    return old === now ? [] : [{ field, label, before: old, after: now }]
  })
}

export type CcnMerged = {
  readonly form: CcnForm
  /** Inputs that only the other person changed: taken over. */
  readonly taken: readonly CcnPath[]
  /** Inputs that both changed: what was typed here stays until somebody chooses. */
  readonly clashes: readonly CcnPath[]
}

/** The name of a group of inputs that mean something only together: who changed one of them changed them all. */
export const unitOf = (path: CcnPath): string => {
  const [field = ''] = path.split('.')
  if (field === 'spouse') return 'maritalStatus'
  return field === 'municipio' || field === 'uf' ? 'homeAddress' : field
}

/** Brings what was typed on `base` onto `theirs`, which somebody else saved meanwhile. */
export function mergeForms(base: CcnForm, mine: CcnForm, theirs: CcnForm): CcnMerged {
  const changed = (form: CcnForm) => new Set(ccnPaths.filter((path) => form[path] !== base[path]).map(unitOf))
  const [here, there] = [changed(mine), changed(theirs)]
  const taken = ccnPaths.filter((path) => there.has(unitOf(path)) && !here.has(unitOf(path)))
  const form = Object.fromEntries(ccnPaths.map((path) => [path, (taken.includes(path) ? theirs : mine)[path]]))
  return {
    form: form as CcnForm,
    taken: taken.filter((path) => theirs[path] !== base[path]),
    clashes: ccnPaths.filter(
      (path) => there.has(unitOf(path)) && here.has(unitOf(path)) && mine[path] !== theirs[path],
    ),
  }
}

/** What was typed, but for the whole group of inputs that `path` belongs to, which is theirs. */
export function takeTheirs(mine: CcnForm, theirs: CcnForm, path: CcnPath): CcnForm {
  const those = ccnPaths.filter((each) => unitOf(each) === unitOf(path))
  return { ...mine, ...Object.fromEntries(those.map((each) => [each, theirs[each]])) }
}
