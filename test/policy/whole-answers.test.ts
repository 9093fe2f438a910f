import { type GraphQLField, type GraphQLObjectType, getNamedType, isInterfaceType, isObjectType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Client, TestAccount } from '../gateway.ts'
import { calledLeaf, coordinatesOf, documentOf, fieldAt } from './documents.ts'
import { requests } from './requests.ts'
import { type Maker, stateOf, useMakers } from './world.ts'

const depthMax = 5

/** Fields that say in their description what permission they need, where that is another than their object's. */
const needsItsOwn = ({ description }: GraphQLField<unknown, unknown>): boolean =>
  /[A-Z]+_[A-Z_]+\.$/.test(description ?? '')

/**
 * Every way down from a type to a value, no type twice on the way, as a selection: `token { cluster { id } }`, … Values
 * that need no more than their object does are one way.
 */
function waysDown(type: GraphQLObjectType, above: readonly string[] = []): string[] {
  if (above.length >= depthMax) return []
  const alike: string[] = []
  const ways = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type)
    if (isInterfaceType(below)) return [`${field.name} { id }`]
    if (isObjectType(below)) {
      if (above.includes(below.name)) return []
      return waysDown(below, [...above, type.name]).map((way) => `${field.name} { ${way} }`)
    }
    if (needsItsOwn(field)) return [calledLeaf(field)]
    alike.push(calledLeaf(field))
    return []
  })
  return alike.length > 0 ? [alike.join(' '), ...ways] : ways
}

const world = useMakers()
let account: TestAccount
let make: Maker
let delegable: readonly string[]

beforeAll(async () => {
  account = await world.gateway.account()
  make = world.maker(account, account.admin)
  const { viewer } = await account.admin.run('{ viewer { permissions } }')
  delegable = viewer.permissions.filter((name: string) => name !== 'MANAGEMENT_TOKEN_CREATE')
})

/** What each mutation needs of a token; those that no token may do, and those of a secret, are of no concern here. */
const needs: Readonly<Record<string, readonly string[]>> = {
  inviteUsers: ['INVITATION_CREATE'],
  revokeInvitation: ['INVITATION_REVOKE'],
  createGroup: ['GROUP_CREATE'],
  updateGroup: ['GROUP_UPDATE'],
  deleteGroup: ['GROUP_DELETE'],
  updateUser: ['USER_UPDATE'],
  changeEmail: ['USER_UPDATE'],
  removeUser: ['USER_REMOVE'],
  revokeSession: ['SESSION_REVOKE'],
  importFromCluster: ['CLUSTER_IMPORT'],
  createDatabase: ['DATABASE_CREATE'],
  updateDatabase: ['DATABASE_UPDATE'],
  renameDatabase: ['DATABASE_UPDATE'],
  setDatabaseLabels: ['DATABASE_UPDATE'],
  deleteDatabase: ['DATABASE_DELETE'],
  undeleteDatabase: ['DATABASE_UNDELETE'],
  purgeDatabase: ['DATABASE_PURGE'],
  retrySync: ['DATABASE_UPDATE'],
  restoreOnCluster: ['DATABASE_UPDATE'],
  acceptFromCluster: ['DATABASE_UPDATE'],
  createTable: ['TABLE_CREATE'],
  renameTable: ['TABLE_UPDATE'],
  deleteTable: ['TABLE_DELETE'],
  undeleteTable: ['TABLE_UNDELETE'],
  createDatabaseToken: ['DATABASE_TOKEN_CREATE'],
  updateDatabaseToken: ['DATABASE_TOKEN_UPDATE'],
  rotateDatabaseToken: ['DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_CREATE'],
  revokeDatabaseToken: ['DATABASE_TOKEN_REVOKE'],
  revokeManagementToken: ['MANAGEMENT_TOKEN_REVOKE'],
}
/** Of these, the group that is given must be held, too. */
const giving: Readonly<Record<string, string>> = {
  resendInvitation: 'INVITATION_CREATE',
  setUserGroups: 'GROUP_ASSIGN',
  addMembership: 'GROUP_ASSIGN',
  removeMembership: 'GROUP_ASSIGN',
}
const memberMay = ['ACCOUNT_READ', 'CLUSTER_READ', 'GROUP_READ', 'DATABASE_READ', 'TABLE_READ', 'DATABASE_TOKEN_READ']

const asker = { id: undefined, email: undefined, anotherSession: () => Promise.reject(new Error('none')) }
const fresh = async (name: string): Promise<object> => (await requests[`Mutation.${name}`]?.(make, asker)) ?? {}

/**
 * Asks for one way down after the other, of the same things as long as the answer is a refusal; answers with how many
 * were refused and how many answered. Those that were refused are sent once more, between two looks at the store.
 */
