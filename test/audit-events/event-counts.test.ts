import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import type { Client } from '../gateway.ts'
import { planOf } from '../store/plans.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'

const { gateway, account, audrey, mel, stranger } = useWorld()
const document = `query ($times: [DateTime!]!, $filter: AuditFilter) {
  auditEventCounts(times: $times, filter: $filter) { from to succeeded denied failed } }`
const length = 10 * minute
/** The bounds of three periods: in the first Ada is busy, in the second Mel is denied, in the third nothing happens. */
let times: readonly string[]

beforeAll(async () => {
  gateway.advance(length)
  const begin = gateway.app.core.clock()
  times = [0, 1, 2, 3].map((count) => new Date(begin + count * length).toISOString())
  await createDatabase(account, { name: 'metrics' })
  await createDatabase(account, { name: 'Metrics-2' })
  await expect(createDatabase(account, { name: 'metrics' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await createDatabase(stranger, { name: 'metrics' })
  gateway.advance(length)
  await mel.send('mutation { createManagementToken(input: { description: "x", permissions: [] }) { secret } }')
})

async function counts(filter: object | null = null, { of = audrey as Client, at = times } = {}) {
  const { auditEventCounts } = await of.run(document, { times: at, filter })
  return auditEventCounts.map(({ succeeded, denied, failed }: Record<string, number>) => [succeeded, denied, failed])
}

describe('auditEventCounts', () => {
  it('tells for each period how many events succeeded, were denied and failed, with zeros', async () => {
    expect(await counts()).toEqual([
      [2, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ])
    const { auditEventCounts } = await audrey.run(document, { times })
    expect(auditEventCounts.map(({ from, to }: Record<string, string>) => [from, to])).toEqual(
      times.slice(1).map((to, place) => [times[place], to]),
    )
  })

  it('counts an event at the beginning of a period, and none at its end', async () => {
    const { auditEvents } = await audrey.run('{ auditEvents(filter: { outcomes: [DENIED] }) { nodes { occurredAt } } }')
    const at = Date.parse(auditEvents.nodes[0].occurredAt)
    const around = [at - 1, at, at + 1].map((time) => new Date(time).toISOString())
    expect(await counts({ outcomes: ['DENIED'] }, { at: around })).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ])
  })

  it('counts what the filter of the list selects', async () => {
    const first = async (filter: object) => (await counts(filter))[0]
    expect(await first({ search: 'METRICS' })).toEqual([2, 0, 0])
    expect(await first({ search: 'metrics-2' })).toEqual([1, 0, 0])
    expect(await first({ actions: ['database.*'], actorIds: [account.admin.id] })).toEqual([2, 0, 1])
    expect(await first({ actorIds: [mel.id] })).toEqual([0, 0, 0])
    expect(await first({ from: times[1] })).toEqual([0, 0, 0])
  })

  it.each([
    ['times', [] as readonly number[]],
    ['times', [0]],
    ['times', Array.from({ length: 94 }, (_, place) => place)],
    ['times.1', [0, 0]],
    ['times.2', [0, 2, 1]],
  ])('refuses bad input at %s', async (field, at) => {
    const given = at.map((time) => new Date(time).toISOString())
    await expect(counts(null, { at: given })).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('takes 93 times, reads one statement, and of an index alone', async () => {
    const at = Array.from({ length: 93 }, (_, place) => new Date(place * length).toISOString())
    await counts(null, { at })
    const { statements } = await gateway.count(() => counts(null, { at }))
    const counting = statements.filter((statement) => statement.includes('"audit_events"'))
    expect(counting).toHaveLength(1)
    expect(await planOf(gateway.db, counting[0] as string)).toMatch(/audit_events_time/)
  })

  it('is for Admins and Auditors, of their own account', async () => {
    expect((await counts(null, { of: stranger.admin }))[0]).toEqual([1, 0, 0])
    const { errors } = await mel.send(document, { times })
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'AUDIT_READ' })
  })
})

describe('the filter of the audit log', () => {
  const labels = async (filter: object): Promise<readonly string[]> => {
    const { auditEvents } = await audrey.run(
      'query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) { nodes { actorLabel resourceLabel } } }',
      { filter },
    )
    return auditEvents.nodes.map((one: Record<string, string>) => `${one['actorLabel']}: ${one['resourceLabel']}`)
  }

  it('finds what the actor or the resource was called, by a part of it, and takes no wildcard', async () => {
    expect(await labels({ search: 'Trics' })).toEqual(['ada@example.com: Metrics-2', 'ada@example.com: metrics'])
    expect((await labels({ search: 'MEL@' })).length).toBeGreaterThan(0)
    expect(await labels({ search: '%' })).toEqual([])
    expect(await labels({ search: '  ' })).toEqual(await labels({}))
    await expect(labels({ search: 'x'.repeat(513) })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', field: 'filter.search' },
    })
  })

  it('tells people from tokens, the operator, the gateway and those who had not signed in', async () => {
    const { admin } = account
    const { createManagementToken } = await admin.run(
      'mutation { createManagementToken(input: { description: "ci", permissions: [CLUSTER_READ, DATABASE_READ, DATABASE_CREATE] }) { secret } }',
    )
    await createDatabase(account, { name: 'by-ci' }, gateway.as(createManagementToken.secret))
    await gateway.anonymous.send(
      'mutation { signIn(input: { email: "mel@example.com", password: "wrong" }) { accessToken } }',
    )
    const actors = async (kind: string) =>
      [...new Set((await labels({ actorKinds: [kind] })).map((one) => one.split(': ')[0]))].toSorted()
    expect(await actors('PERSON')).toEqual(['ada@example.com', 'audrey@example.com', 'mel@example.com'])
    expect(await actors('MANAGEMENT_TOKEN')).toEqual(['management token “ci” of ada@example.com'])
    expect(await actors('OPERATOR')).toEqual(['operator'])
    expect(await actors('NOBODY')).toEqual(['mel@example.com'])
    expect(await actors('GATEWAY')).toEqual([])
    expect(await actors('DATABASE_TOKEN')).toEqual([])
    expect(await labels({ actorKinds: [] })).toEqual([])
  })
})
