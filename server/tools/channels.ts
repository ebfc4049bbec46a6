import type { Config } from '../config.ts'
import type { Email, Push, Sms } from '../domain/delivery.ts'
import { makeEmail } from '../outside/email.ts'
import { makePush, type makeVapidKeys } from '../outside/push.ts'
import { makeSms } from '../outside/sms.ts'

const timeoutMs = 15_000

/**
 * The ways to reach people that the configuration names.
 * @param mailbox a demo's letter box, where no mail server and no gateway is named
 * @param given a test's own channels, instead of all others
 */
export function makeChannels(
  config: Config,
  vapid: ReturnType<typeof makeVapidKeys>,
  mailbox: { email: Email; sms: Sms } | null,
  given?: { email: Email; sms: Sms | null },
): { push: Push; email: Email; sms: Sms | null } {
  const gateway = config.sms ? makeSms({ ...config.sms, timeoutMs }) : null
  return {
    push: makePush({
      vapid: { ...vapid, subject: config.vapidSubject },
      extraHosts: config.pushExtraHosts,
      timeoutMs,
    }),
    email: given?.email ?? mailbox?.email ?? makeEmail({ ...(config.smtp ?? { url: '', from: '' }), timeoutMs }),
    sms: given ? given.sms : (gateway ?? mailbox?.sms ?? null),
  }
}
