import { getMunicipalities } from '@brazilian-utils/brazilian-utils/get-municipalities'
import { fold } from '../domain/fold.ts'
import { isUf, zoneOf, type Uf } from '../domain/uf.ts'
import { largeMunicipios } from './data/large-municipios.ts'

/** A município of the IBGE's list: its 7-digit code, official name and IANA time zone. */
export type Municipio = { readonly ibge: string; readonly name: string; readonly uf: Uf; readonly zone: string }

type Entry = { readonly municipio: Municipio; readonly folded: string }

/** Names in use until a renaming or a reform of spelling, still met in registries: UF and folded old name → name today. */
export const formerNames: Readonly<Record<string, string>> = {
  'CE itapage': 'Itapajé',
  'GO bom jesus': 'Bom Jesus de Goiás',
  'MG brasopolis': 'Brazópolis',
  'MG dona eusebia': 'Dona Euzébia',
  'MG itabirinha de mantena': 'Itabirinha',
  'MG sao thome das letras': 'São Tomé das Letras',
  'MT poxoreo': 'Poxoréu',
  'MT santo antonio do leverger': 'Santo Antônio de Leverger',
  'PA eldorado dos carajas': 'Eldorado do Carajás',
  'PA santa isabel do para': 'Santa Izabel do Pará',
  'PB campo de santana': 'Tacima',
  'PB santarem': 'Joca Claudino',
  'PB serido': 'São Vicente do Seridó',
  'PE belem de sao francisco': 'Belém do São Francisco',
  'PE cabo': 'Cabo de Santo Agostinho',
  'PE jaboatao': 'Jaboatão dos Guararapes',
  'PE lagoa do itaenga': 'Lagoa de Itaenga',
  'RJ armacao de buzios': 'Armação dos Búzios',
  'RJ parati': 'Paraty',
  'RJ trajano de morais': 'Trajano de Moraes',
  'RN acu': 'Assú',
  'RN augusto severo': 'Campo Grande',
  'RN boa saude': 'Januário Cicco',
  'RN presidente juscelino': 'Serra Caiada',
  'SC balneario de picarras': 'Balneário Piçarras',
  'SC picarras': 'Balneário Piçarras',
  'SC sao miguel d oeste': 'São Miguel do Oeste',
  'SE amparo de sao francisco': 'Amparo do São Francisco',
  'SE gracho cardoso': 'Graccho Cardoso',
  'SP embu': 'Embu das Artes',
  'SP florinia': 'Florínea',
  'SP moji das cruzes': 'Mogi das Cruzes',
  'SP moji guacu': 'Mogi Guaçu',
  'SP moji mirim': 'Mogi Mirim',
  'SP sao luis do paraitinga': 'São Luiz do Paraitinga',
  'TO couto de magalhaes': 'Couto Magalhães',
  'TO fortaleza do tabocao': 'Tabocão',
  'TO sao valerio da natividade': 'São Valério',
}

/** Hyphens, apostrophes and their absence must not matter: "Olho-d'Água" is "Olho d Água" is "Olho Dágua". */
const nameKey = (uf: string, name: string): string => `${uf} ${fold(name).replaceAll(' ', '')}`

type Index = {
  readonly all: readonly Entry[]
  readonly byCode: ReadonlyMap<string, Municipio>
  readonly byName: ReadonlyMap<string, Municipio>
}

let built: Index | undefined

function index(): Index {
  if (built) return built
  const all: Entry[] = []
  for (const { code, name, stateCode } of getMunicipalities()) {
    if (!isUf(stateCode)) continue
    const municipio = { ibge: code, name, uf: stateCode, zone: zoneOf(code, stateCode) }
    all.push({ municipio, folded: fold(name) })
  }
  const byName = new Map(all.map(({ municipio: it }) => [nameKey(it.uf, it.name), it]))
  for (const [old, name] of Object.entries(formerNames)) {
    const uf = old.slice(0, 2)
    const today = byName.get(nameKey(uf, name))
    if (today && !byName.has(nameKey(uf, old.slice(3)))) byName.set(nameKey(uf, old.slice(3)), today)
  }
  built = { all, byCode: new Map(all.map(({ municipio }) => [municipio.ibge, municipio])), byName }
  return built
}

/** The município of a 7-digit IBGE code. */
export const municipioByIbge = (ibge: string): Municipio | null => index().byCode.get(ibge) ?? null

/** The município of that name in that UF; case, accents, hyphens and apostrophes don't matter, former names are known. */
export const findMunicipio = (uf: Uf, name: string): Municipio | null => index().byName.get(nameKey(uf, name)) ?? null

/** 0 the whole name, 1 its beginning, 2 the beginning of a later word, null no match. */
function rank(folded: string, q: string): number | null {
  if (folded === q) return 0
  if (folded.startsWith(q) || folded.replaceAll(' ', '').startsWith(q.replaceAll(' ', ''))) return 1
  return ` ${folded}`.includes(` ${q}`) ? 2 : null
}

/**
 * Municípios by a piece of their name: whole name, then beginning, then a later word; the large ones first, then by name.
 * Nothing typed lists a UF by name, and nothing at all without a UF.
 */
export function searchMunicipios(q: string, uf?: Uf, limit = 20): Municipio[] {
  const wanted = fold(q)
  if (wanted === '' && !uf) return []
  const found: { readonly order: number; readonly entry: Entry }[] = []
  for (const entry of index().all) {
    if (uf && entry.municipio.uf !== uf) continue
    const match = wanted === '' ? 0 : rank(entry.folded, wanted)
    const small = wanted !== '' && !largeMunicipios.has(entry.municipio.ibge)
    if (match !== null) found.push({ order: match * 2 + (small ? 1 : 0), entry })
  }
  found.sort(
    (a, b) => a.order - b.order || (a.entry.folded < b.entry.folded ? -1 : a.entry.folded > b.entry.folded ? 1 : 0),
  )
  return found.slice(0, limit).map(({ entry }) => entry.municipio)
}

/** May a card of the pool name this município (rule 26)? Fails closed: what is not known to be large shows only its UF. */
export const showsMunicipio = (ibge: string): boolean => largeMunicipios.has(ibge)
