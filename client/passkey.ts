import { ApiProblem, send } from './api.ts'
import { deviceName } from './device.ts'

/** Whether this browser can make and use a passkey with its own functions (WebAuthn Level 3). */
export function passkeysHere(): boolean {
  return 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** The person closed the browser's own question, or let it run out. */
function unconfirmed(error: unknown): never {
  if (error instanceof ApiProblem) throw error
  const detail = 'A chave de acesso não foi confirmada. Tente de novo.'
  throw new ApiProblem({ code: 'passkey_failed', status: 422, detail })
}

function answered(credential: Credential | null): unknown {
  return credential instanceof PublicKeyCredential ? credential.toJSON() : unconfirmed(null)
}

/** Opens a session with a passkey of this device. Throws ApiProblem. */
export async function signInWithPasskey(): Promise<void> {
  const options = await send<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/passkeys/sign-in/options')
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const response = answered(await navigator.credentials.get({ publicKey }).catch(unconfirmed))
  await send('POST', '/api/passkeys/sign-in', { response })
}

/** Makes a passkey on this device for the signed-in person. Throws ApiProblem. */
export async function addPasskey(): Promise<void> {
  const options = await send<PublicKeyCredentialCreationOptionsJSON>('POST', '/api/passkeys/options')
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const response = answered(await navigator.credentials.create({ publicKey }).catch(unconfirmed))
  await send('POST', '/api/passkeys', { response, name: deviceName() })
}
