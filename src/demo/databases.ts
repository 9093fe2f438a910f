import type { CreateDatabaseTokenInput, DatabasePermissionInput } from '../database-tokens/database-token.type.ts'
import type { PartitionPart } from '../databases/partition-template.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { seconds } from '../values/duration.ts'
import { type Actor, day, daysOfHistory, hour, minute, type Scenario, type Story } from './scenario.ts'
import * as words from './words.ts'

export interface Workplace {
  readonly scenario: Scenario
  readonly admin: Actor
  readonly member: Actor
  readonly auditor: Actor
  readonly clusterIds: readonly string[]
  readonly scale: number
  /** The databases that are active at the scenario's present. */
  readonly databases: DemoDatabase[]
}

interface DemoDatabase {
  readonly id: string
  readonly clusterId: string
  name: string
}

type Fate = 'stays' | 'is deleted' | 'was deleted long ago' | 'comes back' | 'is renamed' | 'is updated'

/** The fates of twenty-six databases; one was deleted so long ago that it is no longer shown. */
const fates: readonly Fate[] = [
  ...Array<Fate>(15).fill('stays'),
  ...Array<Fate>(3).fill('is deleted'),
  ...Array<Fate>(1).fill('was deleted long ago'),
  ...Array<Fate>(1).fill('comes back'),
  ...Array<Fate>(2).fill('is renamed'),
  ...Array<Fate>(4).fill('is updated'),
]

const retentions = [null, null, null, 7 * seconds.day, 30 * seconds.day, 30 * seconds.day, 90 * seconds.day]
const longRetentions = [365 * seconds.day, 5 * 365 * seconds.day, 36 * seconds.hour, 400 * seconds.day]

/** All stories of databases, tables and tokens, in no order. */
export function workStories(workplace: Workplace): Story[] {
  const { scale, scenario } = workplace
  const names = new Set<string>()
  const stories: Story[] = []
  for (let at = 0; at < fates.length * scale; at++)
    stories.push(database(workplace, nameOf(scenario, names), fates[at % fates.length] as Fate, at))
  for (let round = 0; round < 5 * scale; round++) for (const life of tokenLives) stories.push(life(workplace))
  for (let round = 0; round < Math.min(scale, 10); round++)
    for (const [at] of words.automations.entries()) stories.push(managementToken(workplace, at))
  for (let round = 0; round < Math.min(scale, 20); round++) stories.push(overreaches(workplace))
  return stories
}

function nameOf({ random }: Scenario, names: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const subject = random.pick(words.subjects)
    const name = `${random.pick(words.sites)}${random.next() < 0.3 ? '/' : '-'}${subject}${attempt < 3 ? '' : `-${attempt - 1}`}`
    if (names.has(name)) continue
    names.add(name)
    return name
  }
}

function template({ random }: Scenario): PartitionPart[] | undefined {
  const time = { kind: 'TIME', value: random.pick(['%Y-%m-%d', '%Y-%m', '%Y-%m-%d']), buckets: null } as const
  const [first, second] = random.some(words.tags, 2) as [string, string]
  const tag = { kind: 'TAG', value: first, buckets: null } as const
  const bucket = { kind: 'TAG_BUCKET', value: second, buckets: random.pick([50, 100, 250, 500]) } as const
  return random.pick([undefined, undefined, undefined, [time], [tag, time], [time, tag, bucket], [bucket, time]])
}

