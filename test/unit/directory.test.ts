import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDirectory } from '../../server/outside/directory.ts'

const file = (path: string): Buffer => readFileSync(new URL(path, import.meta.url))
const listing = (text: string): Buffer => Buffer.from(text)
const header = 'cns;cns_digits;denominacao;status;tipo_registro;municipio;uf;atribuicoes;codigo_ibge\n'

describe('the CNJ listing', () => {
  const read = readDirectory(file('../fixtures/cnj.csv'))

  test('good rows go in', () => {
    expect(read.layout).toBe('cnj')
    expect(read.read).toBe(10)
    expect(read.rows.map(({ cns, eligible }) => [cns, eligible])).toEqual([
      ['000001', true],
      ['000002', false],
      ['000004', false],
      ['000009', true],
    ])
    expect(read.rows[0]).toEqual({
      cns: '000001',
      name: '1º TABELIONATO DE NOTAS DA ALVORADA',
      status: 'ATIVADA',
      active: true,
      notas: true,
      eligible: true,
      ibge: '3550308',
      municipio: 'São Paulo',
      uf: 'SP',
      zone: 'America/Sao_Paulo',
      address: 'Rua das Acácias, 10, Sala 2',
      district: 'Centro',
      cep: '01001000',
      line: 2,
    })
    expect(read.rows[1]).toMatchObject({ cep: '01001001', notas: false, line: 7 })
    expect(read.rows[2]).toMatchObject({ municipio: 'Belém', notas: true, active: false, address: 'Rua B' })
    expect(read.rows[2]).not.toHaveProperty('cep')
    expect(read.rows[3]).toMatchObject({ zone: 'America/Eirunepe', line: 23 })
  })

  test('bad rows are named by the line they begin at', () => {
    expect(read.faults).toEqual([
      { line: 12, reason: 'CNS “00.003” não tem 6 dígitos.' },
      { line: 18, reason: 'CNS repetido: já está na linha 2.' },
      { line: 19, reason: 'Falta a denominação.' },
      { line: 20, reason: 'Município “Cidade Inventada” não existe em São Paulo.' },
      { line: 21, reason: 'UF “XX” não existe.' },
      { line: 22, reason: 'FLG_STATUS “2” não é 0 nem 1.' },
    ])
  })
})

describe('the serventias layout', () => {
  const plain = file('../fixtures/serventias.csv')
  const read = readDirectory(plain)

  test('good rows go in, duties and quotes as they come', () => {
    expect(read.layout).toBe('serventias')
    expect(read.rows.map(({ cns, name, eligible, zone }) => [cns, name, eligible, zone])).toEqual([
      ['000101', 'Cartório Fictício do Alto da Serra', true, 'America/Sao_Paulo'],
      ['000102', 'Cartório Fictício; do Porto', true, 'America/Rio_Branco'],
      ['000103', 'Cartório Fictício Encerrado', false, 'America/Recife'],
      ['000104', 'Cartório "do Largo" Fictício', true, 'America/Noronha'],
      ['000111', 'Cartório Fictício de Protesto', false, 'America/Recife'],
    ])
    expect(read.read).toBe(10)
  })

  test('bad rows are named', () => {
    expect(read.faults).toEqual([
      { line: 6, reason: 'As duas colunas de CNS não dizem o mesmo número.' },
      { line: 7, reason: 'O código do IBGE “2609600” não é da Bahia.' },
      { line: 8, reason: 'Código do IBGE “9999999” não existe.' },
      { line: 9, reason: 'A linha tem 4 colunas e o cabeçalho 9.' },
      { line: 10, reason: 'Aspas sem par: a linha não pôde ser lida.' },
    ])
  })

  test('gzip, BOM, CRLF, other column order and spare columns read the same', () => {
    expect(readDirectory(gzipSync(plain))).toEqual(read)
    expect(readDirectory(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]))).toEqual(read)
    expect(readDirectory(listing(plain.toString().replaceAll('\n', '\r\n')))).toEqual(read)
    const turned = plain.toString().split('\n').filter(Boolean).slice(0, 2)
    const row = readDirectory(listing(turned.map((line) => `${line.split(';').toReversed().join(';')};x`).join('\n')))
    expect(row.rows).toEqual(read.rows.slice(0, 1))
  })

  test('control and bidi characters never reach a screen or a terminal', () => {
    const { rows, faults } = readDirectory(
      listing(
        `${header}000101;;Ofício\u202e \u001b[31mTorto;ATIVADA;;Olinda;PE;notas;\n\u001b[2J;;X;ATIVADA;;Olinda;PE;notas;\n`,
      ),
    )
    expect(rows[0]?.name).toBe('Ofício [31mTorto')
    expect(faults[0]?.reason).toBe('CNS “[2J” não tem 6 dígitos.')
  })

  test('a quote left open costs its own line, however long the file', () => {
    const row = (n: number): string => `${100_000 + n};;Ofício ${n};ATIVADA;;Olinda;PE;notas;2609600\n`
    const many = Array.from({ length: 5_000 }, (_, n) => (n % 10 === 5 ? row(n).replace('Ofício', '"Ofício') : row(n)))
    const { rows, faults, read: count } = readDirectory(listing(header + many.join('')))
    expect([rows.length, faults.length, count]).toEqual([4_500, 500, 5_000])
    expect(faults[1]?.line).toBe(17)
  })
})

