import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLArgument, type GraphQLInputField, isInputObjectType, isObjectType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodeTypes } from '../../src/nodes/node.type.ts'
import { kindOfId } from '../../src/values/id.ts'
import type { Client, TestAccount } from '../gateway.ts'
import { documentOf } from './documents.ts'
import { requests } from './requests.ts'
import { idsOf, type Maker, stateOf, useMakers, type Visitor } from './world.ts'

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})

/** The objects that have a version, by their types. */
const versioned: ReadonlySet<string> = new Set(
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => String(type.getFields()['version']?.type) === 'Int!')
    .map(({ name }) => name),
)

/** Where a mutation takes the version: beside the id, or in its input; undefined where it takes none. */
function placeOf({ args }: (typeof mutations)[number]): 'argument' | 'input' | undefined {
  const isIt = ({ name, type }: GraphQLArgument | GraphQLInputField) =>
    name === 'expectedVersion' && /^Int!?$/.test(String(type))
  if (args.some(isIt)) return 'argument'
  const input = args.find(({ name }) => name === 'input')?.type
  const named = input && 'ofType' in input ? input.ofType : input
  return isInputObjectType(named) && Object.values(named.getFields()).some(isIt) ? 'input' : undefined
}

const taking = mutations.filter(placeOf)

/** Mutations of something that has a version, which take none. */
const withoutVersion = {
  changePassword: 'it is based on the present password, which it asks for; the version does not count passwords',
  resetPassword: 'it is based on a link, which works once and ends with the next password',
  confirmEmail: 'it is based on a link, which the next change of the address withdraws',
}

const world = useMakers()
let account: TestAccount
let admin: Visitor
let make: Maker

beforeAll(async () => {
  account = await world.gateway.account('Ada’s')
  admin = await world.signIn(account, account.admin.email)
  make = world.maker(account, admin)
})

/** An Admin who may be gone after the mutation. */
const callerOf = (name: string) =>
  name === 'leaveAccount' || name === 'signOut' || name === 'changePassword' ? make.join(['admin']) : admin

interface Input {
  readonly id?: string
  readonly userId?: string
  readonly expectedVersion?: number
}

type Variables = Pick<Input, 'id' | 'expectedVersion'> & { readonly input?: Input }

async function variablesOf(name: string, { id, email }: Visitor): Promise<Variables> {
  const anotherSession = async () => (await world.signIn(account, email)).sessionId
  const variables = await requests[`Mutation.${name}`]?.(make, { id, email, anotherSession })
  if (!variables) throw new Error(`test/policy/requests.ts has no request for ${name}.`)
  return variables
}

const send = (client: Client, name: string, variables: object) =>
  client.send(documentOf(schema, `Mutation.${name}`), variables)

function expecting(name: string, { input, ...others }: Variables, expectedVersion: number): Variables {
  const mutation = mutations.find((one) => one.name === name)
  if (mutation && placeOf(mutation) === 'input') return { ...others, input: { ...input, expectedVersion } }
  return { ...others, expectedVersion, ...(input && { input }) }
}

const spreads = [...versioned].map((type) => `... on ${type} { version }`).join(' ')

async function versionOf(id: string): Promise<number> {
  const { node } = await admin.run(`query ($id: ID!) { node(id: $id) { id ${spreads} } }`, { id })
  return node.version
}

const accountVersion = async () => (await admin.run('{ account { version } }')).account.version

describe('what has a version', () => {
  it('is people, groups, databases, tables and database tokens', () => {
    expect([...versioned].sort()).toEqual(['Database', 'DatabaseToken', 'Group', 'Table', 'User'])
  })

  it('is changed by no mutation that does not take the version it is based on, apart from those that say why', async () => {
    const changing: string[] = []
    for (const { name } of mutations) {
      const client = await callerOf(name)
      const variables = await variablesOf(name, client)
      const known = idsOf(await stateOf(world.gateway, account.id))
      const before = Number(await accountVersion())
      expect((await send(client, name, variables)).errors).toEqual([])

      const { auditEvents } = await admin.run('{ auditEvents(first: 20) { nodes { sequence resourceId } } }')
      const changed = auditEvents.nodes.filter(({ sequence }: { sequence: string }) => Number(sequence) > before)
      const isVersioned = ({ resourceId }: { resourceId: string | null }) => {
        const kind = resourceId !== null && known.includes(resourceId) ? kindOfId(resourceId) : undefined
        return kind !== undefined && versioned.has(nodeTypes[kind] ?? '')
      }
      if (changed.some(isVersioned)) changing.push(name)
    }
    expect(changing.sort()).toEqual([...taking.map(({ name }) => name), ...Object.keys(withoutVersion)].sort())
  })
})

