import type { Core } from '../core.ts'

/** Who may come in first: somebody with a link, or an Admin that the environment named. */
export type FirstStart = { readonly link: string; readonly email: string } | { readonly admin: string }

/** The address of the first Admin's invitation when nobody named one; it is where no mail arrives. */
const placeholderEmail = 'admin@localhost'

/** Creates the account, the cluster and the first Admin in an empty store; undefined when it holds an account. */
export async function firstStart({ config, services }: Core): Promise<FirstStart | undefined> {
  const { operator } = services
  if ((await operator.accounts()).length > 0) return undefined
  const { accountName, clusterName, clusterUrl, adminEmail, adminPassword } = config.first
  const clusters = [{ name: clusterName, url: clusterUrl }]
  if (adminEmail !== undefined && adminPassword !== undefined) {
    await operator.createAccountWithAdmin(accountName, clusters, { email: adminEmail, password: adminPassword })
    return { admin: adminEmail }
  }
  const email = adminEmail ?? placeholderEmail
  const { invitationLink } = await operator.createAccount(accountName, clusters, email)
  return { link: invitationLink, email }
}
