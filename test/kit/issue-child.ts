import { createPrivateKey, sign } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../../server/config.ts'
import { openStore } from '../../server/db/open.ts'
import { makeSealer } from '../../server/db/seal.ts'
import { issue } from '../../server/desk/issue.ts'
import type { IssueTools } from '../../server/desk/issue.types.ts'
import { makeKeeper } from '../../server/desk/keep.ts'
import { makePlaces } from '../../server/desk/places.ts'
import { freshNonce, proofBytes, prove } from '../../server/desk/prove.ts'
import type { Ca } from '../../server/domain/ca.ts'
import { openAuthority } from '../../server/tools/authority.ts'

/** Where the parent's kill -9 finds the child: hanging at a step, or wherever chance has it. */
export type Step = 'before sign' | 'after sign' | 'after store' | 'anywhere'
export type ChildOrders = {
  dataDir: string
  signatures: string
  secret: string
  enrolment: string
  account: string
  /** The phone's own, base64url. */
  device: string
  csr: string
  key: string
  step: Step
  prove: boolean
}
export type ChildSays = { kind: 'begun' } | { kind: 'here'; serial: string } | { kind: 'done'; outcome: string }

const say = (what: ChildSays) => process.send?.(what)
const forever = () => new Promise<never>(() => {})
/** The channel to the parent alone keeps nobody alive. */
setInterval(() => {}, 60_000)

/** Notes on disk, before each signature, the serial that it is for. */
function noting(ca: Ca, { signatures, step }: ChildOrders): Ca {
  return {
    ...ca,
    async sign(tbs) {
      const { serial } = ca.describe(tbs)
      if (step === 'before sign') {
        say({ kind: 'here', serial })
        await forever()
      }
      const file = openSync(signatures, 'a')
      writeSync(file, `${serial}\n`)
      fsyncSync(file)
      closeSync(file)
      const der = await ca.sign(tbs)
      if (step === 'after sign') {
        say({ kind: 'here', serial })
        await forever()
      }
      return der
    },
  }
}

async function work(orders: ChildOrders): Promise<void> {
  const read = readConfig({ DATA_DIR: orders.dataDir }, orders.secret)
  if ('problems' in read) throw new Error(read.problems.join())
  const { config } = read
  const log = pino({ level: 'silent' })
  const store = await openStore(join(orders.dataDir, 'quinze.db'))
  const sealer = makeSealer(config.sealing)
  const ca = await openAuthority(store, sealer, config, log)
  if (!ca) throw new Error('no authority')
  const time = { now: Date.now, real: Date.now, shift: () => {}, movable: false }
  const tools: IssueTools = {
    store,
    sealer,
    time,
    places: makePlaces(store),
    woken: () => {},
    ca: noting(ca, orders),
    pinKey: config.pinKey,
    publicUrl: config.publicUrl,
    log,
  }
  const keeper = makeKeeper(tools)
  await keeper.begin()
  await keeper.list()
  say({ kind: 'begun' })
  const { enrolment, account } = orders
  const [secret, csr] = [Buffer.from(orders.device, 'base64url'), Buffer.from(orders.csr, 'base64url')]
  const row = await issue(tools, { enrolment, account, secret, csr })
  if ('fault' in row) return void say({ kind: 'done', outcome: row.fault })
  if (orders.step === 'after store') {
    say({ kind: 'here', serial: row.serial })
    await forever()
  }
  if (!orders.prove) return void say({ kind: 'done', outcome: row.serial })
  const nonce = await freshNonce(tools, enrolment, account)
  if ('fault' in nonce) return void say({ kind: 'done', outcome: nonce.fault })
  const signature = sign('sha256', proofBytes(nonce.nonce), {
    key: createPrivateKey(orders.key),
    dsaEncoding: 'ieee-p1363',
  })
  const proved = await prove(tools, { enrolment, account, signature })
  say({ kind: 'done', outcome: 'fault' in proved ? proved.fault : proved.state })
}

await work(JSON.parse(process.argv[2] ?? '{}') as ChildOrders)
