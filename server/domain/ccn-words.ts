import {
  documentKinds,
  maritalStatuses,
  type CcnField,
  type CcnRecord,
  type DocumentKind,
  type MaritalStatus,
} from './ccn.ts'
import { formatCep, formatDay, type CcnPath } from './ccn-form.ts'
import { formatPhone, type Phone } from './contact.ts'
import { formatCpf, type Cpf } from './cpf.ts'
import { fieldWords } from './words.ts'

export const maritalWords: Record<MaritalStatus, string> = {
  single: 'Solteiro(a)',
  married: 'Casado(a)',
  stable_union: 'Em união estável',
  separated: 'Separado(a)',
  divorced: 'Divorciado(a)',
  widowed: 'Viúvo(a)',
}

export const documentWords: Record<DocumentKind, string> = {
  rg: 'RG',
  cin: 'CIN (nova identidade)',
  cnh: 'CNH',
  passport: 'Passaporte',
  other: 'Outro documento',
}

/** What each field of a record is called. */
export const ccnLabels: Record<CcnField, string> = {
  cpf: 'CPF',
  name: 'Nome civil',
  socialName: 'Nome social',
  birthDate: 'Nascimento',
  birthPlace: 'Naturalidade',
  nationality: 'Nacionalidade',
  filiation: 'Filiação',
  maritalStatus: 'Estado civil',
  spouse: 'Cônjuge ou companheiro(a)',
  profession: 'Profissão',
  homeAddress: 'Endereço residencial',
  workAddress: 'Endereço comercial',
  phone: 'Celular',
  email: 'E-mail',
  document: 'Documento de identidade',
  pep: 'Pessoa politicamente exposta',
  municipio: 'Município onde mora',
  uf: 'UF onde mora',
}

export const addressWords = {
  cep: 'CEP',
  street: 'Rua ou avenida',
  number: 'Número',
  more: 'Complemento',
  district: 'Bairro',
  city: 'Município',
  uf: 'UF',
} as const

export const documentPartWords = {
  kind: 'Tipo',
  number: 'Número',
  issuer: 'Órgão emissor',
  issuedOn: 'Data de emissão',
} as const

const asked: Partial<Record<CcnField, string>> = { cpf: 'CPF', pep: 'resposta sobre exposição política' }

/** The field within a sentence about what is lacking: "filiação", "documento de identidade". */
export const inSentence = (field: CcnField): string =>
  asked[field] ?? ccnLabels[field].replace(/^./, (letter) => letter.toLowerCase())

const sentences: Partial<Record<string, string>> = {
  name: fieldWords.name,
  socialName: 'Informe nome e sobrenome do nome social, ou deixe em branco.',
  birthDate: fieldWords.birthDate,
  birthPlace: 'Naturalidade inválida. Ex.: Santos/SP.',
  nationality: 'Nacionalidade inválida. Ex.: brasileira.',
  filiation: 'Informe nome e sobrenome, como no documento, ou deixe em branco.',
  maritalStatus: 'Escolha o estado civil.',
  spouse: 'Informe nome e sobrenome do cônjuge ou companheiro(a).',
  profession: 'Profissão inválida. Use letras.',
  phone: fieldWords.phone,
  email: fieldWords.email,
  cep: 'CEP com 8 números.',
  street: 'Informe a rua ou avenida.',
  number: 'Informe o número, ou S/N.',
  more: 'Complemento inválido. Use até 60 letras e números.',
  district: 'Informe o bairro.',
  city: 'Informe o município.',
  uf: 'Escolha a UF.',
  municipio: 'Informe o município.',
  pep: 'Responda sim ou não.',
  'document.kind': 'Escolha o tipo do documento.',
  'document.number': 'Número do documento inválido. Use letras e números.',
  'document.issuer': 'Informe o órgão emissor. Ex.: SSP/SP.',
  'document.issuedOn': 'Data de emissão inválida: use dia/mês/ano, nem depois de hoje nem antes do nascimento.',
}

/** The sentence about a field at fault: what to fill in. */
export function ccnFaultWords(path: CcnPath): string {
  const [field = '', part = ''] = path.split('.')
  return sentences[path] ?? sentences[field] ?? sentences[part] ?? fieldWords.other
}

/** One field of a record as it is read on a screen; null when there is nothing in it. */
export function ccnValueWords(record: CcnRecord, field: CcnField): string | null {
  switch (field) {
    case 'cpf':
      return formatCpf(record.cpf as Cpf)
    case 'phone':
      return formatPhone(record.phone as Phone)
    case 'birthDate':
      return formatDay(record.birthDate)
    case 'filiation':
      return record.filiation?.join('; ') ?? null
    case 'maritalStatus':
      return record.maritalStatus ? maritalWords[record.maritalStatus] : null
    case 'pep':
      return record.pep === undefined ? null : record.pep ? 'Sim' : 'Não'
    case 'homeAddress':
    case 'workAddress': {
      const address = record[field]
      if (!address) return null
      const { cep, street, number, more, district, city, uf } = address
      return `${street}, ${number}${more ? `, ${more}` : ''}, ${district}, ${city}/${uf}, CEP ${formatCep(cep)}`
    }
    case 'document': {
      const paper = record.document
      if (!paper) return null
      return `${documentWords[paper.kind]} ${paper.number}, ${paper.issuer}, emitido em ${formatDay(paper.issuedOn)}`
    }
    default:
      return record[field] || null
  }
}

/** What a single input of the form is called on its own. */
export function ccnPathLabel(path: CcnPath): string {
  const [field = '', part = ''] = path.split('.')
  const label = ccnLabels[field as CcnField]
  if (field === 'filiation') return `${label} (${Number(part) + 1}º nome)`
  if (field === 'document') return `${label}: ${documentPartWords[part as keyof typeof documentPartWords]}`
  return part === '' ? label : `${label}: ${addressWords[part as keyof typeof addressWords]}`
}

/** What stands in an input, in words; null when it is empty. */
export function ccnTypedWords(path: CcnPath, text: string): string | null {
  if (path === 'maritalStatus' && text in maritalWords) return maritalWords[text as MaritalStatus]
  if (path === 'document.kind' && text in documentWords) return documentWords[text as DocumentKind]
  if (path === 'pep' && text !== '') return text === 'yes' ? 'Sim' : 'Não'
  return text.trim() || null
}

/** For a native list. */
export const maritalOptions = maritalStatuses.map((value) => ({ value, label: maritalWords[value] }))
export const documentOptions = documentKinds.map((value) => ({ value, label: documentWords[value] }))
