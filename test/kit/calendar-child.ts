import { editLayer } from '../../server/desk/calendar-layer.ts'
import * as w from './world.ts'

// A process that dies in the middle of a municipal edit: `node calendar-child.ts FILE`. It prints how many clocks ran.
const [url = ''] = process.argv.slice(2)
const world = await w.makeWorld(url)
const boss = await w.addOffice(world, 'sp-one')
const client = await w.addPerson(world, 'Beatriz Nogueira')
const clocks = 30
for (let n = 0; n < clocks; n++) await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(n) })
world.now += w.minute
console.log(clocks)
const seal = world.sealer.sealJson
let left = clocks
world.sealer.sealJson = (value, context) => {
  if (--left === 0) process.kill(process.pid, 'SIGKILL')
  return seal(value, context)
}
const rule = { on: 'date', date: '2026-11-24' } as const
const entries = [{ rule, effect: { kind: 'closed' } as const, reason: 'Luto', act: 'Decreto 1' }]
const wish = { base: 0, reason: 'luto', act: 'Decreto 1', entries }
await editLayer(world.tools, { layer: 'municipio', scope: '3550308' }, wish, boss)