async function askEach(client: Client, name: string): Promise<{ refused: number; answered: number }> {
  const payload = getNamedType(fieldAt(world.schema, `Mutation.${name}`).type)
  if (!isObjectType(payload)) throw new Error(`${name} has no payload.`)
  let [refused, answered] = [0, 0]
  let variables = await fresh(name)
  const refusedDocuments: string[] = []
  for (const way of waysDown(payload)) {
    const document = documentOf(world.schema, `Mutation.${name}`, `{ ${way} }`)
    const { data, errors } = await client.send(document, variables)
    // Counts below lists may cost more than one operation may: such a way leads nowhere for any caller.
    if (errors[0]?.extensions.code === 'QUERY_TOO_COMPLEX') continue
    const isRefused = errors.some(({ extensions }) => extensions.code === 'FORBIDDEN')
    if (isRefused) {
      expect({ way, data, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({
        way,
        data: { [name]: null },
        codes: ['FORBIDDEN'],
      })
      refusedDocuments.push(document)
      refused++
      continue
    }
    expect({ way, errors }).toEqual({ way, errors: [] })
    answered++
    variables = await fresh(name)
  }
  if (refused > 0) {
    // Refused as a whole, so before any effect.
    const before = await stateOf(world.gateway, account.id)
    for (const document of refusedDocuments) await client.send(document, variables)
    expect(await stateOf(world.gateway, account.id)).toBe(before)
  }
  return { refused, answered }
}

// Some payloads have hundreds of ways down, and each is a request.
describe('a mutation is refused before any effect, or answered whole, for every selection of its payload', {
  timeout: 120_000,
}, () => {
  it('for every mutation that needs a permission', () => {
    const named = coordinatesOf(world.schema)
      .filter(({ type, field }) => type === 'Mutation' && /[A-Z]+_[A-Z_]+\.$/.test(field.description ?? ''))
      .map(({ field }) => field.name)
    // Only people make management tokens: an Admin asks below.
    const covered = [...Object.keys(needs), ...Object.keys(giving), 'createManagementToken']
    expect(named.filter((name) => !covered.includes(name))).toEqual([])
    expect(named.length).toBeGreaterThan(20)
  })

  it.each([...Object.keys(needs), ...Object.keys(giving)])('%s, by a token that may do nothing else', async (name) => {
    const gives = giving[name]
    const permissions = needs[name] ?? [gives as string, ...memberMay, 'DATABASE_TOKEN_CREATE']
    const { refused, answered } = await askEach(await make.managementToken(permissions), name)
    expect(refused + answered).toBeGreaterThan(0)
  })

  it.each(['updateUser', 'revokeManagementToken', 'createDatabaseToken', 'inviteUsers'])(
    '%s, by tokens that may read some of it',
    async (name) => {
      for (const read of ['USER_READ', 'MANAGEMENT_TOKEN_READ', 'DATABASE_TOKEN_READ', 'INVITATION_READ']) {
        const permissions = [...(needs[name] as string[]), read]
        await askEach(await make.managementToken(permissions), name)
      }
    },
  )

  it.each(['updateUser', 'setUserGroups', 'revokeManagementToken', 'createManagementToken', 'inviteUsers'])(
    '%s, by an Admin and by a token of all permissions: everything is answered',
    async (name) => {
      const clients =
        name === 'createManagementToken' ? [account.admin] : [account.admin, await make.managementToken(delegable)]
      for (const client of clients) expect((await askEach(client, name)).refused).toBe(0)
    },
  )

  it('createDatabaseToken, by a Member, who is the creator: their own is theirs to read', async () => {
    const member = await make.join(['member'])
    const { createDatabaseToken } = await member.run(
      documentOf(
        world.schema,
        'Mutation.createDatabaseToken',
        '{ secret token { createdBy { email sessions { nodes { ip } } } } }',
      ),
      await fresh('createDatabaseToken'),
    )
    expect(createDatabaseToken.token.createdBy.email).toBe(member.email)
    expect((await askEach(member, 'createDatabaseToken')).answered).toBeGreaterThan(3)
  })

  it('revokeManagementToken, by a token of itself: its own is its to read', async () => {
    const token = await make.managementToken(['MANAGEMENT_TOKEN_REVOKE'])
    const { revokeManagementToken } = await token.run(
      documentOf(world.schema, 'Mutation.revokeManagementToken', '{ token { id status } }'),
      { id: token.id },
    )
    expect(revokeManagementToken.token).toEqual({ id: token.id, status: 'REVOKED' })
  })

  it('updateUser and revokeManagementToken, by a token without the right to read what they change', async () => {
    const person = await make.person()
    const token = await make.managementToken(['USER_UPDATE', 'MANAGEMENT_TOKEN_REVOKE'])
    const other = await make.managementToken(['ACCOUNT_READ'])
    const before = await stateOf(world.gateway, account.id)
    for (const [name, selection, variables, permission] of [
      ['updateUser', '{ user { email } }', { input: { id: person.id, name: 'Changed' } }, 'USER_READ'],
      ['revokeManagementToken', '{ token { id } }', { id: other.id }, 'MANAGEMENT_TOKEN_READ'],
    ] as const) {
      const { errors } = await token.send(documentOf(world.schema, `Mutation.${name}`, selection), variables)
      expect(errors).toMatchObject([{ path: [name], extensions: { code: 'FORBIDDEN', permission } }])
    }
    expect(await stateOf(world.gateway, account.id)).toBe(before)
  })
})
