import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MutationName, operations, permissionsIn } from '../../src/policy/operations.ts'
import { reachOfPermission } from '../../src/policy/permissions.ts'
import { type EmulatedCluster, emulatedCluster } from '../clusters/emulated.ts'
import type { Member } from '../gateway.ts'
import { stateOf } from '../policy/world.ts'
import { useWorld } from '../world.ts'
import { run } from './furnished.ts'
import { ofDatabases, scopedPerson } from './scoped.ts'

const { gateway, account, admin } = useWorld({ environment: { CLUSTERGATE_POINTS_PER_MINUTE: '100000000' } })
let emulated: EmulatedCluster
/** Holds everything on databases whose names begin with `a-`. */
let owner: Member
/** Reads those, and holds everything else on databases whose names begin with `z-`. */
let reader: Member
/** May change those that begin with `a-`, and read none at all. */
let writer: Member

beforeAll(async () => {
  emulated = await emulatedCluster(gateway, account)
  const on = (namePrefix: string) => ({ databases: { namePrefix } })
  owner = await scopedPerson(gateway, account, [{ permissions: ofDatabases(), on: on('a-') }])
  reader = await scopedPerson(gateway, account, [
    { permissions: ofDatabases(/READ/), on: on('a-') },
    { permissions: ofDatabases(/^(?!.*READ)/), on: on('z-') },
  ])
  writer = await scopedPerson(gateway, account, [{ permissions: ofDatabases(/^(?!.*READ)/), on: on('a-') }])
})
afterAll(() => emulated?.behind.close())

let count = 0
/** A cluster that the gateway keeps records of only. */
const cluster = () => account.clusterIds[0] as string

const made = {
  async database(prefix: string) {
    const name = `${prefix}${++count}`
    const input = { clusterId: cluster(), name }
    const { database } = await run(admin, 'createDatabase', 'CreateDatabaseInput', input, 'database { id }')
    return { id: database.id as string, name }
  },
  async deletedDatabase(prefix: string) {
    const { id, name } = await made.database(prefix)
    await run(admin, 'deleteDatabase', 'DeleteInput', { id, confirmName: name }, '__typename')
    return { id, name }
  },
  async drifted(prefix: string) {
    return emulated.driftedDatabase(admin, `${prefix}${++count}`)
  },
  async table(prefix: string) {
    const { id: databaseId } = await made.database(prefix)
    const input = { databaseId, name: 'cpu' }
    const { table } = await run(admin, 'createTable', 'CreateTableInput', input, 'table { id }')
    return { id: table.id as string, name: 'cpu' }
  },
  async deletedTable(prefix: string) {
    const { id, name } = await made.table(prefix)
    await run(admin, 'deleteTable', 'DeleteInput', { id, confirmName: name }, '__typename')
    return { id, name }
  },
  async token(prefix: string) {
    const permissions = [{ action: 'READ', databaseId: (await made.database(prefix)).id }]
    const input = { clusterId: cluster(), description: `of ${prefix}`, permissions }
    const { token } = await run(admin, 'createDatabaseToken', 'CreateDatabaseTokenInput', input, 'token { id }')
    return { id: token.id as string, name: '' }
  },
}

interface Case {
  /** Makes something in a database whose name begins with the prefix. */
  readonly make: (prefix: string) => Promise<{ readonly id: string; readonly name: string }>
  readonly input?: (id: string, name: string) => object
}

const by = (make: Case['make'], input?: Case['input']): Case => ({ make, ...(input && { input }) })

