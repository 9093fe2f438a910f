import { Checkbox, Input, NativeSelect, Stack, Text } from '@mantine/core'
import type { DatabaseMatchInput, SelectorInput } from '../../sdk/generated.ts'
import { useClusters } from '../clusters/cluster-select.tsx'
import { useFault } from '../forms/faults.ts'
import { TextAt } from '../forms/text-at.tsx'
import { DatabaseChoice } from './database-choice.tsx'
import { LabelsField } from './label-matches.tsx'

type Kind = 'account' | 'clusterIds' | 'databaseIds' | 'databases'

const kinds: readonly { readonly value: Kind; readonly label: string; readonly start: SelectorInput }[] = [
  { value: 'databases', label: 'Databases, by name and labels', start: { databases: {} } },
  { value: 'databaseIds', label: 'Databases, one by one', start: { databaseIds: [] } },
  { value: 'clusterIds', label: 'Clusters', start: { clusterIds: [] } },
  { value: 'account', label: 'Everything in the account', start: { account: true } },
]

interface Props {
  /** The number of the grant. */
  readonly number: number
  readonly path: string
  readonly value: SelectorInput
  onChange(value: SelectorInput): void
}

/** The field for what a grant is about. */
export function SelectorField({ number, path, value, onChange }: Props) {
  const error = useFault(path)
  const kind = kinds.find((one) => value[one.value] !== undefined)?.value ?? 'databases'
  return (
    <Stack gap="sm">
      <NativeSelect
        label={`Grant ${number} is about`}
        name={path}
        value={kind}
        onChange={({ currentTarget }) => {
          const chosen = kinds.find((one) => one.value === currentTarget.value)
          if (chosen) onChange(chosen.start)
        }}
        data={kinds.map(({ value, label }) => ({ value, label }))}
        error={error}
      />
      {value.clusterIds && (
        <ClusterChoice
          label={`Clusters of grant ${number}`}
          description="All that lies on them, now and in future."
          path={`${path}.clusterIds`}
          value={value.clusterIds}
          onChange={(clusterIds) => onChange({ clusterIds })}
        />
      )}
      {value.databaseIds && (
        <DatabaseChoice
          number={number}
          path={`${path}.databaseIds`}
          value={value.databaseIds}
          onChange={(databaseIds) => onChange({ databaseIds })}
        />
      )}
      {value.databases && (
        <MatchFields
          number={number}
          path={`${path}.databases`}
          value={value.databases}
          onChange={(databases) => onChange({ databases })}
        />
      )}
    </Stack>
  )
}

interface MatchProps {
  readonly number: number
  readonly path: string
  readonly value: DatabaseMatchInput
  onChange(value: DatabaseMatchInput): void
}

function MatchFields({ number, path, value, onChange }: MatchProps) {
  const error = useFault(path)
  return (
    <Stack gap="sm" data-place={path}>
      <Text size="xs" c="dimmed">
        Databases that have all of this, now and in future. Leave empty what does not matter.
      </Text>
      <TextAt
        label={`Names of grant ${number} begin with`}
        description="A new database of such a name comes into the grant, also one that takes the name of a deleted one. Databases that are chosen one by one are known by their ids, which never come back."
        placeholder="ops-"
        path={`${path}.namePrefix`}
        value={value.namePrefix ?? ''}
        onChange={(namePrefix) => onChange({ ...value, namePrefix: namePrefix || null })}
      />
      <LabelsField
        number={number}
        path={`${path}.labels`}
        value={value.labels ?? []}
        onChange={(labels) => onChange({ ...value, labels: labels.length > 0 ? labels : null })}
      />
      <ClusterChoice
        label={`Only on these clusters, in grant ${number}`}
        description="On any cluster when none is chosen."
        path={`${path}.clusterIds`}
        value={value.clusterIds ?? []}
        onChange={(ids) => onChange({ ...value, clusterIds: ids.length > 0 ? ids : null })}
      />
      {error && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  )
}

interface ClusterProps {
  readonly label: string
  readonly description: string
  readonly path: string
  readonly value: readonly string[]
  onChange(value: readonly string[]): void
}

function ClusterChoice({ label, description, path, value, onChange }: ClusterProps) {
  const clusters = useClusters()
  const error = useFault(path)
  // Those that cannot be read are shown by their ids, so that they can be taken out.
  const unknown = value.filter((id) => !clusters.some((cluster) => cluster.id === id))
  return (
    <Checkbox.Group label={label} description={description} value={[...value]} onChange={onChange} error={error}>
      <Stack gap="xs" my="xs" data-place={path}>
        {[...clusters, ...unknown.map((id) => ({ id, name: id }))].map(({ id, name }) => (
          <Checkbox key={id} size="xs" value={id} label={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
