import { Alert, Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { ImportFromClusterDocument, type ImportFromClusterMutation, UnmanagedDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { useRead } from '../api/use-read.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'

type Results = NonNullable<ImportFromClusterMutation['importFromCluster']>['results']

interface Props {
  readonly cluster: { readonly id: string; readonly name: string }
  onClose(): void
}

/** Takes what lies on a cluster into the gateway’s care: choose, see what would happen, import, see what has. */
export function ImportWizard({ cluster: { id, name }, onClose }: Props) {
  // Read once: what is imported meanwhile is told by the results.
  const read = useRead(UnmanagedDocument, { clusterId: id }, { of: [] })
  const send = useChange(ImportFromClusterDocument, ['Cluster', 'Database', 'DatabaseToken'])
  const [tried, setTried] = useState<Results>()
  const [done, setDone] = useState<Results>()
  const form = useForm(
    { databases: [] as readonly string[], credentials: [] as readonly string[] },
    async ({ databases, credentials }) => {
      const dryRun = tried === undefined
      const input = { clusterId: id, databases: [...databases], credentials: [...credentials], dryRun }
      const { importFromCluster } = await send({ input })
      if (dryRun) setTried(importFromCluster?.results ?? [])
      else setDone(importFromCluster?.results ?? [])
    },
  )
  const unmanaged = read.data?.cluster?.unmanaged
  if (read.isLoading) return <Loading />
  if (read.refusal) return <Failure refusal={read.refusal} again={read.again} />
  if (!unmanaged || unmanaged.databases.length + unmanaged.credentials.length === 0) {
    return <Text size="sm">There is nothing on {name} that is not managed here.</Text>
  }
  if (done) {
    return (
      <Stack>
        <ResultTable results={done} done="Imported" />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    )
  }
  const chosen = form.values.databases.length + form.values.credentials.length
  return (
    <form {...form.props}>
      <Stack>
        {tried ? (
          <ResultTable results={tried} done="Can be imported" />
        ) : (
          <>
            <Text size="sm">
              They are taken over as they are: nothing changes on {name}. The secrets of imported credentials stay with
              those who have them.
            </Text>
            <Choices
              label="Databases"
              value={form.values.databases}
              onChange={(databases) => form.set({ databases })}
              choices={unmanaged.databases.map((database) => ({
                value: database.name,
                label: database.name,
                note: database.retentionPeriod ? `keeps data for ${database.retentionPeriod}` : 'keeps data forever',
                obstacle: database.obstacle,
              }))}
            />
            <Choices
              label="Credentials"
              value={form.values.credentials}
              onChange={(credentials) => form.set({ credentials })}
              choices={unmanaged.credentials.map((credential) => ({
                value: credential.externalId,
                label: credential.description || credential.externalId,
                note: credential.isAdmin
                  ? 'Admin: passes every rule of the cluster'
                  : credential.permissions.join(', ') || 'no permissions',
                obstacle: credential.obstacle,
                isClosed: credential.isAdmin || credential.obstacle !== null,
              }))}
            />
          </>
        )}
        <FormEnd form={form} label={tried ? 'Import' : 'Check what would happen'} disabled={chosen === 0}>
          {tried ? (
            <Button variant="default" onClick={() => setTried(undefined)}>
              Back
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          )}
        </FormEnd>
      </Stack>
    </form>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
  readonly note: string
  readonly obstacle: string | null
  /** Whether it cannot be imported at all. */
  readonly isClosed?: boolean
}

interface ChoicesProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: readonly string[]
  onChange(value: readonly string[]): void
}

function Choices({ label, choices, value, onChange }: ChoicesProps) {
  if (choices.length === 0) return null
  const open = choices.filter(({ isClosed }) => !isClosed)
  return (
    <Checkbox.Group label={label} value={[...value]} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {open.length > 1 && (
          <Group>
            <Button size="compact-xs" variant="default" onClick={() => onChange(open.map((choice) => choice.value))}>
              All {label.toLowerCase()}
            </Button>
          </Group>
        )}
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            value={choice.value}
            disabled={choice.isClosed === true}
            label={choice.label}
            description={choice.obstacle ? `${choice.note}. ${choice.obstacle}` : choice.note}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

/** What became, or would become, of each thing. */
function ResultTable({ results, done }: { readonly results: Results; readonly done: string }) {
  if (results.length === 0) return <Alert color="gray">Nothing was chosen.</Alert>
  return (
    <Table aria-label="Results" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Name</Table.Th>
          <Table.Th scope="col">Result</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {results.map(({ name, error }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a database and a credential may have one name.
          <Table.Tr key={at}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{error ? error.message : done}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
