import { Stack, Textarea, TextInput } from '@mantine/core'
import { InviteUsersDocument, type InviteUsersMutation } from '../../sdk/generated.ts'
import { asRefusal, Refusal } from '../api/refusal.ts'
import { useChange } from '../api/use-change.ts'
import { counted } from '../counts/count-words.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { GroupsField } from '../groups/groups-field.tsx'
import { readPairs } from '../pairs/pairs.ts'
import { attributesField, PairsField } from '../pairs/pairs-field.tsx'
import { readAddresses } from './addresses.ts'

export type Result = NonNullable<InviteUsersMutation['inviteUsers']>['results'][number]

const lifeDefault = '7d'

/** The form that invites all addresses in a text with the same groups and attributes; refused addresses stay in it. */
export function InviteForm({ onInvited }: { onInvited(results: readonly Result[]): void }) {
  const invite = useChange(InviteUsersDocument, ['Invitation'])
  const form = useForm<{ invitations: string; groupIds: string[]; attributes: string; expiresIn: string }>(
    { invitations: '', groupIds: [], attributes: '', expiresIn: lifeDefault },
    async (values) => {
      // The gateway would report this once for each address.
      if (values.groupIds.length === 0) throw new Refusal('Give at least one group.', 'BAD_INPUT', 'groupIds')
      const addresses = readAddresses(values.invitations)
      const attributes = readPairs(values.attributes)
      const { inviteUsers } = await invite({
        input: {
          invitations: addresses.map((email) => ({ email, groupIds: values.groupIds, attributes })),
          expiresIn: values.expiresIn,
        },
      }).catch((error: unknown) => {
        throw withAddress(asRefusal(error), addresses)
      })
      const results = inviteUsers?.results ?? []
      const refused = results.filter((result) => result.error)
      form.set({ invitations: refused.map(({ email }) => email).join('\n') })
      onInvited(results)
    },
  )
  const count = readAddresses(form.values.invitations).length
  return (
    <form {...form.props}>
      <Stack maw={640}>
        <Textarea
          label="Addresses"
          description="Paste them as they are: one per line or separated by commas, with or without names. At most 100."
          required
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
          {...form.field('invitations')}
        />
        <GroupsField {...form.field('groupIds')} />
        <PairsField {...attributesField} {...form.field('attributes')} />
        <TextInput
          label="Link expires after"
          description="From 1h to 30d, as in 12h, 7d or 1d12h."
          required
          maw={240}
          {...form.field('expiresIn')}
        />
        <FormEnd form={form} label={count > 1 ? `Invite ${counted(count, 'person', 'people')}` : 'Invite'} />
      </Stack>
    </form>
  )
}

/** The error with the address at fault: one invalid address makes the gateway refuse the whole request. */
function withAddress(refusal: Refusal, addresses: readonly string[]): Refusal {
  const at = /^input\.invitations\.(\d+)\.email$/.exec(refusal.field ?? '')?.[1]
  if (at === undefined) return refusal
  return new Refusal(`“${addresses[Number(at)]}”: ${refusal.message}`, refusal.code, refusal.field, refusal.details)
}
