import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { SetUserGroupsDocument, type UserQuery } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { GroupsField } from '../groups/groups-field.tsx'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'

interface Props {
  readonly user: Pick<NonNullable<UserQuery['user']>, 'id' | 'email' | 'version' | 'groups'>
  /** The group that was chosen already, to be their only one. */
  readonly target?: string
  onClose(): void
}

/** The form that replaces the groups of a user; refused when the user was changed since the form was opened. */
export function ChangeGroups({ user, target, onClose }: Props) {
  const { refresh, viewer } = useSignedIn()
  const setGroups = useChange(SetUserGroupsDocument, ['User', 'Group', 'Invitation'])
  const [expectedVersion] = useState(user.version)
  const form = useForm({ groupIds: target ? [target] : user.groups.map(({ id }) => id) }, async ({ groupIds }) => {
    await setGroups({ input: { userId: user.id, groupIds, expectedVersion } })
    if (user.id === viewer.user.id) await refresh()
    toast('The groups are changed.')
    onClose()
  })
  const { groupIds } = form.values
  const chosen = [...groupIds].sort().join()
  const isChange =
    groupIds.length > 0 &&
    chosen !==
      user.groups
        .map(({ id }) => id)
        .sort()
        .join()
  const input = { userId: user.id, groupIds, expectedVersion }
  const rehearsed = useRehearsal(isChange ? () => rehearse(SetUserGroupsDocument, { input }) : undefined, chosen)
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm">
          Permissions that are taken away are gone with the next request. Permissions that are added end the sessions of{' '}
          {user.email}, who signs in again; a mail tells them.
        </Text>
        <GroupsField {...form.field('groupIds')} />
        <Rehearsal of={rehearsed} />
        <FormEnd form={form} label="Change the groups" disabled={!mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
