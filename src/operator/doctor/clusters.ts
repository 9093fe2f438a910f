import * as clusterStore from '../../clusters/cluster.store.ts'
import { kindOf } from '../../clusters/links/linked-clusters.ts'
import { probe, probeMilliseconds } from '../../clusters/links/probe.ts'
import { inWords } from '../cluster-failure.ts'
import type { Opened } from '../on-store.ts'
import { failed, ok, onOpened, skipped, type Verdict, warning } from './check.ts'

/** Whether each connected cluster can be reached, and takes the credential. */
export const clusters = onOpened(async (opened, { accountId }) => {
  const accounts = (await opened.operator.accounts()).filter(({ id }) => accountId === undefined || id === accountId)
  const all = await Promise.all(
    accounts.map(async (account) => {
      const known = await clusterStore.list(opened.store.db, account.id)
      return Promise.all(known.map((cluster) => ask(opened, account, cluster)))
    }),
  )
  const asked = all.flat().filter((verdict) => verdict !== undefined)
  return asked.length > 0 ? asked : [skipped('No cluster is connected: the gateway keeps records only.')]
})

interface Named {
  readonly id: string
  readonly name: string
}

/** Undefined for a cluster that is not connected. */
async function ask({ linkedClusters }: Opened, account: Named, cluster: Named): Promise<Verdict | undefined> {
  const linked = await linkedClusters.open(account.id, cluster.id)
  if (!linked) return undefined
  const name = `${cluster.name} of ${account.name}`
  const { answer, error } = await probe(linked.driver, AbortSignal.timeout(probeMilliseconds))
  const about = { accountId: account.id, clusterId: cluster.id }
  if (error) {
    return {
      ...failed(`${name}: ${inWords(error)}`, '`clustergate cluster connect` takes another address or credential.'),
      about,
    }
  }
  if (answer.warning !== null) return { ...warning(`${name}: ${answer.warning}`, null), about }
  const shown = `${kindOf(linked.link).title}${answer.version === null ? '' : `, version ${answer.version}`}`
  return { ...ok(`${name} answers, and takes the credential: ${shown}.`), about }
}
