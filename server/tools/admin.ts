import { verifyAudit } from '../db/audit.ts'
import { isFault, type Fault } from '../domain/fault.ts'
import { parseCns } from '../domain/cns.ts'
import { parseEmail } from '../domain/contact.ts'
import { staffRoles, type Role } from '../domain/cartorio.ts'
import { faultWords } from '../domain/words.ts'
import { commandLine, invite } from '../identity/roles.ts'
import { apiKeyCommand, apiKeyUsage } from './api-key.ts'
import { openHouse } from './open.ts'

const roles: readonly Role[] = [...staffRoles, 'admin', 'inspetor']
const usage = `Use:
  npm run admin -- invite EMAIL ROLE [CNS]   ROLE: ${roles.join(', ')}; the cartório's roles need its CNS
  npm run admin -- verify-audit
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

if (import.meta.main) {
  const [verb, ...rest] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (verb === 'invite' && rest[0]) process.exitCode = await inviteByMail(rest[0], rest[1], rest[2])
  else if (verb === 'verify-audit') process.exitCode = await checkAudit()
  else if (verb === 'api-key') process.exitCode = (await apiKeyCommand(process.argv.slice(3))) ?? help()
  else process.exitCode = help()
}

function help(): number {
  console.error(usage)
  return 2
}
