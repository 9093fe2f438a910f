import { Stack, Text } from '@mantine/core'
import { cannot, kindTitles, type Limit } from './cluster-words.ts'
import type { Cluster } from './use-cluster.ts'

interface Props {
  /** Undefined while it is being read. */
  readonly cluster: Pick<Cluster, 'link'> | undefined
  /** What is offered here where the cluster can do it. */
  readonly limits: readonly Limit[]
}

/** Says why something is not offered here, a line each; nothing where the cluster can do it. */
export function Cannot({ cluster, limits }: Props) {
  if (!cluster) return null
  const { kind, capabilities } = cluster.link
  const told = limits.filter((limit) => !capabilities[limit])
  if (told.length === 0) return null
  return (
    <Stack gap={4} mb="sm">
      {told.map((limit) => (
        <Text key={limit} size="xs" c="dimmed">
          {cannot[limit](kindTitles[kind])}
        </Text>
      ))}
    </Stack>
  )
}

/** Whether a cluster can do something; not while it is being read. */
export const can = (cluster: Pick<Cluster, 'link'> | undefined, limit: Limit): boolean =>
  cluster?.link.capabilities[limit] === true
