import { NativeSelect } from '@mantine/core'
import { ClustersDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { useSignedIn } from '../viewer/viewer.ts'

const clustersMax = 100

/** All clusters of the account, which has few, as far as the viewer may read them. */
export function useClusters() {
  const { may } = useSignedIn()
  const read = useRead(ClustersDocument, { first: clustersMax }, { of: ['Cluster'], pause: !may('CLUSTER_READ') })
  return read.data?.clusters?.nodes ?? []
}

interface Props {
  readonly clusters: ReturnType<typeof useClusters>
  /** The id of the cluster; empty for all. */
  readonly value: string
  onChoose(id: string): void
}

/** Filters a list by cluster; hidden when the account has only one. */
export function ClusterFilter({ clusters, value, onChoose }: Props) {
  if (clusters.length < 2) return null
  return (
    <NativeSelect
      aria-label="Cluster"
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={[{ value: '', label: 'All clusters' }, ...clusters.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}
