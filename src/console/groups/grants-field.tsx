import { Fieldset, Group, Input, Stack, Text } from '@mantine/core'
import type { GrantInput, Permission } from '../../sdk/generated.ts'
import { useFault } from '../forms/faults.ts'
import { Add, Remove } from '../forms/rows.tsx'
import { PermissionChoice } from './permission-choice.tsx'
import { capital } from './permission-words.ts'
import { SelectorField } from './selector-field.tsx'

interface Props {
  readonly value: readonly GrantInput[]
  /** The permissions to choose from. */
  readonly offered: readonly Permission[]
  /** What each grant is about, in the words of the gateway, as far as it has told. */
  readonly summaries: readonly string[]
  onChange(value: readonly GrantInput[]): void
}

/** The field for what a group grants: permissions, and what each is held on. */
export function GrantsField({ value, offered, summaries, onChange }: Props) {
  const error = useFault('grants')
  return (
    <Stack gap="md" data-place="grants">
      {value.map((grant, at) => (
        <OneGrant
          // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no identity but its position.
          key={at}
          grant={grant}
          place={at}
          offered={offered}
          summary={summaries[at]}
          onChange={(changed) => onChange(value.with(at, changed))}
          onRemove={() => onChange(value.toSpliced(at, 1))}
        />
      ))}
      {value.length === 0 && (
        <Text size="sm" c="dimmed">
          It grants nothing yet.
        </Text>
      )}
      <Add label="Add grant" onClick={() => onChange([...value, { permissions: [], on: { databases: {} } }])} />
      {error && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  )
}

interface OneProps {
  readonly grant: GrantInput
  readonly place: number
  readonly offered: readonly Permission[]
  readonly summary: string | undefined
  onChange(grant: GrantInput): void
  onRemove(): void
}

function OneGrant({ grant: { permissions, on }, place, offered, summary, onChange, onRemove }: OneProps) {
  const path = `grants.${place}`
  const error = useFault(path)
  const errorOfPermissions = useFault(`${path}.permissions`)
  return (
    <Fieldset legend={`Grant ${place + 1}`} data-place={path}>
      <Stack gap="md">
        {summary && (
          <Text size="sm" fw={500}>
            {capital(summary)}
          </Text>
        )}
        <SelectorField
          number={place + 1}
          path={`${path}.on`}
          value={on}
          onChange={(changed) => onChange({ permissions, on: changed })}
        />
        <PermissionChoice
          offered={offered}
          {...(!on.account && {
            closed: {
              has: (permission: Permission) => !isAbout(permission, on.clusterIds ? 'clusters' : 'databases'),
              why: 'The other permissions can be granted on everything only.',
            },
          })}
          name={`${path}.permissions`}
          value={permissions}
          error={errorOfPermissions}
          onChange={(changed) => onChange({ permissions: changed, on })}
        />
        {error && <Input.Error role="alert">{error}</Input.Error>}
        <Group>
          <Remove label={`Remove grant ${place + 1}`} onClick={onRemove} />
        </Group>
      </Stack>
    </Fieldset>
  )
}

/** Whether a permission can be about some clusters or databases, by its name; the gateway decides. */
const isAbout = (permission: Permission, kind: 'clusters' | 'databases'): boolean =>
  /^(DATABASE|TABLE)_/.test(permission) || (kind === 'clusters' && permission === 'CLUSTER_READ')
