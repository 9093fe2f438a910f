import { NativeSelect } from '@mantine/core'
import { ClustersDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'

const clustersMax = 100

/** The clusters to choose from: an account has few. */
export function useClusters() {
  const read = useRead(ClustersDocument, { first: clustersMax }, { of: ['Cluster'] })
  return read.data?.clusters?.nodes ?? []
}

interface Props {
  readonly clusters: ReturnType<typeof useClusters>
  /** Its id; empty for all. */
  readonly value: string
  onChoose(id: string): void
}

/** Narrows a list to one cluster; nothing where there is only one. */
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
