import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type DatabaseTokensQuery, UpdateDatabaseTokenDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { tellOutcome } from '../sync/tell-outcome.ts'
import { LastUse } from '../tokens/last-use.tsx'
import { PermissionGrid, type Permissions } from './permission-grid.tsx'

export type DatabaseToken = NonNullable<DatabaseTokensQuery['databaseTokens']>['nodes'][number]

interface Props {
  readonly token: DatabaseToken
  readonly cluster: Cluster | undefined
  onClose(): void
}

/** The form that changes the description and the permissions of a database token; its secret stays. */
export function EditDatabaseToken({ token, cluster, onClose }: Props) {
  const update = useChange(UpdateDatabaseTokenDocument, ['DatabaseToken'])
  const form = useForm(
    { description: token.description, permissions: given(token) },
    async ({ description, permissions }) => {
      const { updateDatabaseToken } = await update({
        input: {
          id: token.id,
          expectedVersion: token.version,
          description,
          ...(can(cluster, 'changeTokenPermissions') && { permissions }),
        },
      })
      tellOutcome('Saved.', updateDatabaseToken?.token.sync, cluster?.name)
      onClose()
    },
  )
  const { permissions } = form.values
  const rehearsed = useRehearsal(
    losesSome(token, permissions)
      ? () =>
          rehearse(UpdateDatabaseTokenDocument, {
            input: { id: token.id, expectedVersion: token.version, permissions },
          })
      : undefined,
    JSON.stringify(permissions),
  )
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Description" required autoComplete="off" data-autofocus {...form.field('description')} />
        {can(cluster, 'changeTokenPermissions') && (
          <PermissionGrid
            clusterId={token.cluster.id}
            known={[
              ...new Map(
                token.permissions.flatMap(({ database }) => (database ? [[database.id, database]] : [])),
              ).values(),
            ]}
            {...form.field('permissions')}
          />
        )}
        <Cannot cluster={cluster} limits={['changeTokenPermissions']} />
        {rehearsed.state !== 'not asked' && (
          <Text size="sm" component="div">
            Programs that use the token lose what you take away.{' '}
            <LastUse at={token.lastUsedAt} isReported={token.cluster.lastCheckAt !== null} />
          </Text>
        )}
        <Rehearsal of={rehearsed} />
        <FormEnd form={form} label="Save" disabled={!mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

/** Whether the token may do something that is not chosen any more. */
const losesSome = (token: DatabaseToken, chosen: Permissions): boolean =>
  given(token).some((one) => !chosen.some((kept) => kept.action === one.action && kept.databaseId === one.databaseId))

const given = ({ permissions }: DatabaseToken): Permissions =>
  permissions.flatMap(({ action, allDatabases, database }) => {
    if (allDatabases) return [{ action, databaseId: '*' }]
    return database ? [{ action, databaseId: database.id }] : []
  })
