import * as accountStore from '../accounts/account.store.ts'
import { personBehind, type SignedIn } from '../auth/caller.ts'
import { environmentOf } from '../auth/current-rights.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { expectFitsPerson, parseGroup, parseGroups, refuseToGive } from '../groups/parse-groups.ts'
import { countSelected } from '../groups/selected.store.ts'
import { differences } from '../ledger/chain.ts'
import type { Links } from '../mail/links.ts'
import type { GroupsChangedMail } from '../mail/messages.ts'
import type { Outbox } from '../mail/outbox.ts'
import { unmet } from '../policy/conditions.ts'
import { definitionOf } from '../policy/definition.ts'
import type { Permission } from '../policy/permissions.ts'
import { permissionsBeyond, sharesOf } from '../policy/shares.ts'
import type { Json } from '../values/canonical-json.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import { descriptionLengthMax, parseText } from '../values/text.ts'
import { attributesOf } from './attributes.ts'
import type { Departures } from './departures.ts'
import { heldBy, keysOf } from './held-memberships.ts'
import { refuseLastAdmin } from './last-admin.ts'
import type { HeldMembership } from './membership.store.ts'
import * as membershipStore from './membership.store.ts'
import type { AddMembershipInput, RemoveMembershipInput } from './membership.type.ts'
import { queueExpiry } from './membership-expiry.ts'
import { requireUser } from './require-user.ts'
import * as userStore from './user.store.ts'
import type { SetUserGroupsInput, User } from './user.type.ts'

/** A membership to give: a new one, or other terms for one that the person has. */
interface Given {
  readonly group: Group
  readonly until: number | null
  readonly reason: string | null
}

/** What changes of a person’s memberships. */
interface Turn {
  readonly user: User
  readonly former: readonly HeldMembership[]
  readonly given: readonly Given[]
  readonly taken: readonly HeldMembership[]
}

/** Puts people into groups and takes them out. */
export class MembershipService {
  constructor(
    private readonly changes: Changes,
    private readonly links: Links,
    private readonly outbox: Outbox,
    private readonly departures: Departures,
    private readonly clock: () => number,
  ) {}

  /**
   * Whether a person holds what a group grants that they are in: the caller, in this request; others, as far as that
   * is known while they send none, by their attributes and the hour.
   */
  counts(caller: SignedIn, { group, user }: { readonly group: Group; readonly user: User }): boolean {
    if (caller.kind === 'person' && caller.id === user.id) {
      return caller.counting.some((one) => one.group.id === group.id)
    }
    if (user.status !== 'ACTIVE') return false
    if (group.builtIn) return true
    return unmet(definitionOf(group).conditions, environmentOf(user.attributes, this.clock())).length === 0
  }

  /**
   * Replaces the groups of a person; the memberships that stay keep their terms. Throws NOT_FOUND, BAD_INPUT,
   * STALE_VERSION, LAST_ADMIN, FORBIDDEN.
   */
  setGroups(caller: SignedIn, { userId, expectedVersion, ...named }: SetUserGroupsInput): Promise<User> {
    return this.changes.run(caller, 'setUserGroups', async (change) => {
      const { db, accountId, at } = change
      const user = await requireUser(change, { id: userId, expectedVersion }, 'input.userId')
      const groups = parseGroups(await groupStore.list(db, accountId), named, 'input')
      const former = await heldBy(change, user)
      const isHeld = (group: Group) => former.some((one) => one.group.id === group.id)
      // The former groups are checked too, so that a caller with fewer permissions cannot demote an Admin.
      refuseToGive(change.caller, [
        ...groups.map((group) => ({ group, until: isHeld(group) ? at : null })),
        ...former.map(({ group }) => ({ group, until: at })),
      ])
      expectFitsPerson(groups, 'input.groupIds')
      const taken = former.filter(({ group }) => !groups.some(({ id }) => id === group.id))
      await refuseLastAdmin(change, user, taken)
      const given = groups.filter((group) => !isHeld(group)).map((group) => ({ group, until: null, reason: null }))
      const turn = { user, former, given, taken }
      return this.#carryOut(change, turn, { groups: keysOf(former) }, { groups: groups.map(({ key }) => key).sort() })
    })
  }

  /**
   * Puts a person into a group, or gives their membership other terms. Throws NOT_FOUND, BAD_INPUT, STALE_VERSION,
   * LAST_ADMIN, FORBIDDEN.
   */
  add(caller: SignedIn, input: AddMembershipInput): Promise<User> {
    const { userId, expectedVersion, until = null } = input
    const reason = parseReason(input.reason)
    return this.changes.run(caller, 'addMembership', async (change) => {
      const { db, accountId, at } = change
      const user = await requireUser(change, { id: userId, expectedVersion }, 'input.userId')
      const group = parseGroup(await groupStore.list(db, accountId), input, 'input')
      if (until !== null && until <= at) throw badInput('input.until', 'Give a time in the future, or none for good.')
      refuseToGive(change.caller, [{ group, until }])
      const former = await heldBy(change, user)
      const held = former.find((one) => one.group.id === group.id)
      if (!held) expectFitsPerson([...former.map((one) => one.group), group], 'input.groupId')
      if (held && until !== null) await refuseLastAdmin(change, user, [held])
      const given = { group, until, reason }
      const turn = { user, former, given: [given], taken: [] }
      await tellGroup(change, group, turn)
      return this.#carryOut(change, turn, { memberships: views(held) }, { memberships: views(given) })
    })
  }

