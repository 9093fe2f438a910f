import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { CreateDatabaseTokenDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import type { Cluster } from '../clusters/use-cluster.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { type Expiry, ExpiryField } from '../tokens/expiry-field.tsx'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'
import { PermissionGrid, type Permissions } from './permission-grid.tsx'
import { showIssued } from './show-issued.tsx'

interface Props {
  readonly clusters: readonly Cluster[]
  readonly clusterId: string
  readonly show: ShowSecret
  onClose(): void
}

/** The form that creates a database token, with which programs read or write data. */
export function CreateDatabaseToken({ clusters, clusterId, show, onClose }: Props) {
  const create = useChange(CreateDatabaseTokenDocument, ['DatabaseToken'])
  const form = useForm(
    { clusterId, description: '', permissions: [] as Permissions, expiresAt: null as Expiry },
    async (input) => {
      const { createDatabaseToken } = await create({ input })
      if (createDatabaseToken) showIssued(show, createDatabaseToken, clusters, input.clusterId)
    },
  )
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
        <NativeSelect
          label="Cluster"
          required
          data={clusters.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('clusterId')}
          onChange={(event) => form.set({ clusterId: event.currentTarget.value, permissions: [] })}
        />
        <PermissionGrid key={form.values.clusterId} clusterId={form.values.clusterId} {...form.field('permissions')} />
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
