import { verifyAudit } from '../db/audit.ts'
import { isFault, type Fault } from '../domain/fault.ts'
import { parseCns } from '../domain/cns.ts'
import { parseEmail } from '../domain/contact.ts'
import { staffRoles, type Role } from '../domain/cartorio.ts'
import { faultWords } from '../domain/words.ts'
import { commandLine, invite } from '../identity/roles.ts'
import { apiKeyCommand, apiKeyUsage } from './api-key.ts'
import { makeFigures } from '../desk/figures.ts'
import { makePlaces } from '../desk/places.ts'
import { makeTime } from '../desk/time.ts'
import { makeVault } from '../desk/vault.ts'
import { filesOf } from './files.ts'
import { openHouse } from './open.ts'
import { verifyFiles } from './verify-files.ts'

const roles: readonly Role[] = [...staffRoles, 'admin', 'inspetor']
const usage = `Use:
  npm run admin -- invite EMAIL ROLE [CNS]   ROLE: ${roles.join(', ')}; the cartório's roles need its CNS
  npm run admin -- verify-audit
  npm run admin -- verify-files     opens every picture and recording, and names what is missing or altered
  npm run admin -- rebuild-figures  throws the figures away and counts the whole journal anew; the server may run meanwhile
${apiKeyUsage}`

const isRole = (text: string | undefined): text is Role => roles.some((role) => role === text)

/** The sentences of the screens speak of pages; here a role and a place are at fault. */
function whyNot(refused: Fault, role: Role): string {
  if (refused.fault === 'not_found') return 'no cartório has this CNS. Import the directory first (npm run cartorios).'
  if (refused.fault !== 'invalid') return faultWords(refused)
  return staffRoles.some((staff) => staff === role)
    ? `${role} is a role at a cartório: give its CNS.`
    : `${role} has no cartório: leave the CNS out.`
}

async function inviteByMail(email: string, role: string | undefined, cnsText: string | undefined): Promise<number> {
  const address = parseEmail(email)
  const cns = cnsText === undefined ? null : parseCns(cnsText)
  if (!address || !isRole(role) || (cnsText !== undefined && cns === null)) {
    console.error(usage)
    return 2
  }
  const { store, sealer, config } = await openHouse()
  const made = await invite(store, sealer, { email: address, role, cns, by: commandLine, at: Date.now() })
  await store.close()
  if (isFault(made)) {
    console.error(`Not invited: ${whyNot(made, role)}`)
    return 1
  }
  console.log(
    `Invited as ${role}. The person signs in at ${config.publicUrl} with this e-mail and finds the invitation there (7 days).`,
  )
  return 0
}

async function checkAudit(): Promise<number> {
  const { store } = await openHouse()
  const report = await verifyAudit(store)
  await store.close()
  console.log(report.ok ? `${report.rows} rows, unbroken` : `row ${report.seq} is ${report.why}`)
  return report.ok ? 0 : 1
}

async function checkFiles(): Promise<number> {
  const { store, sealer, config } = await openHouse()
  const { files, bad } = await verifyFiles(store, makeVault(filesOf(config), sealer))
  await store.close()
  for (const { what, file, why } of bad)
    console.log(`${what}: ${file} is ${why === 'another content' ? 'not what was stored' : why}`)
  console.log(bad.length === 0 ? `${files} files, all whole` : `${bad.length} of ${files} files are damaged`)
  return bad.length === 0 ? 0 : 1
}

async function countAnew(): Promise<number> {
  const { store, sealer } = await openHouse()
  let unread = 0
  const tools = { store, sealer, places: makePlaces(store), time: makeTime(false, 0), onError: () => void unread++ }
  const folded = await makeFigures(tools).rebuild()
  await store.close()
  console.log(`${folded} requests counted${unread > 0 ? `, ${unread} could not be read` : ''}`)
  return unread > 0 ? 1 : 0
}

if (import.meta.main) {
  const [verb, ...rest] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (verb === 'invite' && rest[0]) process.exitCode = await inviteByMail(rest[0], rest[1], rest[2])
  else if (verb === 'verify-audit') process.exitCode = await checkAudit()
  else if (verb === 'verify-files') process.exitCode = await checkFiles()
  else if (verb === 'rebuild-figures') process.exitCode = await countAnew()
  else if (verb === 'api-key') process.exitCode = (await apiKeyCommand(process.argv.slice(3))) ?? help()
  else process.exitCode = help()
}

function help(): number {
  console.error(usage)
  return 2
}
