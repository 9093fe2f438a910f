import { expectRoom } from '../accounts/quotas.ts'
import { type Caller, personBehind } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, conflict, expectVersion, notFound } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { refusalToGive } from '../policy/covers.ts'
import { type Definition, madeLater, parseDefinition, printDefinition, readDefinition } from '../policy/definition.ts'
import type { Json } from '../values/canonical-json.ts'
import { isId, newId } from '../values/id.ts'
import { parseText } from '../values/text.ts'
import type { AtVersion } from '../values/version.type.ts'
import { expectKnownAddresses } from './expect-addresses.ts'
import * as groupStore from './group.store.ts'
import type { CreateGroupInput, DeleteGroupInput, Group, UpdateGroupInput } from './group.type.ts'
import { type Effects, effectsOf, tellEffects } from './group-effects.ts'
import { isOfPendingInvitation } from './member.store.ts'
import { expectNamed } from './named-resources.ts'
import { expectFitsPerson } from './parse-groups.ts'

const keyPattern = /^[a-z][a-z0-9-]{1,62}$/

/**
 * What hangs on the rights of people. An interface, because sessions and invitations import groups, and not the reverse.
 */
export interface RightsEffects {
  /** Ends the sessions of people whose groups now grant more; answers with the number of live ones that ended. */
  endSessionsForGrowth(change: GuardedChange, userIds: readonly string[]): Promise<number>
  /** Revokes the pending invitations that people sent whose groups now grant less, and could not send any more. */
  endInvitations(change: GuardedChange, userIds: readonly string[]): Promise<void>
}

