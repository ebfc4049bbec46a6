import type { Email, Sms } from '../domain/delivery.ts'

export type MailboxItem =
  | { channel: 'email'; id: string; at: number; to: string; subject: string; text: string; html: string }
  | { channel: 'sms'; id: string; at: number; to: string; text: string }
export type Mailbox = { email: Email; sms: Sms; list(): MailboxItem[] }

/**
 * The demo's stand-in for mail and SMS: keeps the last 500 messages in memory, newest first, `at` in epoch ms.
 * A repeat of the same message replaces the earlier one, as in a real mail reader.
 */
export function makeMailbox(now: () => number = Date.now): Mailbox {
  let items: MailboxItem[] = []
  const keep = (item: MailboxItem) => {
    items = [item, ...items.filter((each) => each.channel !== item.channel || each.id !== item.id)].slice(0, 500)
    return Promise.resolve({ outcome: 'done' as const })
  }
  const close = () => undefined
  return {
    email: {
      send: ({ messageId, to, subject, text, html }) =>
        keep({ channel: 'email', id: messageId, at: now(), to, subject, text, html }),
      close,
    },
    sms: { send: ({ id, to, text }) => keep({ channel: 'sms', id, at: now(), to, text }), close },
    list: () => items,
  }
}
