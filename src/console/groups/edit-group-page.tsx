import { Anchor, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { type GroupDetailsFragment, GroupDocument, UpdateGroupDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { ofAnswer, rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useRead } from '../api/use-read.ts'
import { ReloadContext } from '../dialogs/reload.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { toast } from '../states/toast.ts'
import { GrantWords } from './grant-words.tsx'
import { GroupForm } from './group-form.tsx'
import { changesOf, valuesOf } from './group-values.ts'

/** The page on which a custom group is changed. */
export default function EditGroupPage() {
  const { id = '' } = useParams<{ id: string }>()
  const { data, refusal, isLoading, again } = useRead(GroupDocument, { id }, { of: ['Group'] })
  const group = data?.group
  if (data && !refusal && !group) return <NotFound what="Group" next={{ href: '/groups', label: 'All groups' }} />
  return (
    <>
      <PageHeader title={group ? `Edit ${group.name}` : 'Edit a group'} />
      {isLoading && <Loading rows={8} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {group?.builtIn && <Empty title={`${group.name} is built in, and cannot be changed.`}>{toAll}</Empty>}
      {group && !group.builtIn && <Editor key={id} group={group} />}
    </>
  )
}

const toAll = (
  <Anchor component={Link} href="/groups">
    Go to all groups
  </Anchor>
)

/** The form, which starts with the group as it was when it was opened; what somebody else changes meanwhile is told. */
function Editor({ group }: { readonly group: GroupDetailsFragment }) {
  const [, navigate] = useLocation()
  const update = useChange(UpdateGroupDocument, ['Group', 'User'])
  const [base, setBase] = useState(group)
  const initial = useMemo(() => valuesOf(base), [base])
  const [isChanged, setChanged] = useState(false)
  const { id } = group
  /** Takes the group as it is now for what the input is compared with, and keeps the input. */
  const reload = async () => {
    const { group: now } = await ask(GroupDocument, { id })
    if (!now) return navigate('/groups')
    setBase(now)
    setChanged(true)
  }
  return (
    <ReloadContext value={() => void reload()}>
      <Stack gap="lg">
        {isChanged && (
          <Section title="As somebody else has changed it meanwhile">
            <Text size="sm">
              {base.name} counts: {base.conditionsSummary}
            </Text>
            <GrantWords grants={base.grants} />
            <Text size="sm" mt="xs">
              What you have changed is kept below; the rest is taken from it.
            </Text>
          </Section>
        )}
        <GroupForm
          initial={initial}
          isNew={false}
          label="Save"
          back={`/groups/${id}`}
          version={base.version}
          rehearse={(values) => {
            const changes = changesOf(initial, values)
            if (Object.keys(changes).length === 0) return undefined
            const input = { id, ...changes, expectedVersion: base.version }
            return ofAnswer(rehearse(UpdateGroupDocument, { input }), ({ updateGroup }) => updateGroup?.group)
          }}
          save={async (values) => {
            const changes = changesOf(initial, values)
            if (Object.keys(changes).length > 0) {
              await update({ input: { id, ...changes, expectedVersion: base.version } })
              toast('Saved.')
            }
            navigate(`/groups/${id}`, { replace: true })
          }}
        />
      </Stack>
    </ReloadContext>
  )
}
