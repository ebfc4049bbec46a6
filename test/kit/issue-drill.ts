import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '../../server/db/open.ts'
import type { ChildOrders, ChildSays, Step } from './issue-child.ts'
import { always, startWorld, testSecret, type World } from './house.ts'
import { cns, csrOf, identified, newKey, Phone, placeOrder, type Key } from './phone.ts'

const script = fileURLToPath(new URL('./issue-child.ts', import.meta.url))
/** What one phone goes through: where it dies, and whether it then asks with the key of the round before. */
const plan: readonly { step: Step; same?: true; prove?: true }[] = [
  { step: 'before sign' },
  { step: 'after sign' },
  { step: 'after store' },
  { step: 'after store', same: true },
  { step: 'anywhere' },
  { step: 'after sign' },
  { step: 'after store' },
  { step: 'anywhere', same: true, prove: true },
]

export type Figures = {
  rounds: number
  killed: Record<Step, number>
  /** Serials signed, those spent by a crash, those in force; and keys asked again that got the same certificate. */
  signed: number
  revoked: number
  active: number
  continued: number
}

type Enrolled = { enrolment: string; account: string; device: string }

async function enrol(world: World, count: number): Promise<Enrolled[]> {
  await world.office(cns, '3548500', always)
  const notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  const phones: Enrolled[] = []
  for (let nth = 1; nth <= count; nth += 1) {
    const client = await world.signIn(`cliente${nth}@exemplo.com`)
    const { request, call } = await identified(world, client, notary, nth)
    await placeOrder(world, request)
    const phone = new Phone(world, client)
    await phone.enrol(request, String((await phone.post(`/calls/${call}/code`)).body['code']))
    await phone.pin('284913')
    phones.push({
      enrolment: phone.enrolment,
      account: client.person,
      device: phone.secret.toString('base64url'),
    })
  }
  return phones
}

/** Lets a child work until it hangs where it was told to, or for a while that chance chooses, and kills it. */
function killedAt(orders: ChildOrders): Promise<ChildSays | null> {
  const child: ChildProcess = fork(script, [JSON.stringify(orders)], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] })
  return new Promise((resolve, reject) => {
    let last: ChildSays | null = null
    const end = () => child.kill('SIGKILL')
    const late = setTimeout(end, 30_000)
    child.on('message', (said: ChildSays) => {
      last = said
      if (said.kind !== 'begun') end()
      else if (orders.step === 'anywhere') setTimeout(end, Math.random() * 240)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      if (code === null) resolve(last)
      else reject(new Error(`the child ended by itself with ${code}`))
    })
  })
}

/**
 * Kills an issuing process again and again and holds the database against what must be true after each death. Throws when it
 * is not. @param say hears of each round
 */
export async function issueDrill(rounds: number, say: (line: string) => void = () => {}): Promise<Figures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quinze-drill-'))
  const signatures = join(dataDir, 'signatures')
  try {
    const world = await startWorld({ env: { DATA_DIR: dataDir } })
    const phones = await enrol(world, Math.ceil(rounds / plan.length))
    await world.stop()
    const killed = { 'before sign': 0, 'after sign': 0, 'after store': 0, anywhere: 0 }
    let continued = 0
    let before: { key: Key; serial: string } = { key: newKey(), serial: '' }
    for (let round = 0; round < rounds; round += 1) {
      const phone = phones[Math.floor(round / plan.length)]
      const wish = plan[round % plan.length]
      if (!phone || !wish) break
      const key = wish.same ? before.key : newKey()
      const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const csr = csrOf(key).toString('base64url')
      const prove = wish.prove ?? false
      const said = await killedAt({
        dataDir,
        signatures,
        secret: testSecret,
        ...phone,
        csr,
        key: pem,
        step: wish.step,
        prove,
      })
      killed[wish.step] += 1
      const serial = said?.kind === 'here' ? said.serial : ''
      // What was stored before the death is what the same key gets after it.
      if (wish.same && serial !== '' && serial !== before.serial)
        throw new Error(`round ${round}: the same key got ${serial} instead of ${before.serial}`)
      if (wish.same && serial !== '') continued += 1
      before = { key, serial }
      say(`round ${round + 1}: ${wish.step}: ${JSON.stringify(said)}`)
      await check(dataDir, signatures)
    }
    return { rounds, killed, continued, ...(await settled(dataDir, signatures)) }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const lines = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []

/** Never two signatures under one serial, never a serial without its row, never two active ones of a CPF. */
async function check(dataDir: string, signatures: string): Promise<void> {
  const store = await openStore(join(dataDir, 'quinze.db'))
  const rows = await store.read.select().from(store.tables.certificate)
  const requests = await store.read.select().from(store.tables.request)
  await store.close()
  const signed = lines(signatures)
  if (new Set(signed).size !== signed.length) throw new Error('two signatures under one serial')
  for (const serial of signed)
    if (!rows.some((row) => row.serial === serial)) throw new Error(`${serial} was signed without a row`)
  const active = rows.filter(({ state }) => state === 'active')
  if (new Set(active.map(({ cpfBlind }) => cpfBlind)).size !== active.length) throw new Error('two active certificates')
  for (const row of rows) {
    const completed = requests.find(({ id }) => id === row.request)?.status === 'completed'
    if (row.state === 'active' && !completed) throw new Error('active, but its request is not completed')
  }
  const waiting = rows.filter(({ state }) => state === 'prepared' || state === 'issued')
  if (new Set(waiting.map(({ request }) => request)).size !== waiting.length)
    throw new Error('two certificates of one order under way')
}

/** After one more start nothing is left without a signature, and what was spent is in the list. */
async function settled(dataDir: string, signatures: string) {
  const world = await startWorld({ env: { DATA_DIR: dataDir } })
  const { store, keeper } = world.house
  const rows = await store.read.select().from(store.tables.certificate)
  const list = Buffer.from((await keeper.list())?.der ?? '', 'base64').toString('hex')
  await world.stop()
  if (rows.some(({ state }) => state === 'prepared')) throw new Error('a serial without a signature is left')
  const revoked = rows.filter(({ state }) => state === 'revoked')
  for (const { serial } of revoked) if (!list.includes(serial)) throw new Error(`${serial} is not in the list`)
  const active = rows.filter(({ state }) => state === 'active').length
  return { signed: lines(signatures).length, revoked: revoked.length, active }
}
