import { Text } from '@mantine/core'
import type { ClusterLinkFieldsFragment } from '../../sdk/generated.ts'
import { Status } from '../states/status.tsx'
import { Moment } from '../times/moment.tsx'
import { healthWords } from './cluster-words.ts'

interface Props {
  readonly link: Pick<ClusterLinkFieldsFragment, 'kind' | 'health' | 'checkedAt'>
}

/** How a cluster answered when it was last asked, and when that was. */
export function ClusterHealth({ link: { kind, health, checkedAt } }: Props) {
  if (kind === 'NONE') return <Status tone="off">Not connected</Status>
  const { label, tone } = healthWords[health]
  return (
    <>
      <Status tone={tone}>{label}</Status>
      {checkedAt && (
        <Text size="xs" c="dimmed" component="div">
          asked <Moment at={checkedAt} />
        </Text>
      )}
    </>
  )
}