describe('a change that is based on another version is refused, and changes nothing; on the present one it is made', () => {
  for (const { name } of taking) {
    it(name, async () => {
      const client = await callerOf(name)
      const variables = await variablesOf(name, client)
      const version = await versionOf(variables.id ?? variables.input?.id ?? variables.input?.userId ?? client.id)
      const before = await stateOf(world.gateway, account.id)

      for (const other of [version - 1, version + 1]) {
        const { data, errors } = await send(client, name, expecting(name, variables, other))
        expect(errors).toMatchObject([{ extensions: { code: 'STALE_VERSION', currentVersion: version } }])
        expect(data).toEqual({ [name]: null })
      }
      expect(await stateOf(world.gateway, account.id)).toBe(before)

      expect((await send(client, name, expecting(name, variables, version))).errors).toEqual([])
    })
  }
})

describe('another version is told before anything that the present state does not allow', () => {
  const input = (given: object) => ({ input: given })
  const deleted = async () => {
    const { id, name } = await make.deletedDatabase()
    return { id, confirmName: name }
  }
  const revoked = async () => {
    const id = await make.databaseToken()
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { __typename } }', { id })
    return id
  }
  const ofDeletedDatabase = async () => {
    const { id, name, databaseId } = await make.table()
    const { database } = await admin.run('query ($id: ID!) { database(id: $id) { name } }', { id: databaseId })
    const confirmed = { id: databaseId, confirmName: database.name }
    await admin.run(
      'mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { __typename } }',
      input(confirmed),
    )
    return { id, name }
  }

  it.each<[words: string, name: string, variables: () => Promise<Variables>, code: string]>([
    ['deleting what is deleted', 'deleteDatabase', async () => input(await deleted()), 'CONFLICT'],
    [
      'deleting by a name that it no longer has',
      'deleteDatabase',
      async () => input({ id: (await make.database()).id, confirmName: 'former' }),
      'BAD_INPUT',
    ],
    ['undeleting what is active', 'undeleteDatabase', async () => ({ id: (await make.database()).id }), 'CONFLICT'],
    [
      'purging what is active',
      'purgeDatabase',
      async () => {
        const { id, name } = await make.database()
        return input({ id, confirmName: name })
      },
      'CONFLICT',
    ],
    [
      'changing what is deleted',
      'updateDatabase',
      async () => input({ id: (await deleted()).id, maxTables: 3 }),
      'CONFLICT',
    ],
    ['a table of a deleted database', 'renameTable', async () => input(await ofDeletedDatabase()), 'CONFLICT'],
    [
      'changing a token that is revoked',
      'updateDatabaseToken',
      async () => input({ id: await revoked(), description: 'new' }),
      'CONFLICT',
    ],
    ['rotating a token that is revoked', 'rotateDatabaseToken', async () => input({ id: await revoked() }), 'CONFLICT'],
    [
      'restoring what has not drifted',
      'restoreOnCluster',
      async () => ({ id: (await make.database()).id }),
      'CONFLICT',
    ],
  ])('%s', async (_words, name, given, code) => {
    const variables = await given()
    const version = await versionOf(variables.id ?? (variables.input?.id as string))
    const codes = async (sent: object) =>
      (await send(admin, name, sent)).errors.map(({ extensions }) => extensions.code)

    expect(await codes(expecting(name, variables, version - 1))).toEqual(['STALE_VERSION'])
    expect(await codes(expecting(name, variables, version))).toEqual([code])
  })
})
