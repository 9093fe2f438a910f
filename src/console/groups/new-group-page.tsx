import { useLocation } from 'wouter'
import { CreateGroupDocument } from '../../sdk/generated.ts'
import { ofAnswer, rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { toast } from '../states/toast.ts'
import { GroupForm } from './group-form.tsx'
import { newGroup } from './group-values.ts'

/** The page on which a custom group is created. */
export default function NewGroupPage() {
  const [, navigate] = useLocation()
  const create = useChange(CreateGroupDocument, ['Group'])
  return (
    <>
      <PageHeader title="Create a group" />
      <GroupForm
        initial={newGroup}
        isNew
        label="Create group"
        back="/groups"
        rehearse={(input) =>
          ofAnswer(rehearse(CreateGroupDocument, { input }), ({ createGroup }) => createGroup?.group)
        }
        save={async (input) => {
          const { createGroup } = await create({ input })
          toast('Created.')
          if (createGroup) navigate(`/groups/${createGroup.group.id}`, { replace: true })
        }}
      />
    </>
  )
}
