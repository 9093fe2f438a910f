import { Text } from '@mantine/core'
import { GroupsDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { PrivilegeMatrix } from './privilege-matrix.tsx'

/** The groups of the account, with the permissions of each. */
export default function GroupsPage() {
  const { data, refusal, isLoading, again } = useRead(GroupsDocument, { first: 100 }, { of: ['Group'] })
  const groups = data?.groups?.nodes
  return (
    <>
      <PageHeader title="Groups" />
      <Text mb="md">
        A member of several groups has the permissions of all of them; what no group grants is denied. Open a group to
        see its members.
      </Text>
      {isLoading && <Loading rows={12} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {groups?.length === 0 && <Empty title="There are no groups." />}
      {groups && groups.length > 0 && <PrivilegeMatrix groups={groups} />}
    </>
  )
}