async function* database(workplace: Workplace, name: string, fate: Fate, at: number): Story {
  const { scenario, admin, clusterIds, databases, scale } = workplace
  const { random } = scenario
  const service = scenario.core.services.databases
  // The first ones exist before the first tokens are made.
  yield at < 8 ? scenario.workday(1) : scenario.workday(2, daysOfHistory - 15)
  const clusterId = (at % 3 === 2 ? clusterIds[1] : clusterIds[0]) as string
  const { id } = await service.create(await scenario.as(admin), {
    clusterId,
    name,
    retentionPeriod: random.pick(random.next() < 0.3 ? longRetentions : retentions),
    partitionTemplate: template(scenario) ?? null,
    ...(random.next() < 0.2 && { maxTables: random.pick([50, 1_000, 2_000]), maxColumnsPerTable: 500 }),
  })
  const entry = { id, clusterId, name }
  databases.push(entry)
  yield* tables(workplace, id, scale < 10 ? random.whole(2, 6) : random.whole(1, 3))
  if (fate === 'stays') return
  yield fate === 'is deleted'
    ? scenario.workday(daysOfHistory - 6, daysOfHistory)
    : scenario.workday(30, daysOfHistory - 12)
  const caller = await scenario.as(admin)
  if (fate === 'is updated') {
    await service.update(caller, { id, retentionPeriod: random.pick(longRetentions), maxTables: 1_000 })
  } else if (fate === 'is renamed') {
    entry.name = `${name}-v2`
    await service.rename(caller, { id, name: entry.name })
  } else {
    await service.delete(caller, { id, confirmName: name })
    databases.splice(databases.indexOf(entry), 1)
  }
  if (fate !== 'comes back') return
  yield scenario.clock.now + random.whole(1, 20) * hour
  await service.undelete(await scenario.as(admin), { id })
  databases.push(entry)
}

async function* tables({ scenario, admin }: Workplace, databaseId: string, count: number): Story {
  const { random, core } = scenario
  const service = core.services.tables
  for (const name of random.some(words.tables, count)) {
    yield scenario.clock.now + random.whole(1, 6) * minute
    const partitionTemplate = random.next() < 0.4 ? (template(scenario) ?? null) : null
    const { id } = await service.create(await scenario.as(admin), { databaseId, name, partitionTemplate })
    const chance = random.next()
    if (chance > 0.2) continue
    yield scenario.clock.now + random.whole(1, 9) * minute
    const caller = await scenario.as(admin)
    if (chance < 0.1) await service.rename(caller, { id, name: `${name}_raw` })
    else await service.delete(caller, { id, confirmName: name })
  }
}

type Life = (workplace: Workplace) => Story

/** The lives of twelve tokens; a rotation makes two. */
const tokenLives: readonly Life[] = [
  (work) => token(work, {}),
  (work) => token(work, {}),
  (work) => token(work, { endsInDays: 60 }),
  (work) => token(work, { endsInDays: 200 }),
  (work) => token(work, { endsInDays: 3 }),
  (work) => token(work, { livesDays: 30 }),
  (work) => token(work, { livesDays: 14 }),
  (work) => token(work, { every: true }),
  (work) => token(work, { outcome: 'is revoked' }),
  (work) => token(work, { outcome: 'is updated' }),
  (work) => token(work, { outcome: 'is rotated' }),
]

interface TokenPlan {
  /** Days from the present to its expiry, at most. */
  readonly endsInDays?: number
  /** Days from its creation to its expiry, which is in the past. */
  readonly livesDays?: number
  /** Whether it reaches every database of the cluster. */
  readonly every?: boolean
  readonly outcome?: 'is revoked' | 'is updated' | 'is rotated'
}

async function* token(workplace: Workplace, plan: TokenPlan): Story {
  const { scenario, admin, member } = workplace
  const { random, clock } = scenario
  const { databaseTokens: service, rotations } = scenario.core.services
  yield plan.livesDays
    ? scenario.workday(3, daysOfHistory - plan.livesDays - 5)
    : scenario.workday(3, daysOfHistory - 3)
  const creator = random.next() < 0.4 ? admin : member
  const { clusterId, permissions } = grants(workplace, plan.every ?? random.next() < 0.05)
  const expiresAt = plan.livesDays
    ? clock.now + plan.livesDays * day
    : plan.endsInDays
      ? clock.end + random.whole(1, plan.endsInDays) * day + random.whole(1, 23) * hour
      : null
  const input: CreateDatabaseTokenInput = { clusterId, description: purpose(scenario), permissions, expiresAt }
  const { id } = (await service.create(await scenario.as(creator), input)).token
  if (!plan.outcome) return
  yield scenario.workday(daysOfHistory - 3, daysOfHistory)
  const caller = await scenario.as(admin)
  if (plan.outcome === 'is revoked') await service.revoke(caller, { id })
  else if (plan.outcome === 'is rotated')
    await rotations.rotate(caller, { id, overlap: random.pick([0, seconds.day, 7 * seconds.day]) })
  else await service.update(caller, { id, description: `${input.description} (moved)` })
}

