import { Button, Stack, TextInput } from '@mantine/core'
import { CreateDatabaseTokenDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { ClusterField, requireCluster } from '../clusters/cluster-field.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import { useLastCluster } from '../clusters/use-last-cluster.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { type Expiry, ExpiryField } from '../tokens/expiry-field.tsx'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import { PermissionGrid, type Permissions } from './permission-grid.tsx'
import { showIssued } from './show-issued.tsx'

interface Props {
  readonly clusters: readonly Cluster[]
  /** The database that the page behind is about, which the form offers first; absent for none. */
  readonly database?: { readonly id: string; readonly name: string; readonly cluster: { readonly id: string } }
  readonly show: ShowSecret
  onClose(): void
}

/** The form that creates a database token, with which programs read or write data. */
export function CreateDatabaseToken({ clusters, database, show, onClose }: Props) {
  const create = useChange(CreateDatabaseTokenDocument, ['DatabaseToken'])
  const [lastCluster, rememberCluster] = useLastCluster(clusters)
  const form = useForm(
    {
      clusterId: database?.cluster.id ?? lastCluster,
      description: '',
      permissions: [] as Permissions,
      expiresAt: null as Expiry,
    },
    async (input) => {
      requireCluster(input.clusterId)
      const { createDatabaseToken } = await create({ input })
      rememberCluster(input.clusterId)
      if (createDatabaseToken) showIssued(show, createDatabaseToken, clusters)
    },
  )
  const { clusterId } = form.values
  return (
    <form {...form.props}>
      <Stack>
        <TextInput
          label="Description"
          placeholder="Ingest of the plant in Graz"
          required
          autoComplete="off"
          data-autofocus
          {...form.field('description')}
        />
        <ClusterField
          clusters={clusters}
          field={form.field('clusterId')}
          onChoose={(clusterId) => form.set({ clusterId, permissions: [] })}
        />
        {clusterId && (
          <PermissionGrid
            key={clusterId}
            clusterId={clusterId}
            {...(database?.cluster.id === clusterId && { known: [database] })}
            {...form.field('permissions')}
          />
        )}
        <ExpiryField form={form} />
        <FormEnd form={form} label="Create token">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
