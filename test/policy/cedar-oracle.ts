import { printDefinition } from '../../src/policy/definition.ts'
import { printAttributes } from '../../src/users/attributes.ts'
import { rehearsalOf } from '../changes/rehearsals.ts'
import { createToken } from '../database-tokens/documents.ts'
import { createDatabase } from '../databases/documents.ts'
import type { Member, TestAccount, TestGateway } from '../gateway.ts'
import { customGroup } from '../groups/custom-groups.ts'
import { sendRaw } from '../plans/post.ts'
import { createTable } from '../tables/documents.ts'
import { type CedarDatabase, CedarJudge } from './cedar.ts'
import { mayCarry } from './cedar-carry.ts'
import { delegable, ofEachGroup, type Round } from './cedar-rounds.ts'
import { type Dice, names, values } from './random-groups.ts'

type Row = CedarDatabase & { readonly id: string; readonly tableId: string }

/** A database token, which is there for those who may see it on one of the databases that it reaches. */
interface Token {
  readonly id: string
  readonly clusterId: string
  readonly reached: readonly Row[]
  readonly all: boolean
}

/** Whom the gateway is asked as: one person, with a session and a token, in three groups that change all the time. */
export interface Scene {
  readonly gateway: TestGateway
  readonly account: TestAccount
  readonly person: Member
  readonly tokenSecret: string
  readonly rows: readonly Row[]
  readonly tokens: readonly Token[]
  readonly groupIds: readonly string[]
}

/** Makes the databases, the groups, and a token. */
export async function makeScene(
  random: Dice,
  gateway: TestGateway,
  account: TestAccount,
  person: Member,
): Promise<Scene> {
  const rows: Row[] = []
  for (const clusterId of account.clusterIds) {
    for (const name of names) {
      const labels = new Map(random.someOf(['team', 'stage'], 0.7).map((key) => [key, random.oneOf(values)]))
      const given = { clusterId, name, labels: [...labels].map(([key, value]) => ({ key, value })) }
      const { id } = await createDatabase(account, given)
      const { id: tableId } = await createTable(account.admin, { databaseId: id, name: 'table' })
      rows.push({ clusterId, name, labels, id, tableId })
    }
  }
  const tokens: Token[] = []
  const [one, other] = account.clusterIds as [string, string]
  for (const [clusterId, reached, all] of [
    [one, rows.slice(0, 1), false],
    [one, rows.slice(1, 3), false],
    [other, rows.slice(names.length), true],
  ] as const) {
    const granted = (all ? ['*'] : reached.map(({ id }) => id)).map((databaseId) => ({ databaseId, action: 'READ' }))
    const { token } = await createToken(account.admin, account, { clusterId, permissions: granted })
    tokens.push({ id: token.id, clusterId, reached, all })
  }
  const all = { permissions: [...delegable, 'MANAGEMENT_TOKEN_CREATE'], on: { account: true } }
  await gateway.db.deleteFrom('user_groups').where('user_id', '=', person.id).execute()
  const groupIds: string[] = []
  for (const key of ofEachGroup) {
    groupIds.push(await customGroup(gateway, account, key, { grants: [all] as never }, person))
  }
  const { createManagementToken } = await person.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'asks', permissions: delegable } },
  )
  const longLived = { expires_at: Date.parse('2028-01-01') }
  await gateway.db.updateTable('sessions').set(longLived).where('user_id', '=', person.id).execute()
  return { gateway, account, person, rows, tokens, groupIds, tokenSecret: createManagementToken.secret }
}

/** Puts a round into the store: the groups and memberships, the attributes, the age of the session, what the token was given. */
export async function set({ gateway, person, groupIds }: Scene, round: Round): Promise<void> {
  const { attributes, authenticatedAt, now } = round.environment
  for (const [at, definition] of round.definitions.entries()) {
    await gateway.db
      .updateTable('groups')
      .set({ definition: printDefinition(definition) })
      .where('id', '=', groupIds[at] as string)
      .execute()
    await gateway.db
      .updateTable('user_groups')
      .set({ until: round.untils[at] as number | null })
      .where('user_id', '=', person.id)
      .where('group_id', '=', groupIds[at] as string)
      .execute()
  }
  await gateway.db
    .updateTable('management_tokens')
    .set({ permissions: JSON.stringify(round.given) })
    .where('created_by', '=', person.id)
    .execute()
  await gateway.db
    .updateTable('users')
    .set({ attributes: printAttributes([...attributes].map(([key, value]) => ({ key, value }))) })
    .where('id', '=', person.id)
    .execute()
  await gateway.db
    .updateTable('sessions')
    .set({ created_at: authenticatedAt ?? now, last_seen_at: now })
    .where('user_id', '=', person.id)
    .execute()
}