const purpose = ({ random }: Scenario): string => `${random.pick(words.programs)}, ${random.pick(words.sites)}`

function grants({ scenario, clusterIds, databases }: Workplace, every: boolean) {
  const { random } = scenario
  const first = databases.length === 0 ? undefined : random.pick(databases)
  const clusterId = first?.clusterId ?? (clusterIds[0] as string)
  const actions = random.pick([['READ'], ['WRITE'], ['READ', 'WRITE']] as const)
  const near = databases.filter((database) => database.clusterId === clusterId)
  const names = every ? ['*'] : random.some(near, random.whole(1, 4)).map(({ id }) => id)
  // A few tokens reach nothing.
  const reached = random.next() < 0.04 ? [] : names
  const permissions: DatabasePermissionInput[] = reached.flatMap((databaseId) =>
    actions.map((action) => ({ action, databaseId })),
  )
  return { clusterId, permissions }
}

const delegated: readonly (readonly Permission[])[] = [
  ['DATABASE_READ', 'DATABASE_CREATE', 'DATABASE_UPDATE', 'TABLE_READ', 'TABLE_CREATE'],
  ['DATABASE_READ', 'TABLE_READ', 'DATABASE_TOKEN_READ'],
  ['USER_READ', 'USER_REMOVE', 'GROUP_READ'],
  ['AUDIT_READ', 'USER_READ', 'DATABASE_TOKEN_READ'],
]

/** A management token of the Admin: of five, two last, one expires soon, one is revoked and one has expired. */
async function* managementToken({ scenario, admin }: Workplace, at: number): Story {
  const { random, clock } = scenario
  const service = scenario.core.services.managementTokens
  yield at === 4 ? scenario.workday(5, 30) : scenario.workday(20, daysOfHistory - 8)
  const ends = [null, clock.end + 180 * day, clock.end + 4 * day, null, clock.now + 30 * day]
  const { id } = (
    await service.create(await scenario.as(admin), {
      description: `${words.automations[at]}, ${random.pick(words.offices)}`,
      permissions: [...random.pick(delegated)],
      expiresAt: ends[at] ?? null,
    })
  ).token
  if (at !== 3) return
  yield scenario.workday(daysOfHistory - 5, daysOfHistory - 1)
  await service.revoke(await scenario.as(admin), id)
}

/** People attempt what their groups do not grant, and make mistakes. */
async function* overreaches({ scenario, admin, member, auditor, clusterIds, databases }: Workplace): Story {
  const { databases: service, databaseTokens, invites } = scenario.core.services
  const clusterId = clusterIds[0] as string
  yield scenario.workday(12, daysOfHistory)
  await scenario.refused(member, 'createDatabase', (caller) => service.create(caller, { clusterId, name: 'scratch' }))
  yield scenario.workday(12, daysOfHistory)
  await scenario.refused(auditor, 'createDatabaseToken', (caller) =>
    databaseTokens.create(caller, { clusterId, description: 'a quick look', permissions: [] }),
  )
  yield scenario.workday(12, daysOfHistory)
  const invitation = { email: `friend@${words.company.domain}`, groupIds: [] }
  await scenario.refused(auditor, 'inviteUsers', (caller) => invites.invite(caller, { invitations: [invitation] }))
  yield scenario.workday(12, daysOfHistory)
  const { id, clusterId: near, name } = scenario.random.pick(databases)
  await scenario.refused(admin, 'createDatabase', (caller) => service.create(caller, { clusterId: near, name }))
  yield scenario.workday(12, daysOfHistory)
  await scenario.refused(admin, 'deleteDatabase', (caller) =>
    service.delete(caller, { id, confirmName: name.toUpperCase() }),
  )
}