/** The custom groups of an account: how they are made, changed and deleted. */
export class CustomGroupService {
  constructor(
    private readonly changes: Changes,
    private readonly rights: RightsEffects,
    private readonly isProxyTrusted: boolean,
  ) {}

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the key is taken or the account is at its limit. */
  create(caller: Caller, input: CreateGroupInput): Promise<Group> {
    const key = parseKey(input.key, 'input.key')
    const name = parseName(input.name, 'input.name')
    const description = parseGroupDescription(input.description ?? '', 'input.description')
    const definition = printDefinition(parseDefinition(input, 'input'))
    return this.changes.run(caller, 'createGroup', async (change) => {
      const { db, accountId, at } = change
      refuseToGrant(change, { key, name }, definition)
      await expectNamed(change, input.grants, [], 'input')
      await this.#expectAddresses(change, definition, undefined)
      const taken = (await groupStore.list(db, accountId)).some((group) => group.key === key)
      if (taken) throw conflict('A group of the account has this key.', 'input.key')
      await expectRoom(change, 'groups')
      const createdById = personBehind(change.caller)
      const row = { id: newId('group'), key, name, description, definition, createdById }
      const group = await groupStore.insert(db, accountId, row, at)
      change.record({ id: group.id, label: key, changes: differences({}, auditView(group)), isNew: true })
      await tellEffects(change, definition)
      return group
    })
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when a later version has made it. */
  update(caller: Caller, input: UpdateGroupInput): Promise<Group> {
    const { conditions, grants } = input
    const patch = {
      ...(typeof input.name === 'string' && { name: parseName(input.name, 'input.name') }),
      ...(typeof input.description === 'string' && {
        description: parseGroupDescription(input.description, 'input.description'),
      }),
    }
    const isDefinitionGiven = Boolean(conditions || grants)
    if (Object.keys(patch).length === 0 && !isDefinitionGiven) {
      throw badInput('input', 'Give at least one of name, description, conditions and grants.')
    }
    return this.changes.run(caller, 'updateGroup', async (change) => {
      const { db, accountId, at } = change
      const before = await requireCustom(change, input)
      const former = definitionOf(before)
      // What is stored would lose what is not known here.
      if (former.isKnown === false) throw conflict(madeLater(before.name), 'input.id')
      const whole = { conditions: conditions ?? former.conditions, grants: grants ?? former.grants }
      const definition = isDefinitionGiven ? printDefinition(parseDefinition(whole, 'input')) : textOf(before)
      refuseToGrant(change, before, textOf(before), definition)
      await expectNamed(change, grants ?? [], former.grants, 'input')
      await this.#expectAddresses(change, definition, former)
      const effects = await effectsOf(change, before.id, definition)
      expectMembersFit(effects, before.id, definition)
      const after = await groupStore.update(db, accountId, before.id, { ...patch, definition }, at)
      // Existing sessions must not gain the new rights: one of their secrets may have been stolen before.
      const endedSessions = await this.rights.endSessionsForGrowth(change, effects.gaining)
      const changes = differences(
        { ...auditView(before), endedSessions: 0, sessionEndReason: null },
        { ...auditView(after), endedSessions, sessionEndReason: endedSessions > 0 ? 'RIGHTS_GREW' : null },
      )
      change.record({ id: after.id, label: after.key, changes })
      await this.rights.endInvitations(change, effects.losing)
      await tellEffects(change, definition, effects)
      return after
    })
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT while somebody would have no group left. */
  delete(caller: Caller, input: DeleteGroupInput): Promise<string> {
    return this.changes.run(caller, 'deleteGroup', async (change) => {
      const { db, accountId } = change
      const group = await requireCustom(change, input)
      if (input.confirmKey !== group.key) throw badInput('input.confirmKey', 'Confirm with the exact key of the group.')
      refuseToGrant(change, group, textOf(group))
      const effects = await effectsOf(change, group.id, null)
      await refuseWhileNeeded(change, group, effects)
      await groupStore.remove(db, accountId, group.id)
      change.record({ id: group.id, label: group.key, changes: differences(auditView(group), {}) })
      await this.rights.endInvitations(change, effects.losing)
      await tellEffects(change, textOf(group), effects)
      return group.id
    })
  }

  #expectAddresses(
    change: GuardedChange,
    definition: string,
    former: Definition | undefined,
  ): Promise<void> | undefined {
    if (this.isProxyTrusted) return undefined
    return expectKnownAddresses(change, readDefinition(definition), former, 'input.conditions.networks')
  }
}

/** Throws BAD_INPUT when a member would be in groups that select resources by too many grants together. */
function expectMembersFit({ members }: Effects, id: string, definition: string): void {
  for (const { groups } of members) {
    expectFitsPerson(
      groups.map((one) => (one.id === id ? { ...one, definition } : one)),
      'input.grants',
    )
  }
}

const textOf = ({ definition }: Group): string => definition as string

const definitionOf = (group: Group): Definition => readDefinition(textOf(group))

function parseKey(key: string, field: string): string {
  if (keyPattern.test(key)) return key
  throw badInput(field, 'A key has 2 to 63 characters: a small letter, then small letters, digits and hyphens.')
}

const parseName = (value: string, field: string) => parseText(value, field, 'A name', 1, 64)

const parseGroupDescription = (value: string, field: string) => parseText(value, field, 'A description', 0, 512)

/** The custom group of an id. Throws NOT_FOUND, STALE_VERSION, BAD_INPUT for a built-in one. */
async function requireCustom({ db, accountId }: GuardedChange, { id, expectedVersion }: AtVersion): Promise<Group> {
  const group = isId('group', id) ? await groupStore.find(db, accountId, id) : undefined
  if (!group) throw notFound('group', 'input.id')
  if (group.builtIn) {
    throw badInput(
      'input.id',
      `${group.name} is built in, and cannot be changed or deleted: create a group of your own.`,
    )
  }
  expectVersion(group.version, expectedVersion)
  return group
}

/**
 * Throws CONFLICT when somebody would be left without a group, or come to be by an invitation. A membership that ends
 * keeps nobody in a group.
 */
async function refuseWhileNeeded(
  { db, accountId, at }: GuardedChange,
  { id }: Group,
  { members }: Effects,
): Promise<void> {
  const dependent = members.filter(({ groups }) => !groups.some((one) => one.id !== id && one.until === null)).length
  if (dependent > 0) {
    const people = dependent === 1 ? 'one person' : `${dependent} people`
    throw conflict(`It is the only group of ${people} for good: put them into another one first.`, 'input.id')
  }
  if (await isOfPendingInvitation(db, accountId, id, at)) {
    throw conflict('A pending invitation puts somebody into it: revoke that first.', 'input.id')
  }
}

/** Throws FORBIDDEN when a group of one of these definitions grants more than the caller holds. */
function refuseToGrant(
  { caller }: GuardedChange,
  { key, name }: Pick<Group, 'key' | 'name'>,
  ...texts: string[]
): void {
  const refused = refusalToGive(
    caller,
    texts.map((definition) => ({ key, name, definition })),
    null,
  )
  if (refused) throw refused
}

/** A custom group as the audit log records it. */
const auditView = (group: Group): Record<string, Json> => {
  const { conditions, grants } = definitionOf(group)
  return {
    key: group.key,
    name: group.name,
    description: group.description,
    conditions: conditions as unknown as Json,
    grants: grants as unknown as Json,
  }
}
