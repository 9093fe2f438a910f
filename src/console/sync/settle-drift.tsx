import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { AcceptFromClusterDocument, type Permission, RestoreOnClusterDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Confirm } from '../dialogs/confirm.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { type Difference, Differences, labelOf, shortens, valueText } from './differences.tsx'
import { changedTypes, type Synced } from './sync-words.ts'
import { tellOutcome } from './tell-outcome.ts'

interface Props {
  readonly of: Synced
  /** The name of the cluster. */
  readonly cluster: string
  /** What deciding it requires. */
  readonly permission: Permission
  /** Called once it was decided. */
  onDone(): void
}

/** Both sides where the cluster has something else, and below each what it means that this one counts. */
export function SettleDrift({ of: { id, version, sync }, cluster, permission, onDone }: Props) {
  const { may } = useSignedIn()
  const restore = useChange(RestoreOnClusterDocument, changedTypes)
  const accept = useChange(AcceptFromClusterDocument, changedTypes)
  const [asked, setAsked] = useState<'restore' | 'accept'>()
  const close = () => setAsked(undefined)
  const { differences } = sync
  const way = (name: 'restore' | 'accept', to: ChangesProps['to'], words: string, label: string) => (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{words}</Text>
      <DataLoss differences={differences} to={to} cluster={cluster} />
      <Button size="compact-sm" variant="default" onClick={() => setAsked(name)}>
        {label}
      </Button>
    </Stack>
  )
  return (
    <>
      <Differences
        differences={differences}
        cluster={cluster}
        {...(may(permission) && {
          ways: {
            here: way(
              'restore',
              'here',
              `What is here counts: ${cluster} is set back to it.`,
              'Restore on the cluster',
            ),
            onCluster: way(
              'accept',
              'onCluster',
              `What is on ${cluster} counts: it is taken over here, and ${cluster} stays as it is.`,
              'Accept from the cluster',
            ),
          },
        })}
      />
      <Confirm
        title={`Restore on ${cluster}`}
        label="Restore on the cluster"
        color={losesData(differences, 'here') ? 'red' : 'petrol'}
        isOpen={asked === 'restore'}
        onClose={close}
        version={version}
        rehearse={(expectedVersion) => rehearse(RestoreOnClusterDocument, { id, expectedVersion })}
        act={async (_typed, expectedVersion) => {
          const { restoreOnCluster } = await restore({ id, expectedVersion })
          tellOutcome(`Restored on ${cluster}.`, restoreOnCluster?.sync, cluster)
          onDone()
        }}
      >
        {cluster} is made as it is here:
        <Changes differences={differences} to="here" />
        <DataLoss differences={differences} to="here" cluster={cluster} />
      </Confirm>
      <Confirm
        title={`Accept from ${cluster}`}
        label="Accept from the cluster"
        color="petrol"
        isOpen={asked === 'accept'}
        onClose={close}
        version={version}
        rehearse={(expectedVersion) => rehearse(AcceptFromClusterDocument, { id, expectedVersion })}
        act={async (_typed, expectedVersion) => {
          const { acceptFromCluster } = await accept({ id, expectedVersion })
          tellOutcome(`Accepted from ${cluster}.`, acceptFromCluster?.sync, cluster)
          onDone()
        }}
      >
        It is made here as {cluster} has it. Nothing changes on {cluster}.
        <Changes differences={differences} to="onCluster" />
        <DataLoss differences={differences} to="onCluster" cluster={cluster} />
      </Confirm>
    </>
  )
}

interface ChangesProps {
  readonly differences: readonly Difference[]
  /** Which of the two is to count. */
  readonly to: 'here' | 'onCluster'
}

/** What becomes of each setting that differs. */
function Changes({ differences, to }: ChangesProps) {
  const from = to === 'here' ? 'onCluster' : 'here'
  return (
    <List size="sm" my="xs" withPadding>
      {differences.map((difference) => (
        <List.Item key={difference.field}>
          {labelOf(difference.field)}: from {valueText(difference.field, difference[from])} to{' '}
          {valueText(difference.field, difference[to])}
        </List.Item>
      ))}
    </List>
  )
}

const retentionOf = (differences: readonly Difference[]): Difference | undefined =>
  differences.find(({ field }) => field === 'retentionPeriod')

/** Whether data is lost where one of the two counts: its retention is shorter. */
function losesData(differences: readonly Difference[], to: ChangesProps['to']): boolean {
  const retention = retentionOf(differences)
  const from = to === 'here' ? 'onCluster' : 'here'
  return retention !== undefined && shortens(retention[from], retention[to])
}

/** Says which data is lost where a shorter retention counts; nothing where none is. */
function DataLoss({ differences, to, cluster }: ChangesProps & { readonly cluster: string }) {
  if (!losesData(differences, to)) return null
  const kept = valueText('retentionPeriod', retentionOf(differences)?.[to])
  return (
    <Text size="sm" fw={600}>
      {to === 'here'
        ? `This deletes data on ${cluster} that is older than ${kept}, for good.`
        : `${cluster} removes data that is older than ${kept} already, and goes on doing so.`}
    </Text>
  )
}
