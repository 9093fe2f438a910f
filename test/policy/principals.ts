import type { Principal } from '../../src/policy/decide.ts'
import { permissionsOf } from '../../src/policy/groups.ts'
import { type Counting, nothingHeld } from '../../src/policy/holdings.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import type { BuiltInKey } from '../gateway.ts'
import { type Asker, allGroups, allPermissions, type dice, heldBy } from './oracle.ts'

/** A caller as the policy sees it, and as the words of the product's table speak of it. */
export interface Case extends Asker {
  readonly principal: Principal
}

/** The id of every caller here. */
export const me = 'me'

const of = (kind: Principal['kind'], permissions: ReadonlySet<Permission>, holds: readonly string[]): Case => ({
  kind,
  holds,
  principal: {
    ...nothingHeld,
    kind,
    id: kind === 'anonymous' ? undefined : me,
    permissions,
    counting: [countingFor([...permissions])],
  },
})

/** A group that grants permissions on the whole account, always and for ever, unless `limits` say otherwise. */
export const countingFor = (
  permissions: readonly Permission[],
  { on = { account: true }, conditions = {}, until = null }: Partial<Limits> = {},
): Counting => ({
  group: { id: 'group', key: 'group', name: null, definition: null, until },
  conditions,
  grants: [{ permissions, on }],
})

interface Limits {
  readonly on: Counting['grants'][number]['on']
  readonly conditions: Counting['conditions']
  readonly until: number | null
}

export const anonymous: Case = of('anonymous', new Set(), [])

export const personIn = (groups: readonly BuiltInKey[]): Case => of('person', permissionsOf(groups), heldBy(groups))

/** A person with permissions that no groups of today grant together. */
export const personWith = (permissions: readonly string[]): Case =>
  of('person', new Set(permissions as readonly Permission[]), permissions)

/** A management token with these permissions, of a creator who holds them all. */
export const tokenWith = (permissions: readonly string[]): Case =>
  of('token', new Set(permissions as readonly Permission[]), permissions)

/** The permissions that a management token can carry. */
export const delegable: readonly string[] = allPermissions.filter((name) => name !== 'MANAGEMENT_TOKEN_CREATE')

/** Nobody, a person in some groups, or a token with some permissions of a creator who has lost some since. */
export function makeCaller({ oneOf, someOf }: ReturnType<typeof dice>): Case {
  const groups = someOf(allGroups)
  const granted = permissionsOf(groups)
  switch (oneOf(['anonymous', 'person', 'person', 'person', 'token', 'token', 'token'] as const)) {
    case 'anonymous':
      return anonymous
    case 'person':
      return personIn(groups)
    default: {
      const given = someOf(delegable)
      const kept = given.filter((name) => heldBy(groups).includes(name))
      return of('token', new Set(given.filter((name): name is Permission => granted.has(name as Permission))), kept)
    }
  }
}
