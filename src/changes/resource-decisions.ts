import type { SignedIn } from '../auth/caller.ts'
import { decideOn, refusal } from '../policy/decide.ts'
import { permissionsIn, type Requirement } from '../policy/operations.ts'
import { type Permission, reachOfPermission } from '../policy/permissions.ts'
import type { Resource } from '../policy/selectors.ts'

/** What is decided on resources within one change, for callers who hold a permission on some resources only. */
export class ResourceDecisions {
  readonly #decided = new Set<Permission>()

  constructor(
    private readonly caller: SignedIn,
    private readonly requires: Requirement,
  ) {}

  /** Decides on a permission, or on all that the operation requires. Throws FORBIDDEN. */
  decide(resource: Resource, permission?: Permission): void {
    for (const one of permission ? [permission] : permissionsIn(this.requires)) {
      if (reachOfPermission(one) === 'account') continue
      const refused = refusal(decideOn(this.caller, one, resource))
      if (refused) throw refused
      this.#decided.add(one)
    }
  }

  /** Throws where the change was carried out although nothing has decided on its resource: a fault of the gateway. */
  expectDecided(): void {
    const { permissions, scopes } = this.caller
    const required = permissionsIn(this.requires)
    const open = required.filter((one) => !permissions.has(one) && scopes.has(one) && !this.#decided.has(one))
    const isAnyEnough = typeof this.requires === 'object' && this.requires.special === 'some'
    if (open.length === 0 || (isAnyEnough && this.#decided.size > 0)) return
    throw new Error(`Nothing has decided on the resource of a change that requires ${open.join(', ')}.`)
  }
}