describe('a file that is none', () => {
  const whole = (bytes: Uint8Array, maxBytes?: number): string => {
    const { rows, faults, layout, read } = readDirectory(bytes, maxBytes)
    expect({ rows, layout, read }).toEqual({ rows: [], layout: null, read: 0 })
    expect(faults).toHaveLength(1)
    expect(faults[0]?.line).toBe(0)
    return faults[0]?.reason ?? ''
  }
  const badHeader =
    'O cabeçalho não é o da listagem do CNJ nem o das serventias (colunas separadas por ponto e vírgula).'

  test('says so in one sentence', () => {
    expect(whole(Buffer.alloc(0))).toBe('O arquivo está vazio.')
    expect(whole(listing(' \n\n'))).toBe('O arquivo está vazio.')
    expect(whole(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toMatch(
      /^O arquivo não é um texto em UTF-8\. Salve-o/,
    )
    expect(whole(Buffer.from(header + 'a;b;Cartório', 'latin1'))).toMatch(
      /^O arquivo não é um texto em UTF-8\. Salve-o/,
    )
    expect(whole(listing('nome;idade\nx;1\n'))).toBe(badHeader)
    expect(whole(listing('"'.repeat(40_000)))).toBe(badHeader)
    const packed = gzipSync(file('../fixtures/cnj.csv'))
    expect(whole(packed.subarray(0, packed.length - 20))).toBe('O arquivo compactado está incompleto ou danificado.')
    expect(whole(Buffer.from([0x1f, 0x8b, 8]))).toBe('O arquivo compactado está incompleto ou danificado.')
  })

  test('size is bounded before and after decompression', () => {
    const megabyte = 1_048_576
    expect(whole(Buffer.alloc(megabyte + 1, 65), megabyte)).toBe('O arquivo passa de 1 MB.')
    expect(whole(gzipSync(Buffer.alloc(megabyte * 3, 65)), megabyte)).toBe('O arquivo passa de 1 MB.')
  })

  test('a header alone is a file with no rows', () => {
    expect(readDirectory(listing(header))).toEqual({ rows: [], faults: [], layout: 'serventias', read: 0 })
  })
})

describe('the real listing of the CNJ', () => {
  const path = fileURLToPath(new URL('../../../shared/data/serventias-cnj.csv', import.meta.url))
  const there = existsSync(path)
  if (!there) console.log('skipped: ../shared/data/serventias-cnj.csv is not on this machine')

  test.skipIf(!there)('777 rows, all good; 340 active offices with notas in 27 UFs', () => {
    const { rows, faults, read, layout } = readDirectory(readFileSync(path))
    expect({ read, layout, faults }).toEqual({ read: 777, layout: 'cnj', faults: [] })
    const eligible = rows.filter((row) => row.eligible)
    expect(eligible).toHaveLength(340)
    expect(new Set(eligible.map((row) => row.uf)).size).toBe(27)
    expect(rows.filter((row) => row.notas)).toHaveLength(351)
    expect(rows.at(-1)?.line).toBe(777 * 5 - 3)
  })
})
