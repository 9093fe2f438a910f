import { randomUUID } from 'node:crypto'
import { type GraphQLOutputType, getNamedType, isInterfaceType, isLeafType, isObjectType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyone, operations } from '../../src/policy/operations.ts'
import { faults } from '../answers.ts'
import type { TestAccount } from '../gateway.ts'
import { documentOf, fieldAt } from '../policy/documents.ts'
import { passwordOf, requests } from '../policy/requests.ts'
import { type Maker, stateOf, useMakers, type Visitor } from '../policy/world.ts'
import { keyed, toldOf } from './keyed.ts'

/** The caller’s own session ends with these: a repeated request has no credential any more. */
const ending = ['Mutation.signOut', 'Mutation.leaveAccount']

const names = Object.keys(requests).filter((name) => {
  const [type, field = ''] = (name.split(' ')[0] as string).split('.')
  return type === 'Mutation' && operations.Mutation[field as keyof typeof operations.Mutation].requires !== anyone
})

const world = useMakers()
let account: TestAccount
let make: Maker
/** Of an Admin; their password changes among these, which ends sessions. */
let email: string
beforeAll(async () => {
  account = await world.gateway.account('Ada’s')
  make = world.maker(account, account.admin)
  email = (await make.join(['admin'])).email
})

/** All that can be asked of a payload without pages, two objects deep. */
function selectionOf(outer: GraphQLOutputType, depth = 0): string {
  const type = getNamedType(outer)
  if (isInterfaceType(type)) return '{ __typename id }'
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).filter(
    ({ name, args, type: of }) => args.length === 0 && name !== 'secret' && (depth < 2 || isLeafType(getNamedType(of))),
  )
  return `{ __typename ${fields.map((field) => `${field.name} ${selectionOf(field.type, depth + 1)}`).join(' ')} }`
}

const signIn = (): Promise<Visitor> => world.signIn(account, email, passwordOf(email))

/** An answer without what only the first one may tell. */
const withoutLinks = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (name, value) => (name === 'link' ? null : value)))

describe('under a key, each mutation is carried out once, and answered alike when it is repeated:', () => {
  it.each(names.filter((name) => !ending.includes(name)))('%s', async (name) => {
    const coordinate = name.split(' ')[0] as string
    const me = await signIn()
    const anotherSession = async () => (await signIn()).sessionId
    const variables = await requests[name]?.(make, { id: me.id, email: me.email, anotherSession })
    const document = documentOf(world.schema, coordinate, selectionOf(fieldAt(world.schema, coordinate).type))
    const client = keyed(world.gateway, me.token, randomUUID())
    const first = await client.send(document, variables)
    expect([faults(first), toldOf(first)]).toEqual([[], { replayed: false }])
    await world.gateway.tasksDone()

    const before = await stateOf(world.gateway, account.id, true)
    // By Apollo Server, and where that is possible without it.
    for (const text of [document, `${document} # again`]) {
      const again = await client.send(text, variables)
      expect([faults(again), toldOf(again)]).toMatchObject([[], { replayed: true }])
      expect(withoutLinks(again.data)).toEqual(withoutLinks(first.data))
    }
    expect(await stateOf(world.gateway, account.id, true)).toBe(before)
    const keys = await world.gateway.db.selectFrom('idempotency_keys').select('answer').execute()
    expect(keys.map(({ answer }) => answer).join('\n')).not.toMatch(/cg[smirep]_[0-9a-f]{72}|apiv1_[\w+/-]{40}/)
  })
})
