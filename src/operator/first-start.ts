import type { Core } from '../core.ts'
import { isConflict } from '../errors.ts'
import { operatorOf } from './operator.ts'

/** How the first person gets in: by an invitation link, or as the Admin that the environment names. */
export type FirstStart = { readonly link: string; readonly email: string } | { readonly admin: string }

/** The address of the first Admin's invitation when none is configured; no mail can reach it. */
const placeholderEmail = 'admin@localhost'

/**
 * Creates the account, the cluster and the first Admin in an empty store. In a store that has had no person yet, the
 * Admin whom the environment names is still created. Undefined when there was nothing to do.
 */
export async function firstStart(core: Core): Promise<FirstStart | undefined> {
  const operator = operatorOf(core)
  const { accountName, clusterName, clusterUrl, adminEmail, adminPassword } = core.config.first
  const admin =
    adminEmail !== undefined && adminPassword !== undefined ? { email: adminEmail, password: adminPassword } : undefined
  const [account] = await operator.accounts()
  if (account) return admin && (await operator.createFirstAdmin(account.id, admin)) ? { admin: admin.email } : undefined
  const clusters = [{ name: clusterName, url: clusterUrl }]
  try {
    if (admin) {
      await operator.createAccountWithAdmin(accountName, clusters, admin, 'an empty store')
      return { admin: admin.email }
    }
    const email = adminEmail ?? placeholderEmail
    const { invitationLink } = await operator.createAccount(accountName, clusters, email, 'an empty store')
    return { link: invitationLink, email }
  } catch (error) {
    // Another instance, started at the same moment, has done it and told its operator.
    if (isConflict(error)) return undefined
    throw error
  }
}
