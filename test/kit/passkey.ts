import type { CDPSession, Page } from 'playwright-core'

export type Authenticator = { session: CDPSession; id: string }

/** Gives a page a device of its own for passkeys (WebAuthn L3 §11, virtual authenticator), which confirms by itself. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { session, id: authenticatorId }
}

/** How many passkeys the device holds. */
export async function keysOn({ session, id }: Authenticator): Promise<number> {
  return (await session.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials.length
}
