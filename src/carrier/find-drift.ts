import type { Grant, ObservedDatabase, ObservedToken } from '../clusters/drivers/driver.ts'
import type { OpenCluster } from '../clusters/links/linked-clusters.ts'
import { foreignClusterGrants, readForeignGrants } from '../clusters/work/adopted.store.ts'
import type { SyncDifference } from '../clusters/work/sync.type.ts'
import type { Work, WorkError } from '../clusters/work/work.store.ts'
import { printDuration } from '../values/duration.ts'
import type { ClusterContent } from './cluster-content.ts'
import { credentialsByToken, type Settled, type SettledDatabase, type SettledToken } from './drift.store.ts'
import type { KnownContent } from './known-content.store.ts'
import { missing } from './take-name.ts'
import { isSame, printGrants, unclaimed } from './unmanaged.ts'

/** One object that its cluster has otherwise than it is here. */
export type Finding = { readonly label: string } & (
  | { readonly kind: 'DIFFERS'; readonly work: Work; readonly differences: readonly SyncDifference[] }
  /** It is again as it is here. */
  | { readonly kind: 'AGREES'; readonly work: Work }
  | { readonly kind: 'GONE'; readonly work: Work; readonly error: WorkError }
  /** Brought back by the gateway: access that is more, or less, than it should be. */
  | {
      readonly kind: 'REPAIR'
      readonly id: string
      readonly work: Work | undefined
      readonly here: readonly string[]
      readonly onCluster: readonly string[]
    }
)

/** Compares what a cluster has with what it should have. */
export function findDrift(
  target: OpenCluster,
  settled: Settled,
  grants: ReadonlyMap<string, readonly Grant[]>,
  { databases, tokens }: ClusterContent,
  known: KnownContent,
): Finding[] {
  const found = settled.databases.flatMap((database) => databaseDrift(database, databases) ?? [])
  if (!target.driver.tokens) return found
  const credentialOf = credentialsByToken(tokens)
  const drifted = settled.tokens.flatMap(
    (token) => tokenDrift(target, token, grants.get(token.id) ?? [], credentialOf(token), known) ?? [],
  )
  return [...found, ...drifted]
}

function databaseDrift(database: SettledDatabase, listed: readonly ObservedDatabase[]): Finding | undefined {
  const { work, name: label } = database
  const observed = listed.find((one) => isSame(one, work))
  if (!observed) {
    const { code, message } = missing()
    return { kind: 'GONE', label, work, error: { code, message } }
  }
  const differences = differencesOf(database, observed)
  if (differences.length === 0) return work.state === 'DRIFTED' ? { kind: 'AGREES', label, work } : undefined
  const isShown = work.differences === JSON.stringify(differences)
  return isShown ? undefined : { kind: 'DIFFERS', label, work, differences }
}

/** The settings that a database has otherwise on its cluster, in the words of the API. */
export function differencesOf(
  here: Omit<SettledDatabase, 'work'>,
  { externalName, maxTables, maxColumnsPerTable, ...retention }: ObservedDatabase,
): SyncDifference[] {
  const pairs: SyncDifference[] = [
    { field: 'name', here: here.name, onCluster: externalName },
    { field: 'retentionPeriod', here: printPeriod(here), onCluster: printPeriod(retention) },
    { field: 'maxTables', here: here.maxTables, onCluster: maxTables ?? here.maxTables },
    {
      field: 'maxColumnsPerTable',
      here: here.maxColumnsPerTable,
      onCluster: maxColumnsPerTable ?? here.maxColumnsPerTable,
    },
  ]
  return pairs.filter(({ here: ours, onCluster }) => ours !== onCluster)
}

type Retention = Pick<ObservedDatabase, 'retentionSeconds' | 'retentionNanoseconds'>

function printPeriod({ retentionSeconds, retentionNanoseconds }: Retention): string | null {
  if (retentionNanoseconds !== undefined) return `${retentionNanoseconds}ns`
  return retentionSeconds === null ? null : printDuration(retentionSeconds)
}

function tokenDrift(
  { link, capabilities }: OpenCluster,
  { id, work, description: label, origin, isLive }: SettledToken,
  managed: readonly Grant[],
  credential: ObservedToken | undefined,
  known: KnownContent,
): Finding | undefined {
  if (!isLive) {
    // What was taken away is there all the same.
    return credential && { kind: 'REPAIR', id, label, work, here: [], onCluster: printGrants(credential) }
  }
  const grants = [...managed, ...foreignStill(work, credential, known)]
  if (!credential) {
    if (!work || work.state === 'FAILED') return undefined
    // Where nobody needs its password, it is made again.
    const isRemade = origin === 'MANAGED' && capabilities.secretsBy === 'GATEWAY' && link.enforcement === 'FORWARD_AUTH'
    return isRemade
      ? { kind: 'REPAIR', id, label, work, here: printGrants({ grants }), onCluster: [] }
      : gone(work, label)
  }
  const [here, onCluster] = [{ grants }, credential].map((held) => printGrants(held).sort()) as [string[], string[]]
  const isLost = work === undefined || work.state === 'FAILED'
  if (!isLost && !credential.isAdmin && here.join('\n') === onCluster.join('\n')) return undefined
  return { kind: 'REPAIR', id, label, work, here, onCluster: credential.isAdmin ? [...onCluster, 'ALL *'] : onCluster }
}

/** Grants on what is not managed here are as the cluster has them. */
function foreignStill(
  work: Work | undefined,
  credential: ObservedToken | undefined,
  known: KnownContent,
): readonly Grant[] {
  const held = new Set(credential ? printGrants(credential) : [])
  return foreignClusterGrants(unclaimed(readForeignGrants(work?.foreignGrants ?? null), known)).filter((grant) =>
    printGrants({ grants: [grant] }).every((text) => held.has(text)),
  )
}

const gone = (work: Work, label: string): Finding => ({
  kind: 'GONE',
  label,
  work,
  error: {
    code: 'SECRET_LOST',
    message: 'The credential is gone from the cluster, and its secret is kept nowhere. Rotate the token.',
  },
})
