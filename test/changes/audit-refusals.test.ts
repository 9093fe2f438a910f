import { buildSchema, graphql } from 'graphql'
import { describe, expect, it } from 'vitest'
import { auditRefusals } from '../../src/changes/audit-refusals.ts'
import type { FailedAttempt } from '../../src/changes/failed-attempts.ts'
import { ClustergateError } from '../../src/errors.ts'
import { StoreUnavailable } from '../../src/store/unavailable.ts'

const source = `
  type Query { nothing: Int }
  input Named { id: ID userId: ID databaseId: ID clusterId: ID name: String }
  type Mutation {
    deleteDatabase(input: Named, id: ID, secret: String): String
    createDatabase: String
    signIn: String
    signOut: String
  }`

const databaseId = 'database_00000000-0000-7000-8000-000000000001'
const userId = 'user_00000000-0000-7000-8000-000000000002'
const clusterId = 'cluster_00000000-0000-7000-8000-000000000003'

const callerOf = (kind: 'person' | 'anonymous') => ({ kind, id: 'me', origin: { requestId: 'request 1' } })

/** Sends a mutation whose resolver does as told, and answers with what was recorded of it. */
async function attempt(
  does: (context: { caller: object }) => unknown,
  options: {
    document?: string
    kind?: 'person' | 'anonymous'
    record?: (failure: FailedAttempt) => Promise<void>
  } = {},
) {
  const { document = 'mutation { deleteDatabase }', kind = 'person' } = options
  const recorded: FailedAttempt[] = []
  const unrecorded: unknown[] = []
  const schema = buildSchema(source)
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.name !== 'createDatabase') field.resolve = (_source, _args, context) => does(context)
  }
  const { record = async (failure) => void recorded.push(failure) } = options
  const audited = auditRefusals(schema, record, (fault, requestId) => unrecorded.push([fault, requestId]))
  let forgotten = 0
  const contextValue = { caller: callerOf(kind), forgetLoaded: () => forgotten++ }
  const rootValue = { createDatabase: () => does(contextValue) }
  const result = await graphql({ schema: audited, source: document, contextValue, rootValue })
  return { recorded, unrecorded, result, forgotten }
}

const refusal = new ClustergateError('FORBIDDEN', 'No.')
const refuse = () => {
  throw refusal
}

describe('a mutation that does not succeed', () => {
  it('is recorded with its caller, its name and its error, and answered as it was', async () => {
    for (const document of ['mutation { deleteDatabase }', 'mutation { createDatabase }']) {
      const { recorded, result } = await attempt(refuse, { document })
      const operation = document.split(' ')[2]
      expect(recorded).toEqual([
        { caller: callerOf('person'), operation, error: refusal, resource: { id: null, label: null } },
      ])
      expect(result.data).toEqual({ [operation as string]: null })
      expect(result.errors?.[0]?.originalError).toBe(refusal)
    }
  })

  it('is recorded also where the error is handed back, as the shield does', async () => {
    const { recorded, result } = await attempt(() => refusal)
    expect(recorded).toMatchObject([{ error: refusal }])
    expect(result.errors?.[0]?.originalError).toBe(refusal)
  })

  it('of ours is recorded as INTERNAL, without its text', async () => {
    const fault = new Error('select * from secrets')
    const { recorded, result } = await attempt(() => Promise.reject(fault))
    expect(recorded).toMatchObject([{ error: { code: 'INTERNAL', message: 'A fault of ours.' } }])
    expect(result.errors?.[0]?.originalError).toBe(fault)
  })

  it('is refused all the same where that cannot be recorded, and the log is told in which request', async () => {
    const full = new Error('the disk is full')
    const { result, unrecorded } = await attempt(refuse, { record: () => Promise.reject(full) })
    expect(result.errors?.[0]?.originalError).toBe(refusal)
    expect(unrecorded).toEqual([[full, 'request 1']])
  })

  it('is recorded for who made the attempt, also when somebody else is signed in meanwhile', async () => {
    const { recorded } = await attempt(
      (context) => {
        context.caller = { kind: 'person', id: 'another' }
        return refuse()
      },
      { document: 'mutation { signOut }' },
    )
    expect(recorded).toMatchObject([{ caller: { id: 'me' } }])
  })

  it.each([
    ['of nobody who has signed in', refuse, { kind: 'anonymous' as const }],
    ['that is open to all, and records its failures itself', refuse, { document: 'mutation { signIn }' }],
    ['for a store that takes no audit event either', () => Promise.reject(new StoreUnavailable('full')), {}],
  ])('is not recorded here %s', async (_case, does, options) => {
    const { recorded, unrecorded, result } = await attempt(does, options)
    expect(result.errors).toHaveLength(1)
    expect([recorded, unrecorded]).toEqual([[], []])
  })
})

it('a mutation that succeeds is not recorded here, and starts from what the store holds now', async () => {
  const { recorded, result, forgotten } = await attempt(() => 'done')
  expect(result).toEqual({ data: { deleteDatabase: 'done' } })
  expect(recorded).toEqual([])
  expect(forgotten).toBe(1)
})

describe('the resource of an attempt', () => {
  const resourceOf = async (args: string) => {
    const { recorded } = await attempt(refuse, { document: `mutation { deleteDatabase(${args}) }` })
    return recorded[0]?.resource
  }

  it('is what the arguments name, the thing itself before the one that it lies in', async () => {
    expect(await resourceOf(`id: "${databaseId}"`)).toEqual({ id: databaseId, label: null })
    expect(await resourceOf(`input: { id: "${databaseId}" }`)).toEqual({ id: databaseId, label: null })
    expect(await resourceOf(`input: { userId: "${userId}" }`)).toMatchObject({ id: userId })
    expect(await resourceOf(`input: { databaseId: "${databaseId}" }`)).toMatchObject({ id: databaseId })
    expect(await resourceOf(`input: { clusterId: "${clusterId}", name: "x" }`)).toMatchObject({ id: clusterId })
    expect(await resourceOf(`input: { id: "${databaseId}", userId: "${userId}" }`)).toMatchObject({ id: databaseId })
  })

  it('is no text that is not an id, because that could be a secret', async () => {
    expect(await resourceOf('id: "cgm_0123456789"')).toEqual({ id: null, label: null })
    expect(await resourceOf(`secret: "${databaseId}"`)).toEqual({ id: null, label: null })
    expect(await resourceOf(`input: { id: null, clusterId: "${clusterId}" }`)).toMatchObject({ id: clusterId })
  })
})
