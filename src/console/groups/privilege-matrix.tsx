import { Anchor, Code, Table, VisuallyHidden } from '@mantine/core'
import { Link } from 'wouter'
import type { GroupsQuery } from '../../sdk/generated.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import { bySubject } from './permission-words.ts'
import classes from './privilege-matrix.module.css'

type Group = NonNullable<GroupsQuery['groups']>['nodes'][number]

/** The permissions of all groups: a row for each permission that any of them grants, a column for each group. */
export function PrivilegeMatrix({ groups }: { readonly groups: readonly Group[] }) {
  const { viewer } = useSignedIn()
  // The group with the most permissions comes first, so that the rows keep the order of the gateway.
  const widestFirst = [...groups].sort((a, b) => b.permissions.length - a.permissions.length)
  const subjects = bySubject([...new Set(widestFirst.flatMap(({ permissions }) => permissions))])
  const isOwn = ({ id }: Group) => viewer.user.groups.some((group) => group.id === id)
  return (
    <Table className={classes['matrix']} aria-label="Permissions of each group">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Permission</Table.Th>
          {groups.map((group) => (
            <Table.Th key={group.id} scope="col" data-own={isOwn(group) || undefined}>
              <Anchor component={Link} href={`/groups/${group.id}`} inherit>
                {group.name}
              </Anchor>
              {isOwn(group) && <div className={classes['own']}>yours</div>}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      {subjects.map(({ title, deeds }) => (
        <Table.Tbody key={title}>
          <Table.Tr>
            <Table.Th scope="rowgroup" colSpan={groups.length + 1} className={classes['subject']}>
              {title}
            </Table.Th>
          </Table.Tr>
          {deeds.map((deed) => (
            <Table.Tr key={deed.permission}>
              <Table.Th scope="row" fw={400}>
                <span className={classes['deed']}>{deed.title}</span>
                <Code visibleFrom="sm">{deed.permission}</Code>
              </Table.Th>
              {groups.map((group) => (
                <Table.Td key={group.id} data-own={isOwn(group) || undefined}>
                  {group.permissions.includes(deed.permission) ? (
                    <Granted />
                  ) : (
                    <VisuallyHidden>not granted</VisuallyHidden>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      ))}
    </Table>
  )
}

function Granted() {
  return (
    <>
      <svg className={classes['granted']} viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" strokeWidth="2.5" />
      </svg>
      <VisuallyHidden>granted</VisuallyHidden>
    </>
  )
}
