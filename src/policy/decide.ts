import { ClustergateError, unauthenticated } from '../errors.ts'
import { describeNearest, unmetConditions, wouldGrant } from './dormant.ts'
import { type BuiltInKey, grants, groupKeys, groups } from './groups.ts'
import { type Dormant, type HeldGroup, type Holdings, nothingHeld } from './holdings.ts'
import { type Requirement, types } from './operations.ts'
import { type Permission, reachOfPermission } from './permissions.ts'
import { matches, type Resource } from './selectors.ts'

/** The caller, with what they hold at this moment. */
export interface Principal extends Holdings {
  readonly kind: 'anonymous' | 'person' | 'token'
  /** The id of the person or of the management token; undefined when anonymous. */
  readonly id: string | undefined
}

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      readonly signInFirst: boolean
      readonly permission?: Permission
      /** Whether it is held, but on other resources. */
      readonly isElsewhere?: boolean
      /** The principal's groups that would grant it if they counted. */
      readonly dormant?: readonly Dormant[]
    }

const allowed: Decision = { allowed: true }
const denied: Decision = { allowed: false, signInFirst: false }

/**
 * Decides from the policy tables alone. `ownerId` is the owner of the object; undefined where it has none, null where
 * the owner is not known yet. Only the shield passes null: the transaction decides again with the owner at hand.
 */
export function decide(
  principal: Principal,
  requirement: Requirement | undefined,
  ownerId: string | null | undefined,
): Decision {
  if (requirement === undefined) return denied
  if (typeof requirement === 'string') return holds(principal, requirement)
  if (requirement.special === 'anyone') return allowed
  if (principal.kind === 'anonymous') return { allowed: false, signInFirst: true }
  switch (requirement.special) {
    case 'signedIn':
      return allowed
    case 'person':
      return principal.kind === 'person' ? allowed : denied
    case 'own':
      return ownerId === null || ownerId === principal.id ? allowed : holds(principal, requirement.permission)
    case 'all':
      return requirement.permissions.map((one) => holds(principal, one)).find((one) => !one.allowed) ?? allowed
    case 'some': {
      const decisions = requirement.permissions.map((one) => holds(principal, one))
      return decisions.find((one) => one.allowed) ?? decisions[0] ?? denied
    }
    default:
      return denied
  }
}

/** Held on some resource: whether on the one at hand is decided where that is known. */
function holds(principal: Principal, permission: Permission): Decision {
  if (principal.permissions.has(permission) || principal.scopes.has(permission)) return allowed
  return {
    allowed: false,
    signInFirst: principal.kind === 'anonymous',
    permission,
    ...dormantOf(principal, permission),
  }
}

function dormantOf({ dormant }: Principal, permission: Permission, resource?: Resource) {
  if (dormant.length === 0) return undefined
  const granting = wouldGrant(dormant, permission, resource)
  return granting.length > 0 ? { dormant: granting } : undefined
}

/**
 * Whether a caller holds a permission on some clusters only: each object decides. Databases, and what hangs on them, are
 * found by callers only where they may read them.
 */
export const isDecidedByObject = (
  { permissions, scopes }: Principal,
  requirement: Requirement | undefined,
): requirement is Permission =>
  typeof requirement === 'string' &&
  !permissions.has(requirement) &&
  scopes.has(requirement) &&
  reachOfPermission(requirement) === 'cluster'

/** Decides on a permission for a database and what hangs on it; of a cluster, for all that will ever lie on it. */
export function decideOn(principal: Principal, permission: Permission, resource: Resource): Decision {
  if (principal.permissions.has(permission)) return allowed
  const selectors = principal.scopes.get(permission)
  if (selectors?.some((selector) => matches(selector, resource))) return allowed
  return {
    allowed: false,
    signInFirst: principal.kind === 'anonymous',
    permission,
    isElsewhere: selectors !== undefined,
    ...dormantOf(principal, permission, resource),
  }
}

/**
 * The groups by which a caller holds a permission on a resource; without one, on the whole account. A caller who does not
 * hold it there has none.
 */
export const groupsThatGrant = (
  { counting }: Pick<Principal, 'counting'>,
  permission: Permission,
  resource?: Resource,
): readonly HeldGroup[] =>
  counting
    .filter(({ grants: granted }) =>
      granted.some(
        ({ permissions, on }) =>
          permissions.includes(permission) &&
          (on.account === true || (resource !== undefined && matches(on, resource))),
      ),
    )
    .map(({ group }) => group)

/**
 * The refusal to give these permissions to a management token; undefined when allowed. Only a person can delegate
 * permissions, and only those they hold at this moment.
 */
export function refusalToDelegate(
  principal: Principal,
  permissions: readonly Permission[],
): ClustergateError | undefined {
  if (principal.kind !== 'person') return refusal(denied)
  return permissions.map((permission) => refusal(holds(principal, permission))).find((refused) => refused)
}

export const groupsGranting = (permission: Permission): readonly BuiltInKey[] =>
  groupKeys.filter((key) => grants[permission].includes(key))

/** The error for a decision that denies; undefined when it allows. */
export function refusal(decision: Decision): ClustergateError | undefined {
  if (decision.allowed) return undefined
  if (decision.signInFirst) return unauthenticated()
  const { permission, isElsewhere, dormant = [] } = decision
  if (!permission) return new ClustergateError('FORBIDDEN', 'Only a person who is signed in may do this.')
  const granting = groupsGranting(permission)
  const names = granting.map((key) => groups[key].name).join(', ')
  const sentences = [
    isElsewhere
      ? `You hold ${permission} on other resources, not on this one.`
      : `You need ${permission}; groups that grant it: ${names}.`,
    describeNearest(permission, dormant),
  ]
  return new ClustergateError('FORBIDDEN', sentences.filter(Boolean).join(' '), {
    permission,
    wouldBeGrantedBy: granting,
    ...(dormant.length > 0 && { unmet: unmetConditions(dormant) }),
  })
}

/** A requirement as one sentence, for schema descriptions and the documentation. */
export function describeRequirement(requirement: Requirement): string {
  if (typeof requirement === 'string') return `Requires ${requirement}.`
  switch (requirement.special) {
    case 'anyone':
      return 'Open to all.'
    case 'signedIn':
      return 'Requires a session or a management token.'
    case 'person':
      return 'Requires a signed-in person.'
    case 'own':
      return `One’s own always; otherwise requires ${requirement.permission}.`
    case 'all':
      return `Requires ${requirement.permissions.join(' and ')}.`
    case 'some':
      return `Requires ${requirement.permissions.join(' or ')}, by what the object is.`
  }
}

/** The refusal of an object to callers who hold the permission on others only. */
export const refusalElsewhere = (permission: Permission): ClustergateError =>
  refusal({ allowed: false, signInFirst: false, permission, isElsewhere: true }) as ClustergateError

export const anonymousPrincipal: Principal = { kind: 'anonymous', id: undefined, ...nothingHeld }

/** Whether a caller may see an object of a type; `ownerId` is its owner, for types that let callers see their own. */
export const maySee = (principal: Principal, typeName: string, ownerId?: string): boolean =>
  decide(principal, types[typeName]?.every, ownerId).allowed
