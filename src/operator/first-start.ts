import type { GivenLink } from '../clusters/links/given-link.ts'
import type { HealthNote } from '../clusters/links/link.store.ts'
import { kindOf } from '../clusters/links/linked-clusters.ts'
import { noteOf, probe, probeMilliseconds } from '../clusters/links/probe.ts'
import type { Core } from '../core.ts'
import { isConflict } from '../errors.ts'
import { operatorOf } from './operator.ts'

/** How the first person gets in: by an invitation link, or as the Admin that the environment names. */
export type FirstStart = ({ readonly link: string; readonly email: string } | { readonly admin: string }) & {
  /** What stands behind the first cluster; undefined for records only, and when this start did not create it. */
  readonly linked?: Linked | undefined
}

/** What the first start has connected. */
export interface Linked {
  readonly title: string
  readonly note: HealthNote
}

/** The address of the first Admin's invitation when none is configured; no mail can reach it. */
const placeholderEmail = 'admin@localhost'

/**
 * Creates the account, the cluster and the first Admin in an empty store. In a store that has had no person yet, the
 * Admin whom the environment names is still created. Undefined when there was nothing to do.
 */
export async function firstStart(core: Core): Promise<FirstStart | undefined> {
  const operator = operatorOf(core)
  const { accountName, clusterName, clusterUrl, link: given, jwtSecret, adminEmail, adminPassword } = core.config.first
  const admin =
    adminEmail !== undefined && adminPassword !== undefined ? { email: adminEmail, password: adminPassword } : undefined
  const [account] = await operator.accounts()
  if (account) return admin && (await operator.createFirstAdmin(account.id, admin)) ? { admin: admin.email } : undefined
  const linked = given && (await tryLink(given, jwtSecret !== undefined, core.clock()))
  const link = given && linked && { given, note: linked.note }
  const clusters = [{ name: clusterName, url: clusterUrl, link, jwtSecret }]
  try {
    if (admin) {
      await operator.createAccountWithAdmin(accountName, clusters, admin, 'an empty store')
      return { admin: admin.email, linked }
    }
    const email = adminEmail ?? placeholderEmail
    const { invitationLink } = await operator.createAccount(accountName, clusters, email, 'an empty store')
    return { link: invitationLink, email, linked }
  } catch (error) {
    // Another instance, started at the same moment, has done it and told its operator.
    if (isConflict(error)) return undefined
    throw error
  }
}

/** A cluster that does not answer now is connected all the same: it is probed from then on. */
async function tryLink(given: GivenLink, verifiesJwt: boolean, at: number): Promise<Linked> {
  const driver = kindOf(given).open({ ...given, verifiesJwt })
  try {
    const probed = await probe(driver, AbortSignal.timeout(probeMilliseconds))
    return { title: kindOf(given).title, note: { ...noteOf(probed, undefined, at), failures: 0 } }
  } finally {
    await driver.close()
  }
}