/** The ways of a request: by a plan, and by Apollo Server, which takes whatever may be a persisted query. */
export const ways = { planned: {}, apollo: { extensions: { persistedQuery: null } } } as const
export type Way = keyof typeof ways

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the questions name what they expect.
  readonly data: any
  /** The code of the first error. */
  readonly code: string | undefined
}

async function ask(scene: Scene, { environment }: Round, way: Way, query: string, variables: object): Promise<Answer> {
  const { gateway, person, tokenSecret } = scene
  const body = JSON.stringify({ query, variables, ...ways[way] })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${environment.caller === 'TOKEN' ? tokenSecret : person.token}`,
    'x-forwarded-for': environment.ip ?? '',
  }
  const { text } = await sendRaw(gateway.url, { method: 'POST', path: '/graphql', headers, body })
  const { data, errors } = JSON.parse(text)
  return { data, code: errors?.[0]?.extensions.code }
}

/** What Cedar and the gateway say to one question. */
export interface Verdict {
  readonly question: string
  readonly expected: string
  readonly decided: string
}

const update = rehearsalOf('mutation ($input: UpdateDatabaseInput!) { updateDatabase(input: $input) { __typename } }')
const relabel = rehearsalOf(
  'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { __typename } }',
)
const rename = rehearsalOf('mutation ($input: RenameInput!) { renameDatabase(input: $input) { __typename } }')
const remove = rehearsalOf('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { __typename } }')
const create = rehearsalOf('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { __typename } }')

/** What the caller is told of their own rights, on one database and on the account. */
const explain = `query ($id: ID!) {
  reads: explainAccess(permission: DATABASE_READ, resourceId: $id) { allowed }
  readsTables: explainAccess(permission: TABLE_READ, resourceId: $id) { allowed }
  updates: explainAccess(permission: DATABASE_UPDATE, resourceId: $id) { allowed }
  deletes: explainAccess(permission: DATABASE_DELETE, resourceId: $id) { allowed }
  account: explainAccess(permission: DATABASE_UPDATE) { allowed partial } }`

/** Asks for the list and every node, tries each change of a database, and asks what is allowed, on one way of a request. */
export async function verdictsOn(random: Dice, scene: Scene, round: Round, way: Way): Promise<Verdict[]> {
  const { rows } = scene
  const { environment, definitions, untils } = round
  const groups = definitions.map((definition, at) => ({ ...definition, until: untils[at] as number | null }))
  const judge = new CedarJudge(groups, round.given)
  const may = (permission: string, row: CedarDatabase) => judge.allows(permission, environment, row)
  const askHere = (query: string, variables: object) => ask(scene, round, way, query, variables)
  const readable = rows.filter((row) => may('DATABASE_READ', row))
  const readsSomewhere = judge.allowsSomewhere('DATABASE_READ', environment)

  const list = await askHere('{ databases(first: 100) { totalCount nodes { id } } }', {})
  const listed: string[] = list.data?.databases?.nodes.map(({ id }: { id: string }) => id) ?? []
  const ids = rows.flatMap(({ id, tableId }) => [id, tableId])
  const nodes = await askHere('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
  const found: string[] = nodes.data?.nodes?.map((node: { id: string } | null) => node?.id) ?? []
  const verdicts: Verdict[] = [
    verdict('list', readsSomewhere ? readable.length : 'FORBIDDEN', list.code ?? list.data.databases.totalCount),
    ...rows.map((row) => verdict(`listed ${row.name}`, readable.includes(row), listed.includes(row.id))),
    ...rows.map((row) => verdict(`node ${row.name}`, readable.includes(row), found.includes(row.id))),
    ...rows.map((row) => verdict(`table ${row.name}`, may('TABLE_READ', row), found.includes(row.tableId))),
    ...(await verdictsOnTokens(scene, round, way, judge)),
  ]

  /** What a change of a row answers: it is found where the caller may read it, and decided on once it is found. */
  const expectedOf = (permission: string, row: CedarDatabase, after: CedarDatabase = row): string => {
    if (!judge.allowsSomewhere(permission, environment)) return 'FORBIDDEN'
    if (!may(readsSomewhere ? 'DATABASE_READ' : permission, row)) return 'NOT_FOUND'
    return may(permission, row) && may(permission, after) ? 'done' : 'FORBIDDEN'
  }
  /** The same of another name or other labels, which may carry the row to where groups grant more on it. */
  const expectedOfCarrying = (row: CedarDatabase, after: CedarDatabase): string => {
    const expected = expectedOf('DATABASE_UPDATE', row, after)
    return expected === 'done' && !mayCarry(round, row, after) ? 'FORBIDDEN' : expected
  }
  const tryOut = async (question: string, expected: string, query: string, input: object): Promise<string> => {
    const decided = (await askHere(query, { input })).code ?? 'done'
    verdicts.push(verdict(question, expected, decided))
    return decided
  }

  const row = random.oneOf(rows)
  const { id, name } = row
  const updated = await tryOut('update', expectedOf('DATABASE_UPDATE', row), update, { id, retentionPeriod: '40d' })
  const removed = await tryOut('delete', expectedOf('DATABASE_DELETE', row), remove, { id, confirmName: name })
  const labels = new Map([['team', random.oneOf(values)]])
  const given = [...labels].map(([key, value]) => ({ key, value }))
  await tryOut('relabel', expectedOfCarrying(row, { ...row, labels }), relabel, { id, labels: given })
  const newName = `${random.oneOf(names)}-renamed`
  await tryOut('rename', expectedOfCarrying(row, { ...row, name: newName }), rename, { id, name: newName })
  const toBe = { clusterId: row.clusterId, name: `${random.oneOf(names)}-to-be`, labels }
  const { code } = await askHere(create, { input: { ...toBe, labels: given } })
  // Which refusal it is depends on whether the caller may know the cluster.
  const created = code === 'FORBIDDEN' || code === 'NOT_FOUND' ? 'refused' : (code ?? 'done')
  verdicts.push(verdict('create', may('DATABASE_CREATE', toBe) ? 'done' : 'refused', created))

  const explained = await askHere(explain, { id })
  const happened = {
    reads: listed.includes(id),
    readsTables: found.includes(row.tableId),
    updates: updated === 'done',
    deletes: removed === 'done',
  }
  for (const [what, isAllowed] of Object.entries(happened)) {
    const told = explained.data[what]?.allowed ?? explained.code
    verdicts.push(verdict(`explain ${what}`, happened.reads ? isAllowed : 'NOT_FOUND', told))
  }
  const isWide = judge.allowsOnAccount('DATABASE_UPDATE', environment)
  const isSomewhere = judge.allowsSomewhere('DATABASE_UPDATE', environment)
  const { allowed, partial } = explained.data.account
  verdicts.push(verdict('held', extentOf(isWide, isSomewhere), extentOf(allowed, partial)))
  return verdicts
}

const extentOf = (isWide: boolean, isSomewhere: boolean): string => {
  if (isWide) return 'everywhere'
  return isSomewhere ? 'somewhere' : 'nowhere'
}

async function verdictsOnTokens(scene: Scene, round: Round, way: Way, judge: CedarJudge): Promise<Verdict[]> {
  const { environment } = round
  const permission = 'DATABASE_TOKEN_READ'
  const list = '{ databaseTokens(first: 100) { totalCount nodes { id reachesMore } } }'
  const { data, code } = await ask(scene, round, way, list, {})
  const listed = new Map<string, boolean>(
    data?.databaseTokens?.nodes.map(({ id, reachesMore }: { id: string; reachesMore: boolean }) => [id, reachesMore]),
  )
  const seen = scene.tokens.map(({ id, clusterId, reached, all }) => {
    const visible = reached.filter((row) => judge.allows(permission, environment, row))
    // What is to come to a cluster may be hidden, too, although all that lies there now is not.
    const isWhole = !all || judge.allowsOnAllOf(clusterId, permission, environment)
    const more = visible.length < reached.length || !isWhole
    return { id, expected: visible.length > 0 ? `with more: ${more}` : 'hidden' }
  })
  const count = seen.filter(({ expected }) => expected !== 'hidden').length
  const mayList = judge.allowsSomewhere(permission, environment)
  return [
    verdict('tokens', mayList ? count : 'FORBIDDEN', code ?? data.databaseTokens.totalCount),
    ...seen.map(({ id, expected }) =>
      verdict('token', expected, listed.has(id) ? `with more: ${listed.get(id)}` : 'hidden'),
    ),
  ]
}

const verdict = (question: string, expected: unknown, decided: unknown): Verdict => ({
  question,
  expected: String(expected),
  decided: String(decided),
})
