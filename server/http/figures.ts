import { Hono, type Context } from 'hono'
import { allotted } from '../domain/calendar.ts'
import { cellText, figureColumns, spanFault } from '../domain/figure-words.ts'
import { noFigures, tally, type CountedStay, type Figures } from '../domain/figures.ts'
import { isFault } from '../domain/fault.ts'
import { grainLength } from '../domain/periods.ts'
import { appendAudit } from '../db/audit.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { countedStays, type FigureFilter } from '../db/figures.ts'
import type { Freshness } from '../desk/figures.ts'
import { about } from './about.ts'
import { csvText } from './csv.ts'
import type { House, SignedIn } from './env.ts'
import { officeFigures, pageOf, placeWords } from './figures-offices.ts'
import { askedOf, askedOffices, type Asked, type AskedOffices } from './figures-query.ts'
import type { AdminFiguresView, FiguresView } from './figures-views.ts'
import { staffOnly } from './guard.ts'
import { platformOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

/** Figures for a cartório's own staff, and for administrators and inspectors of all of them (rule 61). */
export function figuresRoutes(house: House) {
  const { store, time, figures } = house
  const wrong = (c: Context) => problem(c, 'invalid', { fields: { from: spanFault } })

  const stays = async (filter: FigureFilter): Promise<[Freshness, CountedStay[]]> => {
    const fresh = await figures.catchUp()
    return [fresh, await countedStays(store, filter)]
  }

  function viewOf(asked: Asked, fresh: Freshness, counted: readonly CountedStay[]): FiguresView {
    const { from, to, by } = asked
    const found = tally(counted, ({ day }) => day.slice(0, grainLength[by]))
    const periods = asked.periods.map((period) => ({ ...noFigures(), ...found.get(period), period }))
    const total = tally(counted, () => '').get('') ?? noFigures()
    return { now: time.now(), ...fresh, from, to, by, allottedMs: allotted, total, periods }
  }

  /** The rows of a file: a cartório, or a cartório in a period. */
  async function officeTable(
    asked: Asked,
    { rows }: AskedOffices,
    counted: readonly CountedStay[],
  ): Promise<string[][]> {
    const grain = rows === 'both' ? grainLength[asked.by] : 0
    const found = [...tally(counted, ({ day, cns }) => `${day.slice(0, grain)} ${cns}`)].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )
    const known = await cartoriosByCns(store, store.read, [...new Set(counted.map(({ cns }) => cns))])
    const heads = [...(grain > 0 ? ['Período'] : []), 'CNS', 'Cartório', 'Município', 'UF']
    return table(
      heads,
      found.map(([group, row]) => {
        const [period = '', of = ''] = group.split(' ')
        const { cns, name, municipio, uf } = placeWords(of, known.get(of))
        return [[...(grain > 0 ? [period] : []), cns, name, municipio, uf], row]
      }),
    )
  }

  return new Hono<SignedIn>()
    .get(
      '/figures',
      about('figures', 'Figures of the cartório in the query, or its CSV'),
      staffOnly(house),
      async (c) => {
        const asked = askedOf((name) => c.req.query(name))
        if (!asked) return wrong(c)
        const { from, to } = asked
        const view = viewOf(asked, ...(await stays({ from, to, cns: c.var.staff.cns })))
        return asked.csv ? file(c, asked, periodTable(view)) : c.json(view)
      },
    )

    .get(
      '/admin/figures',
      about('figures', 'Figures per CNS for administrators and inspectors, or their CSV; each reading is an audit row'),
      platformOnly(house, 'admin', 'inspetor'),
      async (c) => {
        const query = (name: string) => c.req.query(name)
        const [asked, offices] = [askedOf(query), askedOffices(query)]
        if (!asked) return wrong(c)
        if (isFault(offices)) return problem(c, offices)
        const { cns, uf } = offices
        const known = cns && (await cartoriosByCns(store, store.read, [cns])).get(cns)
        if (cns && !known) return problem(c, 'not_found')
        await store.inTransaction(async (tx) => {
          const row = { actor: c.var.me.person, action: 'figures.read', subject: cns ?? uf ?? 'all' }
          await appendAudit(tx, store, { at: time.now(), ...row })
        })
        const [fresh, counted] = await stays({ from: asked.from, to: asked.to, cns, uf })
        const view = viewOf(asked, fresh, counted)
        if (asked.csv) {
          const rows = offices.rows === 'periods' ? periodTable(view) : await officeTable(asked, offices, counted)
          return file(c, asked, rows)
        }
        const all = await officeFigures(store, counted, offices)
        const cartorio = cns && known ? placeWords(cns, known) : null
        return c.json({ ...view, cartorio, offices: pageOf(all, offices) } satisfies AdminFiguresView)
      },
    )
}

const periodTable = ({ periods }: FiguresView) =>
  table(
    ['Período'],
    periods.map((row) => [[row.period], row]),
  )

const table = (heads: readonly string[], rows: readonly [string[], Figures][]): string[][] => [
  [...heads, ...figureColumns.map(({ label }) => label)],
  ...rows.map(([cells, figures]) => [...cells, ...figureColumns.map((column) => cellText(column, figures))]),
]

function file(c: Context, { from, to, by }: Asked, rows: string[][]): Response {
  return c.body(csvText(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="quinze-numeros-${from}-${to}-${by}.csv"`,
  })
}
