import { readFileSync } from 'node:fs'
import { type GraphQLEnumType, type GraphQLNamedType, type GraphQLSchema, printType } from 'graphql'
import { buildSchemaSync, Query, Resolver } from 'type-graphql'
import { describe, expect, it } from 'vitest'
import { describeRequirement } from '../../src/policy/decide.ts'
import { adminGroup, groupKeys, groups } from '../../src/policy/groups.ts'
import { denialAction, requirementOf } from '../../src/policy/operations.ts'
import { operatorActions } from '../../src/policy/operator-actions.ts'
import { PermissionEnum } from '../../src/policy/permission.type.ts'
import { printPrivilegeTable } from '../../src/policy/privilege-table.ts'
import { committedCoordinates, committedSchema } from './committed.ts'
import { isForOwners, isOneEnough, permissionsFor, verdictOn } from './oracle.ts'
import { anonymous, personIn, tokenWith } from './principals.ts'

@Resolver()
class Probe {
  @Query(() => PermissionEnum)
  permission() {
    return PermissionEnum.ACCOUNT_READ
  }
}

describe('what is published of the rights', () => {
  it('is one sentence for each field, in the words of the schema', () => {
    for (const coordinate of committedCoordinates) {
      const [type = '', field = ''] = coordinate.split('.')
      const requirement = requirementOf(type, field)
      expect(requirement && describeRequirement(requirement), coordinate).toBe(sentenceOn(coordinate))
    }
  })

  it('is each permission, with a sentence on what it lets one do', () => {
    const emitted = buildSchemaSync({ resolvers: [Probe], validate: false })
    const valuesOf = (schema: GraphQLSchema) =>
      (schema.getType('Permission') as GraphQLEnumType)
        .getValues()
        .map(({ name, description }) => `${name}: ${description}`)
        .sort()
    expect(valuesOf(emitted)).toEqual(valuesOf(committedSchema()))
    expect(emitted.getType('Permission')?.description).toBe(committedSchema().getType('Permission')?.description)
    expect(printType(emitted.getQueryType() as GraphQLNamedType)).toContain('permission: Permission!')
  })

  it('is the table in README.md; `npm run generate` writes it anew', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    expect(readme).toContain(`<!-- privileges -->\n\n${printPrivilegeTable()}\n\n<!-- end of privileges -->`)
  })

  it('is what the built-in groups are called, and what they are for', () => {
    expect(groupKeys.map((key) => [key, groups[key].name, groups[key].description])).toEqual([
      ['admin', 'Admin', 'Reads and writes everything in the account, on all of its clusters.'],
      ['member', 'Member', 'Reads clusters, databases, tables and database tokens, and creates database tokens.'],
      ['auditor', 'Auditor', 'Reads everything in the account, the audit log included; changes nothing.'],
    ])
    expect(adminGroup).toBe('admin')
  })

  it('is what the audit log calls the commands of an operator: filters and alerts go by these names', () => {
    expect(operatorActions).toMatchObject({
      createAccount: 'account.create',
      renameAccount: 'account.rename',
      addCluster: 'cluster.create',
      updateCluster: 'cluster.update',
      removeCluster: 'cluster.remove',
      connectCluster: 'cluster.connect',
      disconnectCluster: 'cluster.disconnect',
      mintProxySecret: 'cluster.mint_proxy_secret',
      setJwtSecret: 'cluster.set_jwt_secret',
      removeJwtSecret: 'cluster.remove_jwt_secret',
      inviteAdmin: 'invitation.create',
      createAdmin: 'user.create',
      importUsers: 'user.import',
      unlockUser: 'user.unlock',
    })
    for (const action of [...Object.values(operatorActions), denialAction]) expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
    expect(denialAction).toBe('dataplane.denied')
  })
})

/** What the schema says that a field requires, from what the product's table in words says. */
function sentenceOn(coordinate: string): string {
  const needed = permissionsFor(coordinate).join(' and ')
  if (isOneEnough(coordinate)) return `Requires ${permissionsFor(coordinate).join(' or ')}, by what the object is.`
  if (isForOwners(coordinate)) return `One’s own always; otherwise requires ${needed}.`
  if (needed !== '') return `Requires ${needed}.`
  if (verdictOn(anonymous, coordinate, false) === 'allowed') return 'Open to all.'
  if (verdictOn(tokenWith([]), coordinate, false) === 'allowed') return 'Requires a session or a management token.'
  expect(verdictOn(personIn([]), coordinate, false)).toBe('allowed')
  return 'Requires a signed-in person.'
}
