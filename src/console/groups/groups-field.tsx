import { Checkbox, Stack } from '@mantine/core'
import { GroupsDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly name: string
  readonly value: string[]
  readonly error: string | undefined
  onChange(groupIds: string[]): void
}

/** Which groups somebody shall be in, each with what it is for; who lacks what one grants cannot give it. */
export function GroupsField({ name, value, error, onChange }: Props) {
  const { may } = useSignedIn()
  const { data, refusal, isLoading, again } = useRead(GroupsDocument, { first: 100 }, { of: ['Group'] })
  if (isLoading) return <Loading rows={3} />
  if (!data?.groups) return refusal && <Failure refusal={refusal} again={again} />
  return (
    <Checkbox.Group label="Groups" required value={value} onChange={onChange} error={error}>
      <Stack gap="xs" my="xs">
        {data.groups.nodes.map((group) => (
          <Checkbox
            key={group.id}
            // What is refused gets the focus by this name.
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