  /** Takes a person out of a group. Throws NOT_FOUND, BAD_INPUT, STALE_VERSION, LAST_ADMIN, FORBIDDEN. */
  remove(caller: SignedIn, input: RemoveMembershipInput): Promise<User> {
    const { userId, expectedVersion } = input
    return this.changes.run(caller, 'removeMembership', async (change) => {
      const { db, accountId, at } = change
      const user = await requireUser(change, { id: userId, expectedVersion }, 'input.userId')
      const group = parseGroup(await groupStore.list(db, accountId), input, 'input')
      const former = await heldBy(change, user)
      const held = former.find((one) => one.group.id === group.id)
      if (!held) throw notFound('membership', `input.${input.groupId ? 'groupId' : 'groupKey'}`)
      refuseToGive(change.caller, [{ group, until: at }])
      await refuseLastAdmin(change, user, [held])
      const turn = { user, former, given: [], taken: [held] }
      await tellGroup(change, group, turn)
      return this.#carryOut(change, turn, { memberships: views(held) }, { memberships: [] })
    })
  }

  async #carryOut(change: GuardedChange, turn: Turn, before: View, after: View): Promise<User> {
    const { db, accountId, at, caller } = change
    const { user, former, given, taken } = turn
    const by = personBehind(caller)
    await membershipStore.remove(db, accountId, user.id, idsOf(taken))
    for (const { until, reason, group } of given) {
      const terms = { until, reason, source: 'MANUAL', grantedById: by, grantedAt: at } as const
      await membershipStore.put(db, accountId, user.id, [group.id], terms)
      if (until !== null) await queueExpiry(change, user.id, until)
    }
    const changed = await userStore.update(db, accountId, user.id, {})
    // Existing sessions must not gain the new rights: one of their secrets may have been stolen before.
    const { gained } = differenceOf(turn)
    const endedSessions = gained.size > 0 ? await this.departures.endSessionsForGrowth(change, user.id) : 0
    const changes = differences(
      { ...before, endedSessions: 0, sessionEndReason: null },
      { ...after, endedSessions, sessionEndReason: endedSessions > 0 ? 'RIGHTS_GREW' : null },
    )
    change.record({ id: user.id, label: user.email, changes })
    if (taken.length > 0 || given.some((one) => isShorter(one, former))) {
      await this.departures.endInvitationsBeyond(change, user.id, by)
    }
    if (changes.length > 0) {
      await change.impact(() => ({ ownerId: user.id, membersAffected: 1 }))
      await this.#tell(change, turn)
    }
    return changed
  }

  async #tell(change: GuardedChange, { user, former, given, taken }: Turn): Promise<void> {
    const account = await accountStore.find(change.db, change.accountId)
    const isNew = ({ group }: Given) => !former.some((one) => one.group.id === group.id)
    const mail: GroupsChangedMail = {
      kind: 'groupsChanged',
      to: user.email,
      name: user.name,
      accountId: change.accountId,
      accountName: account?.name ?? '',
      loginUrl: this.links.login,
      added: given.filter(isNew).map(({ group }) => group.name),
      removed: taken.map(({ group }) => group.name),
      changed: given.filter((one) => !isNew(one)).map(({ group }) => group.name),
      until: given[0]?.until ?? null,
      changedBy: change.caller.label,
    }
    await this.outbox.add(change, mail)
  }
}

type View = Readonly<Record<string, Json>>

/** One membership as the audit log records it, or none. */
const views = (one: Pick<HeldMembership, 'group' | 'until' | 'reason'> | undefined): Json =>
  one ? [{ group: one.group.key, until: printDateTimeOrNull(one.until), reason: one.reason }] : []

const idsOf = (memberships: readonly HeldMembership[]): string[] => memberships.map(({ group }) => group.id)

/** What a person can do after a turn that they could not do before, and the reverse. */
function differenceOf({ user, former, given, taken }: Turn): Record<'gained' | 'lost', ReadonlySet<Permission>> {
  const attributes = attributesOf(user)
  const kept = former.filter((one) => !taken.includes(one))
  const before = sharesOf(groupsOf(former), attributes)
  const after = sharesOf([...groupsOf(kept), ...groupsOf(given)], attributes)
  return { gained: permissionsBeyond(before, after), lost: permissionsBeyond(after, before) }
}

const groupsOf = (memberships: readonly { readonly group: Group }[]): readonly Group[] =>
  memberships.map(({ group }) => group)

/** Tells a rehearsal what the person gains and loses by a group, and how many databases it selects. */
const tellGroup = (change: GuardedChange, group: Group, turn: Turn): Promise<void> =>
  change.impact(async () => {
    const { gained, lost } = differenceOf(turn)
    return {
      group: {
        databasesMatched: await countSelected(change.db, change.accountId, definitionOf(group)),
        gains: oneEach(gained),
        losses: oneEach(lost),
      },
    }
  })

const oneEach = (permissions: ReadonlySet<Permission>) => new Map([...permissions].map((one) => [one, 1] as const))

/** Whether a membership is given an earlier end than it had: what the person has sent may need it for longer. */
function isShorter({ group, until }: Given, former: readonly HeldMembership[]): boolean {
  const held = former.find((one) => one.group.id === group.id)
  return held !== undefined && until !== null && (held.until === null || until < held.until)
}

const parseReason = (given: string | null | undefined): string | null =>
  typeof given === 'string' ? parseText(given, 'input.reason', 'A reason', 1, descriptionLengthMax) : null
