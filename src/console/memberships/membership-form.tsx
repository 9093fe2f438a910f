import { Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { AddMembershipDocument } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { Rehearsal } from '../dialogs/rehearsal.tsx'
import { mayGoOn, useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { useGroups } from '../groups/use-groups.ts'
import { toast } from '../states/toast.ts'
import { type End, EndField } from '../times/end-field.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Membership, User } from './membership.ts'

const hour = 3_600_000
const lengths = [
  { label: 'In 1 hour', milliseconds: hour },
  { label: 'In 8 hours', milliseconds: 8 * hour },
  { label: 'In 1 day', milliseconds: 24 * hour },
  { label: 'In 7 days', milliseconds: 7 * 24 * hour },
  { label: 'In 30 days', milliseconds: 30 * 24 * hour },
]

interface Props {
  readonly user: User
  /** The membership that is changed; absent where one is added. */
  readonly membership?: Membership
  onClose(): void
}

/** The form for a membership, its end and its reason; refused when the user was changed since it was opened. */
export function MembershipForm({ user, membership, onClose }: Props) {
  const { may, refresh, viewer } = useSignedIn()
  const add = useChange(AddMembershipDocument, ['User', 'Group', 'Session', 'Invitation'])
  const { data: groups = [] } = useGroups({ pause: membership !== undefined })
  const [expectedVersion] = useState(user.version)
  const form = useForm(
    {
      groupId: membership?.group.id ?? '',
      until: (membership?.until ?? null) as End,
      reason: membership?.reason ?? '',
    },
    async (values) => {
      await add({ input: inputOf(values) })
      if (user.id === viewer.user.id) await refresh()
      toast(membership ? 'Changed.' : 'Added.')
      onClose()
    },
  )
  const inputOf = ({ groupId, until, reason }: typeof form.values) => ({
    ...{ userId: user.id, groupId, until: until ?? null, reason: reason || null, expectedVersion },
  })
  const { groupId, until } = form.values
  const isAsked = groupId !== '' && (membership === undefined || until !== membership.until) && until !== ''
  const rehearsed = useRehearsal(
    isAsked ? () => rehearse(AddMembershipDocument, { input: inputOf(form.values) }) : undefined,
    [groupId, until].join(),
  )
  const others = groups.filter(({ id }) => !user.memberships.some(({ group }) => group.id === id))
  return (
    <form {...form.props}>
      <Stack>
        {membership ? (
          <Text size="sm">{user.name} stays in the group until then; a reason is kept beside it.</Text>
        ) : (
          <NativeSelect
            label="Group"
            required
            data-autofocus
            data={[
              { value: '', label: 'Choose a group' },
              ...others.map(({ id, name, permissions }) => ({
                ...{ value: id, label: name },
                disabled: !permissions.every(may),
              })),
            ]}
            {...form.field('groupId')}
          />
        )}
        <EndField
          label="Ends"
          ownLabel="Date and time of the end, in your time zone"
          description="The permissions end by themselves then."
          lengths={lengths}
          field={form.field('until')}
          onChange={(changed) => form.set({ until: changed })}
        />
        <Textarea label="Reason" placeholder="INC-42" autosize minRows={1} maxRows={4} {...form.field('reason')} />
        <Rehearsal of={rehearsed} />
        <FormEnd
          form={form}
          label={membership ? 'Change the membership' : 'Add to the group'}
          disabled={!mayGoOn(rehearsed)}
        >
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
