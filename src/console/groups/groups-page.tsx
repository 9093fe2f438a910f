import { Anchor, Button, Code, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { GroupSizesDocument, type GroupSizesQuery, GroupsDocument, type GroupsQuery } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { useRead } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import type { Column, Connection } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { Loading } from '../states/loading.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { grantText } from './grant-words.tsx'
import { heldBy } from './holder.ts'
import { groupsOnPage } from './page-size.ts'
import { PermissionMatrix } from './permission-matrix.tsx'
import { useGroups } from './use-groups.ts'

type Groups = NonNullable<GroupsQuery['groups']>
/** A group, with the number of its members where that has been counted. */
type Row = Groups['nodes'][number] & { readonly size: number | undefined }

/** The groups of the account: what the built-in ones may do at a glance, and each with when it counts and who is in it. */
export default function GroupsPage() {
  const { may } = useSignedIn()
  const list = useList(groupsOnPage)
  const read = useRead(GroupsDocument, { ...list.page, withTotalCount: true }, { of: ['Group'] })
  const sizes = useRead(GroupSizesDocument, list.page, { of: ['Group', 'User'], pause: !may('USER_READ') })
  const connection = read.data?.groups && withSizes(read.data.groups, sizes.data)
  return (
    <>
      <PageHeader title="Groups">
        <Why sought={[{ permission: 'GROUP_CREATE', words: 'create groups' }]} />
        <IfMay permission="GROUP_CREATE">
          <Button component={Link} href="/groups/new">
            Create group
          </Button>
        </IfMay>
      </PageHeader>
      <Stack gap="lg">
        <BuiltInGroups />
        <Section title="All groups">
          <Text size="sm" mb="md">
            A member of several groups has the permissions of all that count at the moment; what no group grants is
            denied. Open a group to see its members.
          </Text>
          <PagedTable
            label="Groups"
            columns={may('USER_READ') ? [...columns, members] : columns}
            read={read}
            connection={connection}
            list={list}
            filters={null}
            exported={{
              fileName: 'groups',
              thing: 'group',
              read: async ({ withTotalCount, ...page }) => {
                const asked = { ...page, first: groupsOnPage }
                const [{ groups }, counted] = await Promise.all([
                  ask(GroupsDocument, { ...asked, withTotalCount }),
                  may('USER_READ') ? ask(GroupSizesDocument, asked) : undefined,
                ])
                return groups && withSizes(groups, counted)
              },
            }}
            empty={<Empty title="There are no groups." />}
          />
        </Section>
      </Stack>
    </>
  )
}

/** What a Member may do, beside the others: on whatever page of the list the built-in groups are. */
function BuiltInGroups() {
  const { viewer } = useSignedIn()
  const { data = [], isLoading } = useGroups()
  const groups = data.filter(({ builtIn }) => builtIn)
  const isOwn = (id: string) => viewer.user.groups.some((group) => group.id === id)
  if (!isLoading && groups.length === 0) return null
  return (
    <Section title="What the built-in groups may do">
      {isLoading && <Loading rows={11} />}
      {groups.length > 0 && (
        <PermissionMatrix
          label="Permissions of each group"
          holders={groups.map(({ id, name, grants }) => ({
            id,
            heading: (
              <Anchor component={Link} href={`/groups/${id}`} inherit>
                {name}
              </Anchor>
            ),
            note: isOwn(id) && 'yours',
            isOwn: isOwn(id),
            ...heldBy(grants),
          }))}
        />
      )}
    </Section>
  )
}

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: 'Name',
    isFixed: true,
    text: ({ name }) => name,
    cell: ({ id, name }) => (
      <Anchor component={Link} href={`/groups/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'description', title: 'Description', weight: 2, text: ({ description }) => description },
  { key: 'kind', title: 'Kind', text: ({ builtIn }) => (builtIn ? 'Built in' : 'Custom') },
  { key: 'counts', title: 'Counts', text: ({ conditionsSummary }) => conditionsSummary },
  {
    key: 'grants',
    title: 'Grants',
    weight: 1.6,
    // What the built-in groups grant is the matrix above.
    text: ({ builtIn, grants }) => (builtIn ? 'On everything: see above' : grants.map(grantText).join('; ')),
  },
  { key: 'key', title: 'Key', isOffAtFirst: true, text: ({ key }) => key, cell: ({ key }) => <Code>{key}</Code> },
]

const members: Column<Row> = {
  key: 'members',
  title: 'Members',
  text: ({ size }) => (size === undefined ? '' : numberWords(size)),
}

function withSizes(groups: Groups, counted: GroupSizesQuery | undefined): Connection<Row> {
  const sizeOf = new Map(counted?.groups?.nodes.map(({ id, members }) => [id, members?.totalCount ?? undefined]))
  return { ...groups, nodes: groups.nodes.map((group) => ({ ...group, size: sizeOf.get(group.id) })) }
}
