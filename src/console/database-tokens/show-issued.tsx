import { Alert, Text } from '@mantine/core'
import type { ExampleToken } from '../../examples/target.ts'
import type { Cluster, NamedCluster } from '../clusters/use-cluster.ts'
import type { Sync } from '../sync/sync-words.ts'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import { TokenExamples } from './token-examples.tsx'

interface Issued {
  readonly secret: string
  readonly token: Pick<ExampleToken, 'permissions'> & {
    readonly sync: Pick<Sync, 'state' | 'lastError'>
    readonly cluster: NamedCluster & { readonly url: string }
  }
}

/** Shows a new token’s secret, whether its cluster has it already, and examples of its use. */
export function showIssued(show: ShowSecret, { secret, token }: Issued, clusters: readonly Cluster[]): void {
  const { permissions, sync, cluster } = token
  const clusterKind = clusters.find(({ id }) => id === cluster.id)?.link.kind
  show(
    secret,
    <>
      <NotThereYet sync={sync} cluster={cluster.name} />
      <TokenExamples secret={secret} token={{ permissions, clusterUrl: cluster.url, clusterKind }} cluster={cluster} />
    </>,
  )
}

/** Says that a new token does not work yet; nothing where the cluster has it. */
function NotThereYet({
  sync: { state, lastError },
  cluster,
}: {
  readonly sync: Issued['token']['sync']
  cluster: string
}) {
  if (state === 'APPLIED') return null
  return (
    <Alert color="yellow" role="note" title={`Not on ${cluster} yet`}>
      <Text size="sm">
        {state === 'FAILED' ? 'The cluster did not take it' : 'It starts to work when the cluster has it'}
        {lastError ? `: ${lastError.message}` : '.'}
      </Text>
    </Alert>
  )
}
