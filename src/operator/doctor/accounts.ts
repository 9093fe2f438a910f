import * as groupStore from '../../groups/group.store.ts'
import type { Group } from '../../groups/group.type.ts'
import type { Conditions } from '../../policy/conditions.ts'
import { refusalToGive } from '../../policy/covers.ts'
import { definitionOf } from '../../policy/definition.ts'
import type { Selector } from '../../policy/selectors.ts'
import { bind } from '../../policy/selectors.ts'
import { isMet } from '../../policy/shares.ts'
import { attributesOf } from '../../users/attributes.ts'
import type { Opened } from '../on-store.ts'
import type { Person, Surveyed, Token } from './accounts.store.ts'
import * as accountsStore from './accounts.store.ts'
import { ok, onOpened, warning } from './check.ts'

/** Something about an account that is probably not meant so. */
interface Finding {
  readonly accountId: string
  readonly kind: FindingKind
  /** Of the token, person or group. */
  readonly id: string
  readonly label: string
  readonly message: string
}

type FindingKind = 'TOKEN_GIVES_NOTHING' | 'PERSON_HOLDS_NOTHING' | 'GROUP_NEVER_COUNTS' | 'GRANT_MATCHES_NOTHING'

type Found = Omit<Finding, 'accountId'>

/** Groups, tokens and people that hold or give nothing. */
export const accounts = onOpened(async (opened, { accountId }) => {
  const names = new Map((await opened.operator.accounts()).map(({ id, name }) => [id, name]))
  const findings = await examine(opened, accountId)
  if (findings.length === 0) return [ok('Every group can count, and everybody holds something.')]
  return findings.map(({ accountId, kind, id, label, message }) => ({
    ...warning(`${names.get(accountId)}: ${message}`, null),
    about: { accountId, kind, id, label },
  }))
})

/** In all accounts, or in one. */
async function examine({ store: { db }, operator, clock }: Opened, account?: string): Promise<readonly Finding[]> {
  const now = clock()
  const findings: Finding[] = []
  for (const { id: accountId } of await operator.accounts()) {
    if (account !== undefined && account !== accountId) continue
    const surveyed = {
      groups: await groupStore.list(db, accountId),
      people: await accountsStore.activePeople(db, accountId, now),
      tokens: await accountsStore.liveTokens(db, accountId, now),
      clusterIds: await accountsStore.clusterIds(db, accountId),
      databases: await accountsStore.databases(db, accountId, now),
    }
    findings.push(...findingsIn(surveyed).map((found) => ({ accountId, ...found })))
  }
  return findings
}

const findingsIn = (surveyed: Surveyed): readonly Found[] => [
  ...surveyed.tokens.flatMap((token) => ofToken(surveyed, token) ?? []),
  ...surveyed.people.flatMap((person) => ofPerson(surveyed, person) ?? []),
  ...surveyed.groups.flatMap((group) => ofGroup(surveyed, group)),
]

const giving = ['GROUP_ASSIGN', 'INVITATION_CREATE'] as const

/** A token that may put people into groups or invite them, and holds all that a group grants of none. */
function ofToken({ groups, people }: Surveyed, { id, description, permissions, creatorId }: Token): Found | undefined {
  const given = giving.filter((permission) => permissions.includes(permission))
  const creator = people.find((person) => person.id === creatorId)
  if (given.length === 0 || !creator) return undefined
  const counting = atBest(groups, creator)
    .filter(isForTokens)
    .map((group) => {
      const { conditions, grants } = definitionOf(group)
      const attributes = attributesOf(creator)
      return {
        group: { ...group, until: null },
        conditions,
        grants: grants.map(({ permissions: granted, on }) => ({
          permissions: granted.filter((permission) => permissions.includes(permission)),
          on: bind(on, attributes),
        })),
      }
    })
  const isGivable = (group: Group) => !refusalToGive({ counting, dormant: [] }, [group], null)
  if (groups.some((group) => group.grants.length > 0 && isGivable(group))) return undefined
  const message = `The management token “${description}” has ${given.join(' and ')}, but can give no group: it must hold all that a group grants.`
  return { kind: 'TOKEN_GIVES_NOTHING', id, label: description, message }
}

