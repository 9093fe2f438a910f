import type { CreateDatabaseTokenInput, DatabasePermissionInput } from '../database-tokens/database-token.type.ts'
import type { PartitionPart } from '../databases/partition-template.type.ts'
import type { Permission } from '../policy/permissions.ts'
import { seconds } from '../values/duration.ts'
import { type Actor, day, daysOfHistory, hour, minute, type Stage, type Story } from './scenario.ts'
import * as words from './words.ts'

export interface Workplace {
  readonly stage: Stage
  readonly admin: Actor
  readonly member: Actor
  readonly auditor: Actor
  readonly clusterIds: readonly string[]
  readonly scale: number
  /** Those that are active at the moment. */
  readonly databases: DemoDatabase[]
}

interface DemoDatabase {
  readonly id: string
  readonly clusterId: string
  name: string
}

type Fate = 'stays' | 'is deleted' | 'was deleted long ago' | 'comes back' | 'is renamed' | 'is updated'

/** Of twenty-six databases; one of them can no longer be seen. */
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

/** Everything that happens to databases, tables and tokens, in no order. */
export function workStories(workplace: Workplace): Story[] {
  const { scale, stage } = workplace
  const names = new Set<string>()
  const stories: Story[] = []
  for (let at = 0; at < fates.length * scale; at++)
    stories.push(database(workplace, nameOf(stage, names), fates[at % fates.length] as Fate, at))
  for (let round = 0; round < 5 * scale; round++) for (const life of tokenLives) stories.push(life(workplace))
  for (let round = 0; round < Math.min(scale, 10); round++)
    for (const [at] of words.automations.entries()) stories.push(managementToken(workplace, at))
  for (let round = 0; round < Math.min(scale, 20); round++) stories.push(overreaches(workplace))
  return stories
}

function nameOf({ dice }: Stage, names: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const subject = dice.pick(words.subjects)
    const name = `${dice.pick(words.sites)}${dice.next() < 0.3 ? '/' : '-'}${subject}${attempt < 3 ? '' : `-${attempt - 1}`}`
    if (names.has(name)) continue
    names.add(name)
    return name
  }
}

function template({ dice }: Stage): PartitionPart[] | undefined {
  const time = { kind: 'TIME', value: dice.pick(['%Y-%m-%d', '%Y-%m', '%Y-%m-%d']), buckets: null } as const
  const [first, second] = dice.some(words.tags, 2) as [string, string]
  const tag = { kind: 'TAG', value: first, buckets: null } as const
  const bucket = { kind: 'TAG_BUCKET', value: second, buckets: dice.pick([50, 100, 250, 500]) } as const
  return dice.pick([undefined, undefined, undefined, [time], [tag, time], [time, tag, bucket], [bucket, time]])
}

async function* database(workplace: Workplace, name: string, fate: Fate, at: number): Story {
  const { stage, admin, clusterIds, databases, scale } = workplace
  const { dice } = stage
  const service = stage.core.services.databases
  // The first are there when the first tokens are made.
  yield at < 8 ? stage.workday(1) : stage.workday(2, daysOfHistory - 15)
  const clusterId = (at % 3 === 2 ? clusterIds[1] : clusterIds[0]) as string
  const { id } = await service.create(await stage.as(admin), {
    clusterId,
    name,
    retentionPeriod: dice.pick(dice.next() < 0.3 ? longRetentions : retentions),
    partitionTemplate: template(stage) ?? null,
    ...(dice.next() < 0.2 && { maxTables: dice.pick([50, 1_000, 2_000]), maxColumnsPerTable: 500 }),
  })
  const entry = { id, clusterId, name }
  databases.push(entry)
  yield* tables(workplace, id, scale < 10 ? dice.whole(2, 6) : dice.whole(1, 3))
  if (fate === 'stays') return
  yield fate === 'is deleted' ? stage.workday(daysOfHistory - 6, daysOfHistory) : stage.workday(30, daysOfHistory - 12)
  const caller = await stage.as(admin)
  if (fate === 'is updated') {
    await service.update(caller, { id, retentionPeriod: dice.pick(longRetentions), maxTables: 1_000 })
  } else if (fate === 'is renamed') {
    entry.name = `${name}-v2`
    await service.rename(caller, { id, name: entry.name })
  } else {
    await service.delete(caller, { id, confirmName: name })
    databases.splice(databases.indexOf(entry), 1)
  }
  if (fate !== 'comes back') return
  yield stage.clock.now + dice.whole(1, 20) * hour
  await service.undelete(await stage.as(admin), id)
  databases.push(entry)
}

async function* tables({ stage, admin }: Workplace, databaseId: string, count: number): Story {
  const { dice, core } = stage
  const service = core.services.tables
  for (const name of dice.some(words.tables, count)) {
    yield stage.clock.now + dice.whole(1, 6) * minute
    const partitionTemplate = dice.next() < 0.4 ? (template(stage) ?? null) : null
    const { id } = await service.create(await stage.as(admin), { databaseId, name, partitionTemplate })
    const chance = dice.next()
    if (chance > 0.2) continue
    yield stage.clock.now + dice.whole(1, 9) * minute
    const caller = await stage.as(admin)
    if (chance < 0.1) await service.rename(caller, { id, name: `${name}_raw` })
    else await service.delete(caller, { id, confirmName: name })
  }
}

