import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { SetUserGroupsDocument, type UserQuery } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { GroupsField } from '../groups/groups-field.tsx'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly user: NonNullable<UserQuery['user']>
  onClose(): void
}

/** The form that replaces the groups of a user; refused when the user was changed since the form was opened. */
export function ChangeGroups({ user, onClose }: Props) {
  const { refresh, viewer } = useSignedIn()
  const setGroups = useChange(SetUserGroupsDocument, ['User', 'Group', 'Invitation'])
  const [expectedVersion] = useState(user.version)
  const form = useForm({ groupIds: user.groups.map(({ id }) => id) }, async ({ groupIds }) => {
    await setGroups({ input: { userId: user.id, groupIds, expectedVersion } })
    if (user.id === viewer.user.id) await refresh()
    toast('The groups are changed.')
    onClose()
  })
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm">
          Rights that are taken away are gone with the next request. Rights that are added end the sessions of{' '}
          {user.email}, who signs in again; a mail tells them.
        </Text>
        <GroupsField {...form.field('groupIds')} />
        <FormEnd form={form} label="Change the groups">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
