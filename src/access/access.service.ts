import type { SignedIn } from '../auth/caller.ts'
import { notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { groupsGranting } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
import type { Sql } from '../store/tables.ts'
import * as membershipStore from '../users/membership.store.ts'
import * as userStore from '../users/user.store.ts'
import { isId } from '../values/id.ts'
import type { AccessDecision } from './access-decision.type.ts'

export class AccessService {
  constructor(
    private readonly db: Sql,
    private readonly clock: () => number,
  ) {}

  /**
   * Explains whether a user has a permission and which groups grant it; a null `userId` means the caller. Throws
   * NOT_FOUND.
   */
  async explain(caller: SignedIn, permission: Permission, userId: string | null): Promise<AccessDecision> {
    const { accountId } = caller
    if (caller.kind === 'token' && (userId === null || userId === caller.id)) {
      return answerForToken(permission, caller.permissions.has(permission))
    }
    const id = userId ?? caller.id
    const user = isId('user', id) ? await userStore.find(this.db, accountId, id) : undefined
    if (!user) throw notFound('user', 'userId')
    const offered = await groupStore.list(this.db, accountId)
    const granting = offered.filter(({ key }) => (groupsGranting(permission) as readonly string[]).includes(key))
    const [held = []] = await membershipStore.ofUsers(this.db, accountId, [id], this.clock())
    const isSelf = id === caller.id
    const subject = isSelf ? 'You' : user.name
    if (user.status !== 'ACTIVE') return denied(permission, granting, `${subject} may not: deactivated.`)
    const grantedBy = granting.filter((group) => held.some((own) => own.group.id === group.id))
    if (grantedBy.length === 0) {
      return denied(
        permission,
        granting,
        `${subject} may not: no group of ${isSelf ? 'yours' : 'theirs'} grants ${permission}; ${either(granting)} would.`,
      )
    }
    const summary = `${subject} may: ${both(grantedBy)} ${grantedBy.length === 1 ? 'grants' : 'grant'} ${permission}.`
    return { permission, allowed: true, grantedBy, wouldBeGrantedBy: [], summary }
  }
}

const denied = (permission: Permission, wouldBeGrantedBy: readonly Group[], summary: string): AccessDecision => ({
  permission,
  allowed: false,
  grantedBy: [],
  wouldBeGrantedBy,
  summary,
})

/** A management token belongs to no group: it has the permissions that it was given and its creator still has. */
const answerForToken = (permission: Permission, allowed: boolean): AccessDecision => ({
  permission,
  allowed,
  grantedBy: [],
  wouldBeGrantedBy: [],
  summary: allowed
    ? `This management token may: it was given ${permission}, and its creator still has it.`
    : `This management token may not: it was not given ${permission}, or its creator no longer has it.`,
})

const listing = (type: 'conjunction' | 'disjunction') => {
  const format = new Intl.ListFormat('en', { type })
  return (groups: readonly Group[]): string => format.format(groups.map(({ name }) => name))
}

const both = listing('conjunction')
const either = listing('disjunction')
