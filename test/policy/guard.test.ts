import {
  type ExecutionResult,
  execute,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { ClustergateError } from '../../src/errors.ts'
import { guard } from '../../src/policy/shield.ts'
import { committedCoordinates, committedSchema } from './committed.ts'
import { documentOf, fieldAt, selected } from './documents.ts'
import { allPermissions, isForOwners, permissionsFor, type Verdict, verdictOn } from './oracle.ts'
import { anonymous, type Case, me, personIn, personWith, tokenWith } from './principals.ts'

/** The product's schema behind the shield, and nothing behind it: what a field resolves to is what a test hands in. */
const schema = guard(committedSchema())

/** That schema as if queries began at the fields of a type. */
const schemas = new Map<string, GraphQLSchema>()
function schemaFrom(typeName: string): GraphQLSchema {
  const query = schema.getType(typeName) as GraphQLObjectType
  const made = schemas.get(typeName) ?? new GraphQLSchema({ ...schema.toConfig(), query, assumeValid: true })
  schemas.set(typeName, made)
  return made
}

/** What came of a document, and which of the fields that were watched ran. */
interface Tried {
  readonly ran: readonly string[]
  readonly verdict: Verdict
}

async function tryIt(
  { principal }: Case,
  document: string,
  options: { from?: string; variables?: Record<string, unknown>; parent?: object; watched?: readonly string[] },
): Promise<Tried> {
  const ran: string[] = []
  const { from = 'Query', variables = {}, parent = {}, watched = [] } = options
  const runs = watched.map((name) => [name, () => void ran.push(name)])
  const result = await execute({
    schema: schemaFrom(from),
    document: parse(document),
    rootValue: { ...parent, ...Object.fromEntries(runs) },
    contextValue: { caller: principal },
    variableValues: variables,
  })
  return { ran, verdict: verdictOf(result) }
}

function verdictOf({ errors = [] }: ExecutionResult): Verdict {
  const refused = errors.map(({ originalError }) => originalError).find((error) => error instanceof ClustergateError)
  if (!refused) return 'allowed'
  if (refused.code === 'UNAUTHENTICATED') return refused.code
  return refused.details.permission ? `FORBIDDEN for ${refused.details.permission}` : 'FORBIDDEN'
}

/** A value that a type accepts, with as little in it as it demands; ids are of somebody else. */
function sample(outer: GraphQLInputType): unknown {
  const type = getNullableType(outer)
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (!isInputObjectType(type)) return type.name === 'Int' ? 1 : type.name === 'Boolean' ? true : 'somebody'
  const required = Object.values(type.getFields()).filter(isRequiredInputField)
  return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]))
}

const samples = (args: readonly GraphQLArgument[]) =>
  Object.fromEntries(args.filter(isRequiredArgument).map(({ name, type }) => [name, sample(type)]))

/** Everybody for whom a field could be decided differently. */
const callersOf = (coordinate: string): readonly Case[] => [
  anonymous,
  personIn([]),
  personIn(['member']),
  personIn(['auditor']),
  personIn(['admin']),
  tokenWith([]),
  tokenWith(allPermissions),
  ...permissionsFor(coordinate).flatMap((needed) => [
    tokenWith([needed]),
    tokenWith(allPermissions.filter((name) => name !== needed)),
  ]),
]

