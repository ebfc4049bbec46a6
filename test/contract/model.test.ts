import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAll } from '../kit/invariants.ts'
import { makeModel, take } from '../kit/model.ts'
import { anyStep, type Step } from '../kit/model-steps.ts'

const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 2_147_483_647)
const seconds = 18
const enough = 20
const kinds =
  'submit decide expire warn release withdraw choose pull give_back cancel pool_hour reproject credit' +
  ' end_video place_order remind stall resolve'
const faults = 'changed taken excluded already_open already_decided not_found not_expired'

/** The longest way, which chance alone seldom takes to its end. */
const toTheOrder: Step[] = [
  { do: 'submit', who: 0, cpf: 0, to: 0, uf: 'SP' },
  { do: 'staff', act: 'create', pick: 0, by: 1 },
  { do: 'staff', act: 'video', pick: 0, by: 1 },
  { do: 'staff', act: 'order', pick: 0, by: 1 },
]

test('long random lives of many requests leave the store consistent', { timeout: 60_000 }, async () => {
  console.log(`model seed ${seed} (MODEL_SEED repeats it)`)
  const seen = new Map<string, number>()
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
  let runs = 0
  const run = fc.asyncProperty(fc.array(anyStep, { minLength: 60, maxLength: 110, size: 'max' }), async (steps) => {
    runs += 1
    const model = await makeModel()
    try {
      for (const [i, step] of steps.entries()) {
        await take(model, step)
        if (i % 15 === 14) await checkAll(model)
      }
      await model.world.alarms.ring()
      await checkAll(model)
      const { entry } = model.world.store.tables
      for (const { kind } of await model.world.store.read.select({ kind: entry.kind }).from(entry)) count(kind)
      for (const fault of model.refused.keys()) count(fault)
    } finally {
      await model.world.close()
    }
  })
  await fc.assert(run, {
    seed,
    numRuns: 40,
    examples: [[toTheOrder]],
    interruptAfterTimeLimit: seconds * 1000,
    endOnFailure: false,
  })
  // The walk went everywhere: a model that never pulls would prove nothing about pulling.
  if (runs < enough) return console.warn(`only ${runs} runs in ${seconds} s: what they reached is not judged`)
  for (const kind of kinds.split(' ')) expect(seen.get(kind) ?? 0, `entries of ${kind}`).toBeGreaterThan(0)
  for (const fault of faults.split(' ')) expect(seen.get(fault) ?? 0, `refusals: ${fault}`).toBeGreaterThan(0)
})
