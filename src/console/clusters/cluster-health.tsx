import { Badge, Text } from '@mantine/core'
import type { ClusterLinkFieldsFragment } from '../../sdk/generated.ts'
import { Moment } from '../times/moment.tsx'
import { healthWords } from './cluster-words.ts'

interface Props {
  readonly link: Pick<ClusterLinkFieldsFragment, 'kind' | 'health' | 'checkedAt'>
}

/** How a cluster answered when it was last asked, and when that was. */
export function ClusterHealth({ link: { kind, health, checkedAt } }: Props) {
  if (kind === 'NONE') return 'Not connected'
  const { label, color } = healthWords[health]
  return (
    <>
      <Badge variant="dot" color={color} tt="none" h="auto" miw={0} styles={{ label: { whiteSpace: 'normal' } }}>
        {label}
      </Badge>
      {checkedAt && (
        <Text size="xs" c="dimmed" component="div">
          asked <Moment at={checkedAt} />
        </Text>
      )}
    </>
  )
}