describe('the shield decides on every field as the product’s table in words says, and lets nothing run before', () => {
  const isRoot = (coordinate: string) => /^(Query|Mutation)\./.test(coordinate)

  it.each(committedCoordinates.filter(isRoot))('%s', async (coordinate) => {
    const { name, args } = fieldAt(schema, coordinate)
    const isMutation = coordinate.startsWith('Mutation.')
    for (const caller of callersOf(coordinate)) {
      const { verdict, ran } = await tryIt(caller, documentOf(schema, coordinate), {
        variables: samples(args),
        watched: [name],
      })
      // Who a mutation is about is known in its transaction; a query without the argument is about its caller.
      const passes = isForOwners(coordinate) && (isMutation || !args.some(isRequiredArgument))
      expect(verdict).toBe(verdictOn(caller, coordinate, passes || coordinate === 'Query.explainAccess'))
      expect(ran).toEqual(verdict === 'allowed' ? [name] : [])
    }
  })

  it.each([
    ['Query.user', { id: me }],
    ['Query.explainAccess', { userId: me, permission: 'AUDIT_READ' }],
    ['Query.explainAccess', { userId: null, permission: 'AUDIT_READ' }],
  ])('%s of oneself', async (coordinate, variables) => {
    for (const caller of callersOf(coordinate)) {
      expect((await tryIt(caller, documentOf(schema, coordinate), { variables })).verdict).toBe(
        verdictOn(caller, coordinate, caller !== anonymous),
      )
    }
  })

  it('Query.explainAccess of somebody else', async () => {
    const variables = { userId: 'somebody', permission: 'AUDIT_READ' }
    for (const caller of callersOf('Query.explainAccess')) {
      const { verdict } = await tryIt(caller, documentOf(schema, 'Query.explainAccess'), { variables })
      expect(verdict).toBe(verdictOn(caller, 'Query.explainAccess', false))
    }
  })

  const types = [...new Set(committedCoordinates.filter((one) => !isRoot(one)).map((one) => one.split('.')[0] ?? ''))]
  it.each(types)('the fields of %s', async (type) => {
    for (const coordinate of committedCoordinates.filter((one) => one.startsWith(`${type}.`))) {
      const field = fieldAt(schema, coordinate)
      const ask = async (caller: Case, parent: object, isOwn: boolean) => {
        const { verdict, ran } = await tryIt(caller, `{ ${selected(field)} }`, {
          from: type,
          parent,
          ...(!(field.name in parent) && { watched: [field.name] }),
        })
        expect({ coordinate, verdict }).toEqual({ coordinate, verdict: verdictOn(caller, coordinate, isOwn) })
        if (!(field.name in parent)) expect(ran).toEqual(verdict === 'allowed' ? [field.name] : [])
      }
      for (const caller of callersOf(coordinate)) {
        await ask(caller, { id: 'a thing', userId: 'somebody' }, false)
        await ask(caller, {}, false)
        const isOwner = isForOwners(coordinate) && caller !== anonymous
        await ask(caller, type === 'Session' ? { id: 'a thing', userId: me } : { id: me }, isOwner)
      }
    }
  })
})

it('a query answers with what its caller may read, and refuses the rest field by field', async () => {
  const { data, errors } = await execute({
    schema,
    document: parse('query ($id: ID!) { user(id: $id) { id invitation { id } groups { key } } }'),
    rootValue: { user: { id: me, invitation: null, groups: [] } },
    contextValue: { caller: personWith(['GROUP_READ']).principal },
    variableValues: { id: me },
  })
  expect(errors?.map(({ path }) => path?.join('.'))).toEqual(['user.invitation'])
  expect(data).toEqual({ user: { id: me, invitation: null, groups: [] } })
})

