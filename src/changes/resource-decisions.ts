import type { SignedIn } from '../auth/caller.ts'
import type { DecidingGroup } from '../ledger/chain.ts'
import { decide, decideOn, groupsThatGrant, refusal } from '../policy/decide.ts'
import { permissionsIn, type Requirement } from '../policy/operations.ts'
import { type Permission, reachOfPermission } from '../policy/permissions.ts'
import { type Reach, reachToChange } from '../policy/reach.ts'
import type { Resource } from '../policy/selectors.ts'

/** What is decided within one change: on its operation, and on resources where a permission may be held on some only. */
export class ResourceDecisions {
  readonly #decided = new Set<Permission>()
  /** The ids of the groups by which it was allowed so far, with their keys. */
  readonly #groups = new Map<string, string>()
  #isOwn = false

  constructor(
    private readonly caller: SignedIn,
    private readonly requires: Requirement,
  ) {}

  /** Decides on the operation, for an object of this owner. Throws FORBIDDEN. */
  expectAllowed(ownerId: string | undefined): void {
    const refused = refusal(decide(this.caller, this.requires, ownerId))
    if (refused) throw refused
    this.#isOwn = typeof this.requires === 'object' && this.requires.special === 'own' && ownerId === this.caller.id
  }

  /** Where the caller finds what they may change, by what they may read; of the permission that the operation requires. */
  reach(read: Permission, change = permissionsIn(this.requires)[0] as Permission): Reach {
    return reachToChange(this.caller, read, change)
  }

  /** Decides on a permission, or on all that the operation requires. Throws FORBIDDEN. */
  decide(resource: Resource, permission?: Permission): void {
    for (const one of permission ? [permission] : permissionsIn(this.requires)) {
      if (reachOfPermission(one) === 'account') continue
      const refused = refusal(decideOn(this.caller, one, resource))
      if (refused) throw refused
      this.#decided.add(one)
      this.#note(one, resource)
    }
  }

  /** The caller's groups by which the change was allowed; none where it needs no permission. */
  decidedBy(): readonly DecidingGroup[] {
    if (!this.#isOwn && !(this.isAnyEnough && this.#decided.size > 0)) {
      for (const one of permissionsIn(this.requires)) if (!this.#decided.has(one)) this.#note(one)
    }
    const groups = [...this.#groups].map(([id, key]) => ({ id, key }))
    return groups.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  /** Throws where the change was carried out although nothing has decided on its resource: a fault of the gateway. */
  expectDecided(): void {
    const { permissions, scopes } = this.caller
    const required = permissionsIn(this.requires)
    const open = required.filter((one) => !permissions.has(one) && scopes.has(one) && !this.#decided.has(one))
    if (open.length === 0 || (this.isAnyEnough && this.#decided.size > 0)) return
    throw new Error(`Nothing has decided on the resource of a change that requires ${open.join(', ')}.`)
  }

  /** Whether any one of the permissions that the operation requires will do: which, depends on the object. */
  get isAnyEnough(): boolean {
    return typeof this.requires === 'object' && this.requires.special === 'some'
  }

  #note(permission: Permission, resource?: Resource): void {
    for (const { id, key } of groupsThatGrant(this.caller, permission, resource)) this.#groups.set(id, key)
  }
}
