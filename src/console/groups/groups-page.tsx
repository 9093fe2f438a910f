import { Anchor, Button, Code, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { GroupSizesDocument, GroupsDocument, type GroupsQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import type { Column } from '../lists/column.ts'
import { PagedTable } from '../lists/paged-table.tsx'
import { useList } from '../lists/use-list.ts'
import { Empty } from '../states/empty.tsx'
import { IfMay } from '../viewer/if-may.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { grantText } from './grant-words.tsx'
import { groupsOnPage } from './page-size.ts'
import { PrivilegeMatrix } from './privilege-matrix.tsx'

type Row = NonNullable<GroupsQuery['groups']>['nodes'][number]

/** The groups of the account: when each counts, what it grants, and how many people are in it. */
export default function GroupsPage() {
  const { may } = useSignedIn()
  const list = useList(groupsOnPage)
  const read = useRead(GroupsDocument, { ...list.page, withTotalCount: true }, { of: ['Group'] })
  const sizes = useRead(GroupSizesDocument, list.page, { of: ['Group', 'User'], pause: !may('USER_READ') })
  const sizeOf = new Map(sizes.data?.groups?.nodes.map(({ id, members }) => [id, members?.totalCount]))
  const builtIn = read.data?.groups?.nodes.filter((group) => group.builtIn) ?? []
  const members: Column<Row> = { key: 'members', title: 'Members', text: ({ id }) => sizeText(sizeOf.get(id)) }
  return (
    <>
      <PageHeader title="Groups">
        <Why deeds={[{ permission: 'GROUP_CREATE', words: 'create groups' }]} />
        <IfMay permission="GROUP_CREATE">
          <Button component={Link} href="/groups/new">
            Create group
          </Button>
        </IfMay>
      </PageHeader>
      <Text mb="md">
        A member of several groups has the permissions of all that count at the moment; what no group grants is denied.
        Open a group to see its members.
      </Text>
      <Stack gap="lg">
        <PagedTable
          label="Groups"
          columns={may('USER_READ') ? [...columns, members] : columns}
          read={read}
          connection={read.data?.groups}
          list={list}
          empty={<Empty title="There are no groups." />}
        />
        {builtIn.length > 0 && (
          <Section title="Built-in groups">
            <PrivilegeMatrix groups={builtIn} />
          </Section>
        )}
      </Stack>
    </>
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
    // What the built-in groups grant is the table below.
    text: ({ builtIn, grants }) => (builtIn ? 'On everything: see below' : grants.map(grantText).join('; ')),
  },
  { key: 'key', title: 'Key', isOffAtFirst: true, text: ({ key }) => key, cell: ({ key }) => <Code>{key}</Code> },
]

/** How many people are in a group; nothing while it is being counted. */
const sizeText = (size: number | null | undefined): string => (typeof size === 'number' ? numberWords(size) : '')