describe('a mutation whose answer its caller may not read is refused before it runs', () => {
  /** Tries a mutation as a token, and tells what was refused. */
  const attempt = async (caller: Case, coordinate: string, selection: string, variables?: Record<string, unknown>) => {
    const { name, args } = fieldAt(schema, coordinate)
    const { verdict, ran } = await tryIt(caller, documentOf(schema, coordinate, selection), {
      variables: { ...samples(args), ...variables },
      watched: [name],
    })
    expect(ran).toEqual(verdict === 'allowed' ? [name] : [])
    return verdict
  }
  const minting = ['DATABASE_TOKEN_CREATE', 'TABLE_READ']

  it('wherever in the answer the field is asked for, and runs where it is not', async () => {
    const create = (selection: string, ...more: string[]) =>
      attempt(tokenWith([...minting, ...more]), 'Mutation.createDatabaseToken', selection)
    const all = ['DATABASE_TOKEN_READ', 'CLUSTER_READ', 'DATABASE_READ']

    expect(await create('{ secret }')).toBe('allowed')
    expect(await create('{ __typename secret }')).toBe('allowed')
    expect(await create('{ secret token { id } }')).toBe('FORBIDDEN for DATABASE_TOKEN_READ')
    expect(await create('{ ... on DatabaseTokenSecretPayload { token { id } } }')).toBe(
      'FORBIDDEN for DATABASE_TOKEN_READ',
    )
    expect(await create('{ secret token { __typename id } }', 'DATABASE_TOKEN_READ')).toBe('allowed')
    expect(await create('{ token { id cluster { createdAt } } }', 'DATABASE_TOKEN_READ')).toBe(
      'FORBIDDEN for CLUSTER_READ',
    )
    expect(await create('{ token { permissions { action database { id } } } }', 'DATABASE_TOKEN_READ')).toBe(
      'FORBIDDEN for DATABASE_READ',
    )
    expect(await create('{ token { id cluster { id } permissions { database { id } } } }', ...all)).toBe('allowed')
  })

  it('also through a fragment, and not for what a variable leaves out', async () => {
    const { name } = fieldAt(schema, 'Mutation.createDatabaseToken')
    const document = `mutation ($input: CreateDatabaseTokenInput!, $with: Boolean!) {
      createDatabaseToken(input: $input) { secret ...Made @include(if: $with) }
    }
    fragment Made on DatabaseTokenSecretPayload { token { id } }`
    const input = { clusterId: 'a cluster', description: 'mint', permissions: [] }
    for (const isAsked of [true, false]) {
      const { ran, verdict } = await tryIt(tokenWith(minting), document, {
        variables: { input, with: isAsked },
        watched: [name],
      })
      expect(verdict).toBe(isAsked ? 'FORBIDDEN for DATABASE_TOKEN_READ' : 'allowed')
      expect(ran).toEqual(isAsked ? [] : [name])
    }
  })

  it('unless it is the caller’s own: people read what they change of themselves, and nothing more', async () => {
    const nobody = personIn([])
    const rename = (selection: string) => attempt(nobody, 'Mutation.updateProfile', `{ user { ${selection} } }`)
    expect(await rename('id email sessions { nodes { id } }')).toBe('allowed')
    expect(await rename('groups { key }')).toBe('FORBIDDEN for GROUP_READ')
    expect(await rename('invitation { id }')).toBe('FORBIDDEN for INVITATION_READ')
  })

  it('as far as the objects may be other people’s', async () => {
    const update = (caller: Case, id: string) =>
      attempt(caller, 'Mutation.updateUser', '{ user { email } }', { input: { id, name: 'Mel' } })
    const assign = (caller: Case, userId: string) =>
      attempt(caller, 'Mutation.setUserGroups', '{ user { email } }', { input: { userId, groupKeys: [] } })
    const token = tokenWith(['USER_UPDATE', 'GROUP_ASSIGN'])
    for (const change of [update, assign]) {
      expect(await change(token, 'somebody')).toBe('FORBIDDEN for USER_READ')
      expect(await change(token, me)).toBe('allowed')
      expect(await change(tokenWith([...token.holds, 'USER_READ']), 'somebody')).toBe('allowed')
    }
    const sessions = '{ user { sessions { nodes { id } } } }'
    const reader = tokenWith([...token.holds, 'USER_READ'])
    const asked = (id: string) => attempt(reader, 'Mutation.updateUser', sessions, { input: { id } })
    expect(await asked('somebody')).toBe('FORBIDDEN for SESSION_READ')
    expect(await asked(me)).toBe('allowed')
  })

  it('of what hangs below the account’s own objects, which may be anybody’s', async () => {
    const reader = personWith(['GROUP_READ', 'USER_READ'])
    const read = (selection: string) =>
      attempt(reader, 'Mutation.updateProfile', `{ user { groups { members { nodes { ${selection} } } } } }`)
    expect(await read('email')).toBe('allowed')
    expect(await read('sessions { nodes { id } }')).toBe('FORBIDDEN for SESSION_READ')
  })

  it('of tokens: one’s own is readable by itself, and no other', async () => {
    const revoke = (id: string) =>
      attempt(tokenWith(['MANAGEMENT_TOKEN_REVOKE']), 'Mutation.revokeManagementToken', '{ token { prefix } }', { id })
    expect(await revoke(me)).toBe('allowed')
    expect(await revoke('another')).toBe('FORBIDDEN for MANAGEMENT_TOKEN_READ')
    const create = attempt(tokenWith(['MANAGEMENT_TOKEN_CREATE']), 'Mutation.createManagementToken', '{ token { id } }')
    expect(await create).toBe('FORBIDDEN for MANAGEMENT_TOKEN_READ')
  })

  it('where an object names a person: for those who may not read people, it can only be themselves', async () => {
    const rename = (selection: string, ...more: string[]) =>
      attempt(
        tokenWith(['DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_READ', ...more]),
        'Mutation.updateDatabaseToken',
        `{ token { createdBy { ${selection} } } }`,
      )
    expect(await rename('email sessions { nodes { id } }')).toBe('allowed')
    expect(await rename('email', 'USER_READ')).toBe('allowed')
    expect(await rename('sessions { nodes { id } }', 'USER_READ')).toBe('FORBIDDEN for SESSION_READ')
    expect(await rename('groups { key }')).toBe('FORBIDDEN for GROUP_READ')
  })

  it('and not where the answer is what a secret opens: it is read as the person who signs in', async () => {
    expect(await attempt(anonymous, 'Mutation.signIn', '{ user { email } session { id } }')).toBe('allowed')
    expect(await attempt(anonymous, 'Mutation.acceptInvitation', '{ user { email } }')).toBe('allowed')
  })
})
