import { Hono, type Context } from 'hono'
import { cellText, figureColumns, spanFault } from '../domain/figure-words.ts'
import { noFigures, type Figures } from '../domain/figures.ts'
import { isFault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { figuresOf, type FigureFilter } from '../db/figures.ts'
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

  async function viewOf(asked: Asked, filter: FigureFilter): Promise<FiguresView> {
    const fresh = await figures.catchUp()
    const { from, to, by } = asked
    const [all] = await figuresOf(store, filter, {})
    const found = new Map((await figuresOf(store, filter, { grain: by })).map((row) => [row.period, row]))
    const periods = asked.periods.map((period) => ({ ...noFigures(), ...plain(found.get(period)), period }))
    const total = { ...noFigures(), ...plain(all) }
    return { now: time.now(), ...fresh, from, to, by, total, periods }
  }

  async function adminFile(asked: Asked, offices: AskedOffices, filter: FigureFilter): Promise<string[][]> {
    const perOffice = offices.rows !== 'periods'
    if (!perOffice) return periodTable(await viewOf(asked, filter))
    await figures.catchUp()
    const grain = offices.rows === 'offices' ? undefined : asked.by
    const rows = await figuresOf(store, filter, { grain, perOffice })
    const known = await cartoriosByCns(
      store,
      store.read,
      rows.map(({ cns }) => cns),
    )
    const heads = [...(grain ? ['Período'] : []), 'CNS', 'Cartório', 'Município', 'UF']
    return table(
      heads,
      rows.map((row) => {
        const { cns, name, municipio, uf } = placeWords(row.cns, known.get(row.cns))
        return [[...(grain ? [row.period] : []), cns, name, municipio, uf], row]
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
        const view = await viewOf(asked, { from: asked.from, to: asked.to, cns: c.var.staff.cns })
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
        const filter = { from: asked.from, to: asked.to, cns, uf }
        if (asked.csv) return file(c, asked, await adminFile(asked, offices, filter))
        const view = await viewOf(asked, filter)
        const all = await officeFigures(store, filter, offices)
        const cartorio = cns && known ? placeWords(cns, known) : null
        return c.json({ ...view, cartorio, offices: pageOf(all, offices) } satisfies AdminFiguresView)
      },
    )
}

/** Without the names of its group. */
function plain(row: (Figures & { period: string; cns: string }) | undefined): Partial<Figures> {
  if (!row) return {}
  const { period: _period, cns: _cns, ...figures } = row
  return figures
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
