import { NativeSelect } from '@mantine/core'
import { Refusal } from '../api/refusal.ts'

interface Props {
  readonly clusters: readonly { readonly id: string; readonly name: string }[]
  readonly field: { readonly name: string; readonly value: string; readonly error: string | undefined }
  onChoose(id: string): void
}

/** The field for the cluster of something new; a person who has several chooses one, and none is chosen for them. */
export function ClusterField({ clusters, field, onChoose }: Props) {
  const named = clusters.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <NativeSelect
      label="Cluster"
      required
      {...field}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={field.value === '' ? [{ value: '', label: 'Choose a cluster', disabled: true }, ...named] : named}
    />
  )
}

/** Throws the refusal for a form without a cluster, which the gateway could only say in other words. */
export function requireCluster(id: string): void {
  if (id === '') throw new Refusal('Choose a cluster.', 'BAD_INPUT', 'input.clusterId')
}