/** What is asked of every mutation that takes a permission which can be held on some databases. */
const cases: Readonly<Partial<Record<MutationName, readonly Case[]>>> = {
  updateDatabase: [by(made.database, (id) => ({ id, maxTables: 9 }))],
  renameDatabase: [by(made.database, (id) => ({ id, name: `a-again-${++count}` }))],
  setDatabaseLabels: [by(made.database, (id) => ({ id, labels: [{ key: 'team', value: 'ops' }] }))],
  deleteDatabase: [by(made.database, (id, confirmName) => ({ id, confirmName }))],
  undeleteDatabase: [by(made.deletedDatabase)],
  purgeDatabase: [by(made.deletedDatabase, (id, confirmName) => ({ id, confirmName }))],
  retrySync: [by(made.database), by(made.table), by(made.token)],
  restoreOnCluster: [by(made.drifted)],
  acceptFromCluster: [by(made.drifted)],
  createTable: [by(made.database, (databaseId) => ({ databaseId, name: 'new' }))],
  renameTable: [by(made.table, (id) => ({ id, name: 'renamed' }))],
  deleteTable: [by(made.table, (id, confirmName) => ({ id, confirmName }))],
  undeleteTable: [by(made.deletedTable)],
  createDatabaseToken: [
    by(made.database, (databaseId) => ({
      clusterId: cluster(),
      description: 'new',
      permissions: [{ action: 'READ', databaseId }],
    })),
  ],
  updateDatabaseToken: [by(made.token, (id) => ({ id, description: 'changed' }))],
  rotateDatabaseToken: [by(made.token, (id) => ({ id }))],
  revokeDatabaseToken: [by(made.token)],
}

const inputTypes: Readonly<Record<string, string>> = {
  deleteDatabase: 'DeleteInput',
  purgeDatabase: 'DeleteInput',
  deleteTable: 'DeleteInput',
  renameDatabase: 'RenameInput',
  renameTable: 'RenameInput',
  rotateDatabaseToken: 'RotateTokenInput',
}

const documentOf = (name: string, { input }: Case): string => {
  const type = inputTypes[name] ?? `${name.replace(/^./, (letter) => letter.toUpperCase())}Input`
  return input
    ? `mutation ($it: ${type}!) { ${name}(input: $it) { __typename } }`
    : `mutation ($it: ID!) { ${name}(id: $it) { __typename } }`
}

const ask = (client: Member, mutation: string, one: Case, id: string, name: string) =>
  client.send(documentOf(mutation, one), { it: one.input?.(id, name) ?? id })

const codeOf = ({ errors }: { errors: readonly { extensions: { code: string } }[] }) => errors[0]?.extensions.code
const withoutIds = (text: string) => text.replace(/"requestId":"[^"]*"/g, '')

it('every mutation with a permission that can be held on some databases is tried', () => {
  const names = (Object.keys(operations.Mutation) as MutationName[]).filter((name) =>
    permissionsIn(operations.Mutation[name].requires).some((one) => reachOfPermission(one) === 'database'),
  )
  expect([...Object.keys(cases), 'createDatabase'].sort()).toEqual(names.sort())
})

const single = Object.entries(cases).flatMap(([mutation, each]) =>
  each.map((one, at) => ({
    mutation,
    one,
    words: each.length > 1 ? ['a database', 'a table', 'a token'][at] : 'what it changes',
  })),
)

it.each(single)('$mutation decides on $words, before anything is changed', async ({ mutation, one }) => {
  const hidden = await one.make('b-')
  const seen = await one.make('a-')
  const invented = hidden.id.replace(/[0-9a-f-]{36}$/, randomUUID())
  const before = await stateOf(gateway, account.id)

  const told = async (id: string) => {
    const { result, statements } = await gateway.count(() => ask(owner, mutation, one, id, hidden.name))
    return [codeOf(result), withoutIds(result.text), statements.length]
  }
  const answer = await told(hidden.id)
  expect(answer).toEqual(await told(invented))
  expect(answer[0]).toBe('NOT_FOUND')
  expect(codeOf(await ask(reader, mutation, one, hidden.id, hidden.name))).toBe('NOT_FOUND')
  expect(codeOf(await ask(reader, mutation, one, seen.id, seen.name))).toBe('FORBIDDEN')
  expect(codeOf(await ask(writer, mutation, one, hidden.id, hidden.name))).toBe('NOT_FOUND')
  expect(await stateOf(gateway, account.id)).toBe(before)

  expect((await ask(owner, mutation, one, seen.id, seen.name)).errors).toEqual([])
  const another = await one.make('a-')
  expect((await ask(writer, mutation, one, another.id, another.name)).errors).toEqual([])
})
