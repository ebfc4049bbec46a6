import { Hono, type Context } from 'hono'
import type * as z from 'zod/mini'
import { listedEntries } from '../domain/calendar-list.ts'
import { isFault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { isUf, ufName, ufs } from '../domain/uf.ts'
import { countsByPlace, type PlaceCount } from '../db/calendars.ts'
import { layerBook, layerHistory, pageIn, type LayerEntry } from '../db/layers.ts'
import { editLayer, previewLayer, reachOf, type LayerAt, type LayerWish } from '../desk/calendar-layer.ts'
import { about } from './about.ts'
import { refused } from './calendar.ts'
import { layerBody, toEntry } from './calendar-bodies.ts'
import { authorsOf, daysView, entryView, movesView } from './calendar-view.ts'
import type { EditedView, LayersView, LayerView, PreviewView } from './calendar-views.ts'
import type { House, SignedIn } from './env.ts'
import { json, signedIn } from './guard.ts'
import { toolsOf } from './intent.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const path = '/admin/calendar/:layer/:scope'
const zone = 'America/Sao_Paulo'

/** How many cartórios with a calendar a layer concerns, and how many clocks run there. */
function under(places: readonly PlaceCount[], where: LayerAt): { cartorios: number; running: number } {
  const { uf, ibge } = reachOf(where)
  const those = places.filter(
    (each) => (uf === undefined || each.uf === uf) && (ibge === undefined || each.ibge === ibge),
  )
  const sum = (what: 'cartorios' | 'running') => those.reduce((all, each) => all + each[what], 0)
  return { cartorios: sum('cartorios'), running: sum('running') }
}

/** What the nation, the UFs and the municípios say of days: for the administration of the platform. */
export function adminCalendarRoutes(house: House) {
  const { store, time, municipios } = house
  const tools = toolsOf(house)

  /** The layer that the path names; null where there is no such place. */
  function layerAt(c: Context): (LayerAt & { name: string }) | null {
    const [layer, scope = ''] = [c.req.param('layer'), c.req.param('scope')]
    if (layer === 'nation') return scope === '-' ? { layer, scope: '', name: 'Brasil' } : null
    if (layer === 'uf') return isUf(scope) ? { layer, scope, name: ufName(scope) } : null
    const place = layer === 'municipio' ? municipios.byIbge(scope) : null
    return place ? { layer: 'municipio', scope, name: `${place.name}/${place.uf}` } : null
  }
  const wishOf = ({ entries, ...wish }: z.infer<typeof layerBody>): LayerWish => ({
    ...wish,
    entries: entries.map(toEntry),
  })

  async function view({ layer, scope, name }: LayerAt & { name: string }): Promise<LayerView> {
    const now = time.now()
    const history = await layerHistory(store, store.read, layer, scope)
    const entries: LayerEntry[] = history[0]?.entries ?? []
    const people = [...entries, ...history].map(({ author }) => author)
    const authorOf = await authorsOf(house, [...new Set(people)])
    return {
      now,
      layer,
      scope: scope === '' ? '-' : scope,
      name,
      version: history[0]?.version ?? 0,
      entries: listedEntries([{ layer, entries }], dayOf(now, zone)).map((listed) => {
        const { author, at } = listed.entry as LayerEntry
        return entryView(listed, authorOf(author), at)
      }),
      ...under(await countsByPlace(store), { layer, scope }),
      history: history.map(({ version, at, author, act, reason }) => {
        return { version, at, author: authorOf(author), act, reason }
      }),
    }
  }

  async function list(): Promise<LayersView> {
    const book = await layerBook(store, store.read)
    const places = [...book.values()].filter(({ layer }) => layer === 'municipio').map(({ scope }) => scope)
    const all: (LayerAt & { name: string })[] = [
      { layer: 'nation', scope: '', name: 'Brasil' },
      ...ufs.map((uf) => ({ layer: 'uf' as const, scope: uf as string, name: ufName(uf) })),
      ...places.map((ibge) => {
        const found = municipios.byIbge(ibge)
        return { layer: 'municipio' as const, scope: ibge, name: found ? `${found.name}/${found.uf}` : ibge }
      }),
    ]
    const counted = await countsByPlace(store)
    const layers: LayersView['layers'] = []
    for (const { layer, scope, name } of all) {
      const page = pageIn(book, layer, scope)
      const entries = page?.entries ?? []
      const counts = {
        entries: entries.length,
        unconfirmed: entries.filter(({ act }) => act === null).length,
        ...under(counted, { layer, scope }),
      }
      const at = page?.at ?? null
      layers.push({ layer, scope: scope === '' ? '-' : scope, name, version: page?.version ?? 0, at, ...counts })
    }
    return { now: time.now(), layers }
  }

  return new Hono<SignedIn>()
    .use('/admin/calendar/*', signedIn(house), platformOnly(house, 'admin'))
    .get('/admin/calendar', about('admin', 'The layers of the calendar'), async (c) => c.json(await list()))
    .get(path, about('admin', 'What a layer says of days'), async (c) => {
      const where = layerAt(c)
      return where ? c.json(await view(where)) : problem(c, 'not_found')
    })
    .post(`${path}/preview`, about('admin', 'What an edit of a layer would do now'), json(layerBody), async (c) => {
      const where = layerAt(c)
      if (!where) return problem(c, 'not_found')
      const found = await previewLayer(tools, where, wishOf(c.req.valid('json')))
      if (isFault(found)) return refused(c, found)
      const { changes, plan, closed } = found
      const now = time.now()
      // For one cartório of a place; for a whole UF they would be somebody's, not everybody's.
      const shown = where.layer === 'municipio' || changes.length === 1 ? changes.slice(0, 20) : []
      const days = shown.map((change) => ({ name: change.place.name, days: daysView(change, now) }))
      const example = days.find((each) => each.days.length > 0)
      const preview: PreviewView = {
        now,
        running: plan.running,
        ...movesView(plan.moves),
        cartorios: changes.length,
        days: example?.days ?? [],
        daysOf: example?.name ?? null,
        closesAt: null,
        closed,
      }
      return c.json(preview)
    })
    .put(path, about('admin', 'Write the next version of a layer'), tappedOnly(house), json(layerBody), async (c) => {
      const where = layerAt(c)
      if (!where) return problem(c, 'not_found')
      const { layer, scope } = where
      const done = await editLayer(tools, { layer, scope }, wishOf(c.req.valid('json')), c.var.me.person)
      if (isFault(done)) return refused(c, done)
      const edited: EditedView = done
      return c.json(edited)
    })
}
