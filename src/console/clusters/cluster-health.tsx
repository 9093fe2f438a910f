import { Text } from '@mantine/core'
import type { ClusterLinkFieldsFragment } from '../../sdk/generated.ts'
import { Status } from '../states/status.tsx'
import { Moment } from '../times/moment.tsx'
import { healthWords } from './cluster-words.ts'

type Link = Pick<ClusterLinkFieldsFragment, 'kind' | 'health'>

const wordsOf = ({ kind, health }: Link) =>
  kind === 'NONE' ? ({ label: 'Not connected', tone: 'off' } as const) : healthWords[health]

export const healthText = (link: Link): string => wordsOf(link).label

/** How a cluster answered when it was last asked. */
export function HealthStatus({ link }: { readonly link: Link }) {
  const { label, tone } = wordsOf(link)
  return <Status tone={tone}>{label}</Status>
}

interface Props {
  readonly link: Link & Pick<ClusterLinkFieldsFragment, 'checkedAt'>
}

/** The same, and when that was. */
export function ClusterHealth({ link }: Props) {
  return (
    <>
      <HealthStatus link={link} />
      {link.kind !== 'NONE' && link.checkedAt && (
        <Text size="xs" c="dimmed" component="div">
          asked <Moment at={link.checkedAt} />
        </Text>
      )}
    </>
  )
}
