import { Checkbox, Stack } from '@mantine/core'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { useGroups } from './use-groups.ts'

interface Props {
  readonly name: string
  readonly value: string[]
  readonly error: string | undefined
  onChange(groupIds: string[]): void
}

/**
 * The field for groups, each with its description. A group with a permission that the viewer lacks cannot be assigned.
 */
export function GroupsField({ name, value, error, onChange }: Props) {
  const { may } = useSignedIn()
  const { data, refusal, isLoading, again } = useGroups()
  if (isLoading) return <Loading rows={3} />
  if (!data) return refusal && <Failure refusal={refusal} again={again} />
  return (
    <Checkbox.Group label="Groups" required value={value} onChange={onChange} error={error}>
      <Stack gap="xs" my="xs">
        {data.map((group) => (
          <Checkbox
            key={group.id}
            // The form focuses a refused field by this name.
            name={name}
            value={group.id}
            label={group.name}
            disabled={!group.permissions.every(may)}
            description={
              group.permissions.every(may)
                ? group.description
                : `${group.description} You cannot assign it: it has permissions that you lack.`
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
