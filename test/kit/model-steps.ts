import fc from 'fast-check'
import { minute } from './world.ts'

/** One random step; `pick` and the other numbers choose among what there is when it is taken. */
export type Step =
  | { do: 'submit'; who: number; cpf: number; to: number; uf: string }
  | { do: 'client'; act: 'release' | 'withdraw' | 'choose' | 'cancel'; pick: number; to: number }
  | StaffStep
  | { do: 'race'; with: Step[] }
  | { do: 'again'; pick: number }
  | { do: 'pass'; ms: number }
  | { do: 'edge'; pick: number; offset: number }
  | { do: 'ring' }
  | { do: 'hours'; at: number; which: number }
  | { do: 'outage'; ms: number }

/** How many kinds of opening hours an edit chooses among. */
export const variantCount = 5

const index = fc.nat(40)
const recent = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: index })
const within = (minutes: number) => fc.integer({ min: 1, max: minutes * minute })

const submit = fc.record({
  do: fc.constant('submit' as const),
  who: fc.nat(2),
  cpf: fc.nat(2),
  to: index,
  uf: fc.constantFrom('SP', 'BA', 'AC'),
})
const client = fc.record({
  do: fc.constant('client' as const),
  act: fc.constantFrom(
    'release' as const,
    'release' as const,
    'withdraw' as const,
    'choose' as const,
    'cancel' as const,
  ),
  pick: recent,
  to: index,
})
const staffActs = [
  ...(['pull', 'pull', 'pull', 'pull', 'give_back', 'give_back'] as const),
  ...(['create', 'create', 'use', 'reject', 'video', 'video', 'order', 'suspect', 'resolve', 'resolve'] as const),
] as const
const staff = fc.record({
  do: fc.constant('staff' as const),
  // What lies at the end of a long way is tried more often, or a run might never see it.
  act: fc.constantFrom(...staffActs, 'video', 'order', 'order'),
  pick: recent,
  by: index,
})
const race = fc.record({
  do: fc.constant('race' as const),
  with: fc.array(fc.oneof(client, staff, staff, submit), { minLength: 2, maxLength: 8 }),
})

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: submit },
  { weight: 5, arbitrary: client },
  { weight: 7, arbitrary: staff },
  { weight: 3, arbitrary: race },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), pick: index }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.oneof(within(12), within(70), within(1500)) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('edge' as const), pick: recent, offset: fc.integer({ min: -1, max: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ring' as const) }) },
  // Days in which nobody does anything: what is under way stands still (rule 22).
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: within(12 * 1440) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('hours' as const), at: index, which: fc.nat(variantCount - 1) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('outage' as const), ms: fc.oneof(within(3), within(300), within(3000)) }),
  },
)

export type StaffStep = { do: 'staff'; act: (typeof staffActs)[number]; pick: number; by: number }
