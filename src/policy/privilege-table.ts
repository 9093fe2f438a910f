import { grants, groupKeys, groups } from './groups.ts'
import { operations, permissionsIn, type QueryRow } from './operations.ts'
import { allPermissions, type Permission } from './permissions.ts'

/** The privilege table in Markdown: what each group may do, and which operations need it. */
export function printPrivilegeTable(): string {
  const head = ['Permission', ...groupKeys.map((key) => groups[key].name), 'Needed by']
  const rows = allPermissions.map((permission) => [
    `\`${permission}\``,
    ...groupKeys.map((key) => (grants[permission].includes(key) ? 'yes' : '')),
    operationsThatNeed(permission)
      .map((name) => `\`${name}\``)
      .join(', '),
  ])
  const ruler = head.map((_, at) => (at > 0 && at <= groupKeys.length ? ':-:' : ':--'))
  return [head, ruler, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const rootRows = Object.values(operations).flatMap((fields) => Object.entries(fields as Record<string, QueryRow>))

const operationsThatNeed = (permission: Permission): string[] =>
  rootRows.filter(([, { requires }]) => permissionsIn(requires).includes(permission)).map(([name]) => name)
