import { beforeAll, describe, expect, it } from 'vitest'
import { holdsSecret } from '../../src/auth/secret.ts'
import { isOpenToAll, type MutationName, operations, permissionsIn } from '../../src/policy/operations.ts'
import type { DryRunEvent, DryRunOutcome } from '../../src/sdk/dry-run.ts'
import { dryRunOf, rehearsalOf } from '../changes/rehearsals.ts'
import type { Answer, TestAccount } from '../gateway.ts'
import { documentOf } from './documents.ts'
import { dumpOf, withoutTrace } from './dump.ts'
import { requests } from './requests.ts'
import { type Maker, useMakers, type Visitor } from './world.ts'

const world = useMakers()
let account: TestAccount
let make: Maker

beforeAll(async () => {
  account = await world.gateway.account('Ada’s')
  make = world.maker(account, account.admin)
})

/** The cases of `requests.ts` for mutations, such as `changeEmail of oneself`. */
const cases = Object.keys(requests).flatMap((name) => (name.startsWith('Mutation.') ? [name.slice(9)] : []))
const nameOf = (one: string) => one.replace(/ .*/, '') as MutationName

/** Whether a case needs a permission: some mutations need none, and none do for what is one’s own. */
const needsPermission = (one: string) =>
  permissionsIn(operations.Mutation[nameOf(one)].requires).length > 0 && !one.endsWith(' of oneself')

const askerOf = (visitor: Visitor) => ({
  ...visitor,
  anotherSession: async () => (await world.signIn(account, visitor.email)).sessionId,
})

const everything = (name: string) => documentOf(world.schema, `Mutation.${name}`)

const rehearse = (visitor: Visitor, document: string, variables: object): Promise<Answer> =>
  withoutTrace(world.gateway, () => visitor.send(rehearsalOf(document), variables))

/** What differs from one time to the next: times, and the ids and prefixes of what is new. */
const comparable = (value: unknown, isKnown: (id: string) => boolean): unknown =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(a time)')
      .replaceAll(/[a-z_]+_[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => (isKnown(id) ? id : '(new)'))
      .replaceAll(/"(cg[a-z]|apiv1)_[^"]{4}"/g, '"(a prefix)"'),
  )

async function auditOf(requestId: string, isKnown: (id: string) => boolean): Promise<DryRunEvent[]> {
  const { db } = world.gateway
  const rows = await db
    .selectFrom('audit_events')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    action: row.action,
    outcome: row.outcome,
    errorCode: row.error_code,
    resourceId: row.resource_id !== null && isKnown(row.resource_id) ? row.resource_id : null,
    resourceLabel: row.resource_label,
    changes: JSON.parse(row.changes),
    decidedBy: JSON.parse(row.decided_by ?? 'null'),
  }))
}

const recipients = async () => {
  const { db } = world.gateway
  const rows = await db.selectFrom('outbox').select(['id', 'recipient']).orderBy('id').execute()
  return new Map(rows.map(({ id, recipient }) => [id, recipient]))
}

it('every mutation has a request here by which it is rehearsed', () => {
  const known = new Set(cases.map(nameOf))
  expect(Object.keys(operations.Mutation).filter((name) => !known.has(name as MutationName))).toEqual([])
})

describe('a rehearsal leaves the store as it was, byte for byte, and tells what is then audited, by which groups, and mailed:', () => {
  for (const one of cases.filter((name) => !isOpenToAll(nameOf(name)))) {
    it(one, async () => {
      const name = nameOf(one)
      const asker = await make.join(['admin'])
      const variables = (await requests[`Mutation.${one}`]?.(make, askerOf(asker))) ?? {}
      const document = everything(name)

      const rehearsed = await rehearse(asker, document, variables)

      expect(rehearsed.errors).toEqual([])
      expect(rehearsed.headers.get('set-cookie')).toBeNull()
      expect(holdsSecret(rehearsed.text)).toBe(false)
      const told = dryRunOf(rehearsed)?.[name] as DryRunOutcome
      expect(told.withheld).toBe(false)

      await world.gateway.tasksDone()
      const before = await dumpOf(world.gateway)
      const isKnown = (id: string) => before.includes(id)
      const mailed = await recipients()
      const real = await asker.send(document, variables)

      expect(real.errors).toEqual([])
      expect(real.text).not.toContain('dryRun')
      const events = await auditOf(real.headers.get('x-request-id') as string, isKnown)
      expect(events.length).toBeGreaterThan(0)
      const deciding = needsPermission(one) ? [{ id: account.groupIds.admin, key: 'admin' }] : []
      for (const { decidedBy } of events) expect(decidedBy).toEqual(deciding)
      expect(comparable(told.events, isKnown)).toEqual(comparable(events, isKnown))
      const sent = [...(await recipients())].flatMap(([id, to]) => (mailed.has(id) ? [] : [to]))
      expect(told.mails.map(({ to }) => to).sort()).toEqual(sent.sort())
    }, 60_000)
  }
})

describe('a mutation that is open to all cannot be rehearsed, and does nothing:', () => {
  for (const one of cases.filter((name) => isOpenToAll(nameOf(name)))) {
    it(one, async () => {
      const asker = await make.join(['admin'])
      const variables = (await requests[`Mutation.${one}`]?.(make, askerOf(asker))) ?? {}

      const { data, errors } = await rehearse(asker, everything(nameOf(one)), variables)

      expect(data).toBeUndefined()
      expect(errors.map(({ extensions: { code } }) => code)).toEqual(['BAD_INPUT'])
      expect(errors[0]?.message).toContain(nameOf(one))
    }, 60_000)
  }
})