type Life = (workplace: Workplace) => Story

/** Of twelve tokens: the last life makes two. */
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
  /** Counted from now. */
  readonly endsInDays?: number
  /** Counted from its creation, and over by now. */
  readonly livesDays?: number
  /** Whether it reaches every database of the cluster. */
  readonly every?: boolean
  readonly outcome?: 'is revoked' | 'is updated' | 'is rotated'
}

async function* token(workplace: Workplace, plan: TokenPlan): Story {
  const { stage, admin, member } = workplace
  const { dice, clock } = stage
  const service = stage.core.services.databaseTokens
  yield plan.livesDays ? stage.workday(3, daysOfHistory - plan.livesDays - 5) : stage.workday(3, daysOfHistory - 3)
  const creator = dice.next() < 0.4 ? admin : member
  const { clusterId, permissions } = grants(workplace, plan.every ?? dice.next() < 0.05)
  const expiresAt = plan.livesDays
    ? clock.now + plan.livesDays * day
    : plan.endsInDays
      ? clock.end + dice.whole(1, plan.endsInDays) * day + dice.whole(1, 23) * hour
      : null
  const input: CreateDatabaseTokenInput = { clusterId, description: purpose(stage), permissions, expiresAt }
  const { id } = (await service.create(await stage.as(creator), input)).token
  if (!plan.outcome) return
  yield stage.workday(daysOfHistory - 3, daysOfHistory)
  const caller = await stage.as(admin)
  if (plan.outcome === 'is revoked') await service.revoke(caller, id)
  else if (plan.outcome === 'is rotated')
    await service.rotate(caller, { id, overlap: dice.pick([0, seconds.day, 7 * seconds.day]) })
  else await service.update(caller, { id, description: `${input.description} (moved)` })
}

const purpose = ({ dice }: Stage): string => `${dice.pick(words.programs)}, ${dice.pick(words.sites)}`

function grants({ stage, clusterIds, databases }: Workplace, every: boolean) {
  const { dice } = stage
  const first = databases.length === 0 ? undefined : dice.pick(databases)
  const clusterId = first?.clusterId ?? (clusterIds[0] as string)
  const actions = dice.pick([['READ'], ['WRITE'], ['READ', 'WRITE']] as const)
  const near = databases.filter((database) => database.clusterId === clusterId)
  const names = every ? ['*'] : dice.some(near, dice.whole(1, 4)).map(({ id }) => id)
  // Now and then somebody makes a token first and thinks later.
  const reached = dice.next() < 0.04 ? [] : names
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

/** Made by the Admin; of five, two still work, one soon not, one is revoked and one has run out. */
async function* managementToken({ stage, admin }: Workplace, at: number): Story {
  const { dice, clock } = stage
  const service = stage.core.services.managementTokens
  yield at === 4 ? stage.workday(5, 30) : stage.workday(20, daysOfHistory - 8)
  const ends = [null, clock.end + 180 * day, clock.end + 4 * day, null, clock.now + 30 * day]
  const { id } = (
    await service.create(await stage.as(admin), {
      description: `${words.automations[at]}, ${dice.pick(words.offices)}`,
      permissions: [...dice.pick(delegated)],
      expiresAt: ends[at] ?? null,
    })
  ).token
  if (at !== 3) return
  yield stage.workday(daysOfHistory - 5, daysOfHistory - 1)
  await service.revoke(await stage.as(admin), id)
}

/** People try what their groups do not grant, and slip. */
async function* overreaches({ stage, admin, member, auditor, clusterIds, databases }: Workplace): Story {
  const { databases: service, databaseTokens, invitations } = stage.core.services
  const clusterId = clusterIds[0] as string
  yield stage.workday(12, daysOfHistory)
  await stage.refused(member, 'createDatabase', (caller) => service.create(caller, { clusterId, name: 'scratch' }))
  yield stage.workday(12, daysOfHistory)
  await stage.refused(auditor, 'createDatabaseToken', (caller) =>
    databaseTokens.create(caller, { clusterId, description: 'a quick look', permissions: [] }),
  )
  yield stage.workday(12, daysOfHistory)
  const invitation = { email: `friend@${words.company.domain}`, groupIds: [] }
  await stage.refused(auditor, 'inviteUsers', (caller) => invitations.invite(caller, { invitations: [invitation] }))
  yield stage.workday(12, daysOfHistory)
  const { id, clusterId: near, name } = stage.dice.pick(databases)
  await stage.refused(admin, 'createDatabase', (caller) => service.create(caller, { clusterId: near, name }))
  yield stage.workday(12, daysOfHistory)
  await stage.refused(admin, 'deleteDatabase', (caller) =>
    service.delete(caller, { id, confirmName: name.toUpperCase() }),
  )
}