function ofPerson({ groups }: Surveyed, person: Person): Found | undefined {
  const { id, email, groupIds } = person
  if (atBest(groups, person).some(({ permissions }) => permissions.length > 0)) return undefined
  const message =
    groupIds.length === 0
      ? `${email} is in no group, and may do nothing.`
      : `${email} may do nothing: none of their groups can count for them, or grants anything.`
  return { kind: 'PERSON_HOLDS_NOTHING', id, label: email, message }
}

/** The groups of a person that count for them at some time, from some address. */
function atBest(groups: readonly Group[], { groupIds, attributes }: Person): readonly Group[] {
  const own = attributesOf({ attributes })
  return groups
    .filter(({ id }) => groupIds.includes(id))
    .filter((group) => {
      const { conditions } = definitionOf(group)
      return !isNeverMet(conditions) && isMet(conditions, own)
    })
}

/** Whether a group can count for a management token, which never signs in. */
const isForTokens = (group: Group): boolean => {
  const { callers, authenticatedWithin } = definitionOf(group).conditions
  return authenticatedWithin === undefined && (callers === undefined || callers.includes('TOKEN'))
}

/** Whether conditions hold for nobody, whatever there is in the account. */
const isNeverMet = ({ attributes, networks, hours, mfa, callers }: Conditions): boolean =>
  mfa === true || [attributes, networks, hours, callers].some((list) => list?.length === 0)

function ofGroup(surveyed: Surveyed, group: Group): readonly Found[] {
  if (group.builtIn) return []
  const { id, key } = group
  const { conditions, grants } = definitionOf(group)
  const reasons = reasonsNeverMet(surveyed, conditions).map(
    (reason): Found => ({
      kind: 'GROUP_NEVER_COUNTS',
      id,
      label: key,
      message: `The group ${key} counts for nobody: ${reason}.`,
    }),
  )
  const unmatched = grants.flatMap(({ on }, at) =>
    whatIsMissing(surveyed, on).map(
      (missing): Found => ({
        kind: 'GRANT_MATCHES_NOTHING',
        id,
        label: key,
        message: `Grant ${at + 1} of the group ${key}: ${missing}.`,
      }),
    ),
  )
  return [...reasons, ...unmatched]
}

function reasonsNeverMet({ people }: Surveyed, conditions: Conditions): readonly string[] {
  const { attributes, networks, hours, mfa, callers } = conditions
  const empty = Object.entries({ attributes, networks, hours, callers }).filter(([, list]) => list?.length === 0)
  const missing = (attributes ?? []).filter(
    ({ key, anyOf }) => !people.some((person) => anyOf.some((value) => value === attributesOf(person).get(key))),
  )
  return [
    ...(mfa ? ['it asks for a second factor, which no way of signing in has yet'] : []),
    ...empty.map(([name]) => `its list of ${name} is empty`),
    ...missing.map(
      ({ key, anyOf }) => `no active person has the attribute ${key} with the value ${anyOf.join(' or ')}`,
    ),
  ]
}

/** What a selector names that is not there. */
function whatIsMissing({ people, clusterIds, databases }: Surveyed, selector: Selector): readonly string[] {
  const match = 'databases' in selector ? selector.databases : {}
  const named = 'clusterIds' in selector ? selector : match
  const gone = [
    ...(named.clusterIds ?? []).filter((id) => !clusterIds.has(id)),
    ...('databaseIds' in selector ? selector.databaseIds : []).filter((id) => !databases.some((one) => one.id === id)),
  ]
  const { namePrefix, labels = [] } = match
  const isUnmatched = namePrefix !== undefined && !databases.some(({ name }) => name.startsWith(namePrefix))
  const keys = labels.flatMap(({ sameAs }) => sameAs ?? [])
  const unknown = keys.filter((key) => !people.some((person) => attributesOf(person).has(key)))
  return [
    ...gone.map((id) => `${id} is gone`),
    ...(isUnmatched ? [`no database has a name that begins with ${namePrefix}`] : []),
    ...unknown.map((key) => `no active person has the attribute ${key}`),
  ]
}
