import type { CcnExtra } from '../domain/ccn.ts'
import type { Interval } from '../domain/hours.ts'

const nine: Interval[] = [[540, 1020]]
const lunch: Interval[] = [
  [540, 720],
  [810, 1020],
]
const early: Interval[] = [[480, 840]]
const always: Interval[] = [[0, 1440]]

type Office = { uf: string; ibge: string; name: string; day: Interval[]; weekend?: Interval[] }
const of = (uf: string, ibge: string, name: string, day: Interval[], weekend: Interval[] = []): Office => ({
  uf,
  ibge,
  name,
  day,
  weekend,
})

/** Fictional cartórios in all 27 UFs: several in São Paulo, Bahia and Minas, one alone in Roraima; one never closes. */
export const demoOffices: readonly Office[] = [
  of('SP', '3550308', 'Tabelionato Fictício 24 Horas', always, always),
  of('SP', '3548500', '3º Tabelionato Fictício de Santos', lunch),
  of('SP', '3509502', '1º Tabelionato Fictício de Campinas', nine),
  of('BA', '2927408', '2º Tabelionato Fictício de Salvador', nine),
  of('BA', '2910800', '1º Tabelionato Fictício de Feira de Santana', lunch),
  of('MG', '3106200', '5º Tabelionato Fictício de Belo Horizonte', nine),
  of('MG', '3170206', '1º Tabelionato Fictício de Uberlândia', nine),
  of('MG', '3136702', '2º Tabelionato Fictício de Juiz de Fora', lunch),
  of('AC', '1200401', '1º Tabelionato Fictício de Rio Branco', early),
  of('AM', '1302603', '4º Tabelionato Fictício de Manaus', early),
  of('RR', '1400100', 'Tabelionato Fictício de Boa Vista', early),
  of('RO', '1100205', '1º Tabelionato Fictício de Porto Velho', early),
  of('AP', '1600303', '1º Tabelionato Fictício de Macapá', early),
  of('PA', '1501402', '2º Tabelionato Fictício de Belém', early),
  of('TO', '1721000', '1º Tabelionato Fictício de Palmas', nine),
  of('MA', '2111300', '3º Tabelionato Fictício de São Luís', nine),
  of('PI', '2211001', '2º Tabelionato Fictício de Teresina', early),
  of('CE', '2304400', '6º Tabelionato Fictício de Fortaleza', nine),
  of('RN', '2408102', '7º Tabelionato Fictício de Natal', nine),
  of('PB', '2507507', '1º Tabelionato Fictício de João Pessoa', nine),
  of('PE', '2611606', '8º Tabelionato Fictício do Recife', lunch),
  of('AL', '2704302', '2º Tabelionato Fictício de Maceió', nine),
  of('SE', '2800308', '5º Tabelionato Fictício de Aracaju', nine),
  of('ES', '3205309', '1º Tabelionato Fictício de Vitória', nine),
  of('RJ', '3304557', '10º Tabelionato Fictício do Rio de Janeiro', nine),
  of('PR', '4106902', '4º Tabelionato Fictício de Curitiba', nine),
  of('SC', '4205407', '2º Tabelionato Fictício de Florianópolis', lunch),
  of('RS', '4314902', '9º Tabelionato Fictício de Porto Alegre', nine),
  of('MS', '5002704', '3º Tabelionato Fictício de Campo Grande', early),
  of('MT', '5103403', '2º Tabelionato Fictício de Cuiabá', early),
  of('GO', '5208707', '4º Tabelionato Fictício de Goiânia', nine),
  of('DF', '5300108', '1º Tabelionato Fictício de Brasília', nine),
]

/** Addresses at reserved domains (RFC 2606): nobody real. */
export const demoPeople = {
  client: { email: 'cliente@exemplo.com', name: 'Clara Fictícia de Souza' },
  notary: { email: 'tabeliao@exemplo.com', name: 'Tadeu Fictício Prado' },
  clerk: { email: 'atendente@exemplo.com', name: 'Alice Fictícia Lima' },
  santos: { email: 'santos@exemplo.com', name: 'Sandra Fictícia Nunes' },
  admin: { email: 'administracao@exemplo.com', name: 'Adriana Fictícia Moura' },
  inspector: { email: 'corregedoria@exemplo.com', name: 'Ivo Fictício Serra' },
} as const

/** People who only asked for something once, so that every list has content. */
export const demoClients = [
  'Beatriz Fictícia Nunes',
  'Carlos Eduardo Fictício',
  'Dalva Fictícia Souza',
  'Evandro Fictício Rocha',
  'Fátima Fictícia Alves',
  'Gilberto Fictício Reis',
  'Helena Fictícia Castro',
  'Ítalo Fictício Barros',
  'Joana Fictícia Prates',
] as const

/** What a notary of the demo had filled in: a record that lacks nothing for an order. */
export const demoRecord: CcnExtra = {
  birthPlace: 'Santos/SP',
  nationality: 'brasileira',
  filiation: ['Lúcia Fictícia Prates', 'Otávio Fictício Prates'],
  maritalStatus: 'married',
  spouse: 'Renato Fictício Dias',
  profession: 'arquiteta',
  homeAddress: {
    cep: '11010001',
    street: 'Rua Fictícia',
    number: '15',
    more: 'ap. 42',
    district: 'Centro',
    city: 'Santos',
    uf: 'SP',
  },
  workAddress: {
    cep: '11010002',
    street: 'Avenida Imaginária',
    number: '200',
    more: '',
    district: 'Centro',
    city: 'Santos',
    uf: 'SP',
  },
  document: { kind: 'rg', number: '00.000.001-0', issuer: 'SSP/SP', issuedOn: '2015-06-30' },
  pep: false,
}
