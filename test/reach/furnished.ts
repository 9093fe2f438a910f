import type { Member, TestAccount } from '../gateway.ts'

/** What an account has, as the tests know it without asking the gateway what is visible. */
export interface Furnished {
  readonly databases: readonly FurnishedDatabase[]
  readonly tables: readonly { readonly id: string; readonly databaseId: string }[]
  readonly tokens: readonly FurnishedToken[]
}

export interface FurnishedDatabase {
  readonly id: string
  readonly clusterId: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

export interface FurnishedToken {
  readonly id: string
  readonly clusterId: string
  /** The ids of the databases that it reaches by id, and `*`. */
  readonly on: readonly string[]
}

export const run = async (client: Member, field: string, type: string, input: object, selection: string) =>
  (await client.run(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input }))[field]

/**
 * Databases on two clusters, with and without labels, active and deleted, with tables; and tokens of every kind: for one
 * database, for several, for all of a cluster, for none, rotated, revoked, with an end, of another creator.
 */
export async function furnish({ admin, clusterIds }: TestAccount, member: Member): Promise<Furnished> {
  const [first, second] = clusterIds as [string, string]
  const databases: FurnishedDatabase[] = []
  const tables: { id: string; databaseId: string }[] = []
  const tokens: FurnishedToken[] = []
  const addDatabase = async (clusterId: string, name: string, labels: Readonly<Record<string, string>>) => {
    const input = { clusterId, name, labels: Object.entries(labels).map(([key, value]) => ({ key, value })) }
    const { database } = await run(admin, 'createDatabase', 'CreateDatabaseInput', input, 'database { id }')
    databases.push({ id: database.id, clusterId, name, labels })
    for (const table of ['cpu', 'mem']) {
      const made = await run(
        admin,
        'createTable',
        'CreateTableInput',
        { databaseId: database.id, name: table },
        'table { id }',
      )
      tables.push({ id: made.table.id, databaseId: database.id })
    }
    await run(admin, 'deleteTable', 'DeleteInput', { id: tables.at(-1)?.id, confirmName: 'mem' }, '__typename')
    return database.id as string
  }
  const a1 = await addDatabase(first, 'a-one', { team: 'ops' })
  const a2 = await addDatabase(second, 'a-two', { team: 'ops', stage: 'production' })
  const a3 = await addDatabase(first, 'a-deleted', { team: 'dev' })
  const b1 = await addDatabase(first, 'b-one', { team: 'dev', stage: 'production' })
  const b2 = await addDatabase(second, 'b-two', {})
  const b3 = await addDatabase(second, 'b-deleted', { team: 'ops' })
  const addToken = async (clusterId: string, on: readonly string[], more: object = {}, creator = admin) => {
    const permissions = on.map((databaseId) => ({ action: 'READ', databaseId }))
    const input = { clusterId, description: `token ${tokens.length}`, permissions, ...more }
    const { token } = await run(creator, 'createDatabaseToken', 'CreateDatabaseTokenInput', input, 'token { id }')
    tokens.push({ id: token.id, clusterId, on })
    return token.id as string
  }
  await addToken(first, [a1])
  await addToken(first, [b1])
  await addToken(first, [a1, b1])
  await addToken(second, [a2, b2])
  await addToken(first, ['*'])
  await addToken(second, ['*', b2])
  await addToken(first, [])
  await addToken(first, [a3, b1])
  await addToken(second, [b3])
  for (const on of [a1, b1, '*']) {
    await addToken(first, [on], { expiresAt: '2090-01-01T00:00:00Z' })
    await addToken(first, [on], {}, member)
  }
  const revoked = await addToken(first, [a1, b1])
  await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: revoked })
  // A person who sees the one does not see the other.
  const rotated = await addToken(first, [a1])
  const { token } = await run(admin, 'rotateDatabaseToken', 'RotateTokenInput', { id: rotated }, 'token { id }')
  await run(
    admin,
    'updateDatabaseToken',
    'UpdateDatabaseTokenInput',
    { id: token.id, permissions: [{ action: 'WRITE', databaseId: b1 }] },
    'token { id }',
  )
  tokens.push({ id: token.id, clusterId: first, on: [b1] })
  for (const [id, confirmName] of [
    [a3, 'a-deleted'],
    [b3, 'b-deleted'],
  ]) {
    await run(admin, 'deleteDatabase', 'DeleteInput', { id, confirmName }, '__typename')
  }
  return { databases, tables, tokens }
}
