import { makeSealer } from '../../server/db/seal.ts'
import { openStore } from '../../server/db/open.ts'
import { makeTeller } from '../../server/desk/deliver.ts'
import { makeTime } from '../../server/desk/time.ts'
import { emailLayout, makeEmail } from '../../server/outside/email.ts'
import { makePush, type Vapid } from '../../server/outside/push.ts'
import { makeSms } from '../../server/outside/sms.ts'
import { addNotice, type NewNotice } from '../../server/db/outbox.ts'

/** What a process that works on the outbox, and may be killed at any moment, needs to know. */
export type ChildOrders = {
  path: string
  key: string
  smtp: string
  sms: string
  push: { host: string; ca: string; vapid: Vapid }
  leaseMs: number
  /** `commit` writes the notices and then does nothing; `run` delivers what there is. */
  work: { kind: 'commit'; notices: NewNotice[] } | { kind: 'run' }
}

export const childKeys = (key: string) => {
  const bytes = Buffer.from(key, 'base64url')
  return makeSealer({ keys: [{ id: 'k1', key: bytes }], indexKey: bytes })
}

async function serve(orders: ChildOrders): Promise<void> {
  const { path, key, smtp, sms, push, leaseMs, work } = orders
  const timeoutMs = 20_000
  const store = await openStore(path)
  const sealer = childKeys(key)
  if (work.kind === 'commit') {
    await store.inTransaction(async (tx) => {
      for (const notice of work.notices) await addNotice(tx, store, sealer, notice)
    })
  } else {
    const template = '{"to":"{{to}}","text":"{{text}}","id":"{{id}}"}'
    const teller = makeTeller({
      store,
      sealer,
      time: makeTime(false),
      channels: {
        push: makePush({ vapid: push.vapid, extraHosts: [push.host], ca: push.ca, timeoutMs }),
        email: makeEmail({ url: smtp, from: 'Quinze <avisos@example.org>', timeoutMs }),
        sms: makeSms({ url: sms, method: 'POST', headers: {}, template, timeoutMs }),
      },
      letterhead: { publicUrl: 'https://quinze.example', layout: emailLayout },
      vapidKey: push.vapid.publicKey,
      allowedEndpoint: () => true,
      log: { warn: () => undefined, error: () => undefined },
      leaseMs,
    })
    teller.start()
  }
  process.send?.('working')
}

if (process.send && process.argv[2]) {
  process.once('disconnect', () => process.exit())
  await serve(JSON.parse(process.argv[2]) as ChildOrders)
  setInterval(() => undefined, 60_000)
}
