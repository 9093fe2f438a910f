import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { type MutationName, onceOnly, operations, takingRightsAway } from '../../src/policy/operations.ts'

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
const mutationFields = (schema.getMutationType() as GraphQLObjectType).getFields()
const names = Object.keys(mutationFields) as MutationName[]
const named = (condition: (name: MutationName) => boolean) => names.filter(condition).sort()

/** The table of mutations in words of its own: a new mutation must be put into one of these. */
const mintSecrets = [
  'acceptInvitation',
  'changeEmail',
  'createDatabaseToken',
  'createManagementToken',
  'inviteUsers',
  'resendInvitation',
  'resetPassword',
  'rotateDatabaseToken',
  'signIn',
]
const costHashMailOrLists = [
  'acceptFromCluster',
  'changePassword',
  'confirmEmail',
  'importFromCluster',
  'requestPasswordReset',
]
const takeRightsAway = [
  'deleteGroup',
  'leaveAccount',
  'removeMembership',
  'removeUser',
  'revokeDatabaseToken',
  'revokeInvitation',
  'revokeManagementToken',
  'revokeSession',
  'setUserGroups',
  'signOut',
  'updateGroup',
  'updateUser',
]
const others = [
  'addMembership',
  'createDatabase',
  'createGroup',
  'createTable',
  'deleteDatabase',
  'deleteTable',
  'purgeDatabase',
  'renameDatabase',
  'renameTable',
  'restoreOnCluster',
  'retrySync',
  'setDatabaseLabels',
  'undeleteDatabase',
  'undeleteTable',
  'updateDatabase',
  'updateDatabaseToken',
  'updateProfile',
]

describe('the table of operations says of every mutation', () => {
  it('which kind it is of, and all of them are known here', () => {
    expect([...mintSecrets, ...costHashMailOrLists, ...takeRightsAway, ...others].sort()).toEqual([...names].sort())
  })

  it('whether it answers with a secret that is shown once, as its payload tells', () => {
    expect(named((name) => operations.Mutation[name].mintsSecret)).toEqual(mintSecrets)
    expect(named((name) => holdsSecret(payloadOf(name)))).toEqual(
      // The payload is that of resendInvitation, too; the link of what is revoked is always null.
      [...mintSecrets, 'revokeInvitation'].sort(),
    )
  })

  it('whether an operation may hold it once only: what mints a secret, and what costs a password hash or a mail', () => {
    const once = [...mintSecrets, ...costHashMailOrLists].sort()
    expect(named((name) => operations.Mutation[name].isOnceOnly)).toEqual(once)
    expect([...onceOnly].sort()).toEqual([...once, 'verifyAuditLog'].sort())
  })

  it('whether it takes rights away, and so works under load', () => {
    expect(named((name) => operations.Mutation[name].takesRightsAway)).toEqual(takeRightsAway)
    expect([...takingRightsAway].sort()).toEqual(takeRightsAway)
    expect(named((name) => /^(revoke|remove|signOut|leave)/.test(name) && !takeRightsAway.includes(name))).toEqual([])
  })

  it('what the audit log calls it, each by a name of its own', () => {
    const actions = names.map((name) => operations.Mutation[name].action)
    for (const action of actions) expect(action).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/)
    expect(new Set(actions).size).toBe(names.length)
  })
})

const payloadOf = (name: string): GraphQLObjectType => getNamedType(mutationFields[name]?.type) as GraphQLObjectType

/** Whether a payload, or an entry of a list in it, has a field for a secret. */
const holdsSecret = (type: GraphQLObjectType): boolean =>
  Object.values(type.getFields()).some((field) => {
    const below = getNamedType(field.type)
    if (isObjectType(below)) return !('id' in below.getFields()) && holdsSecret(below)
    return ['accessToken', 'secret', 'link'].includes(field.name)
  })
