import type { GuardedChange } from '../changes/change.ts'
import { ClustergateError } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import { decideOn } from '../policy/decide.ts'
import { readDefinition } from '../policy/definition.ts'
import { databasePermissions, type Permission } from '../policy/permissions.ts'
import { wholeAccount } from '../policy/reach.ts'
import { bind, matches, type Resource, type Selector } from '../policy/selectors.ts'
import type { Database } from './database.type.ts'
import * as labelStore from './label.store.ts'
import type { Label } from './label.type.ts'
import { labelsByKey } from './labels.ts'

/** What is to become of a database: another name, or other labels. */
interface Changed {
  readonly name?: string
  readonly labels?: readonly Label[]
}

/**
 * Throws FORBIDDEN where another name or other labels would carry a database into what a group selects, and the caller
 * does not hold on it, as it is, what that group grants there: it would give that to the group's members, one of whom
 * may be the caller. A caller with all permissions on databases gives nothing that they lack.
 */
export async function refuseToCarry(
  { db, accountId, caller }: GuardedChange,
  database: Database,
  changed: Changed,
  field: string,
): Promise<void> {
  if (databasePermissions.every((permission) => caller.permissions.has(permission))) return
  const [labels = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
  const before = { ...database, labels: labelsByKey(labels) }
  const after = { ...before, ...changed, labels: labelsByKey(changed.labels ?? labels) }
  for (const { name, definition } of await groupStore.list(db, accountId)) {
    if (definition === null) continue
    const given = readDefinition(definition)
      .grants.filter(({ on }) => carries(on, before, after))
      .flatMap(({ permissions }) => permissions)
    const missing = [...new Set(given)].filter((permission) => !decideOn(caller, permission, before).allowed)
    if (missing.length > 0) throw refusal(name, missing, field)
  }
}

/** Whether a selector matches afterwards only; where it names an attribute, for the people who have the value then. */
function carries(on: Selector, before: Resource, after: Resource): boolean {
  const labels = 'databases' in on ? (on.databases.labels ?? []) : []
  const values = labels.flatMap(({ key, sameAs }) => {
    const value = after.labels?.get(key)
    return sameAs === undefined || value === undefined ? [] : [[sameAs, value] as const]
  })
  const bound = bind(on, new Map(values))
  return matches(bound, after) && !matches(bound, before)
}

const refusal = (group: string, missing: readonly Permission[], field: string): ClustergateError =>
  new ClustergateError(
    'FORBIDDEN',
    `Nobody gives more than they hold: by this, ${group} would grant ${missing.join(', ')} on it, which you lack.`,
    { field, permission: missing[0] as Permission, missingPermissions: missing },
  )
