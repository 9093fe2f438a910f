import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ChainedEvent, differences, firstHash, hashEvent } from '../../src/ledger/chain.ts'
import type { Json } from '../../src/values/canonical-json.ts'
import { hashOf } from './chain.ts'

const event: ChainedEvent = {
  accountId: 'account_1',
  sequence: 12,
  id: 'audit_event_1',
  occurredAt: Date.UTC(2026, 10, 23, 10, 0, 0, 7),
  action: 'database.update',
  outcome: 'SUCCEEDED',
  errorCode: null,
  actorId: 'user_1',
  actorLabel: 'zoë “quoted” "and" \\ escaped\n🚀',
  resourceId: null,
  resourceLabel: 'metrics',
  changes: [],
  decidedBy: [{ id: 'group_1', key: 'on-call' }],
  ip: '192.0.2.7',
  requestId: 'request 1',
  previousHash: firstHash,
}

/** The event as the API prints it. */
const printed = ({ accountId: _, ...shown }: ChainedEvent) => ({
  ...shown,
  v: shown.decidedBy === null ? 1 : 2,
  sequence: String(shown.sequence),
  occurredAt: new Date(shown.occurredAt).toISOString(),
  hash: '',
})

describe('the hash of an event', () => {
  it('is that of its documented canonical form, whatever changed', () => {
    const values: Json[] = [
      ...[null, true, false, 0, -1, 12, '', 'text', [], ['b', 'a'], {}, { b: 1, a: [{ d: null, c: 'é' }] }],
      ...[[null, [1, [2]]], { é: 1, z: 2, Z: 3, '"': 4, '': 5 }, { nested: { y: {}, x: [] } }],
    ]
    for (const [at, before] of values.entries()) {
      const after = values.at(-1 - at) as Json
      const changed = {
        ...event,
        changes: [
          { field: 'a', before, after },
          { after: 1, before: null, field: 'b' },
        ],
      }
      expect(hashEvent(changed)).toBe(hashOf(event.accountId, printed(changed)))
    }
    const failed = { ...event, outcome: 'FAILED', errorCode: 'CONFLICT', ip: null, actorId: null } as const
    expect(hashEvent(failed)).toBe(hashOf(event.accountId, printed(failed)))
    const old = { ...event, decidedBy: null }
    expect(hashEvent(old)).toBe(hashOf(event.accountId, printed(old)))
  })

  it('is SHA-256 in hexadecimal over this text, for those who write their own check', () => {
    const text =
      '{"accountId":"account_1","action":"database.update","actorId":"user_1","actorLabel":"zoë “quoted” \\"and\\" \\\\ escaped\\n🚀","changes":[{"after":2,"before":1,"field":"maxTables"}],"decidedBy":[{"id":"group_1","key":"on-call"}],"errorCode":null,"id":"audit_event_1","ip":"192.0.2.7","occurredAt":"2026-11-23T10:00:00.007Z","outcome":"SUCCEEDED","previousHash":"0000000000000000000000000000000000000000000000000000000000000000","requestId":"request 1","resourceId":null,"resourceLabel":"metrics","sequence":"12","v":2}'
    const changes = [{ field: 'maxTables', before: 1, after: 2 }]
    const sha256 = (canonical: string) => createHash('sha256').update(canonical, 'utf8').digest('hex')
    expect(hashEvent({ ...event, changes })).toBe(sha256(text))
    const ofVersion1 = text.replace('"decidedBy":[{"id":"group_1","key":"on-call"}],', '').replace(',"v":2', '')
    expect(hashEvent({ ...event, changes, decidedBy: null })).toBe(sha256(ofVersion1))
  })

  it('differs for every member that differs', () => {
    const others: Partial<ChainedEvent>[] = [
      ...[{ accountId: 'account_2' }, { sequence: 13 }, { id: 'audit_event_2' }, { occurredAt: event.occurredAt + 1 }],
      ...[{ action: 'database.rename' }, { outcome: 'DENIED' as const }, { errorCode: 'X' }, { actorId: null }],
      ...[{ actorLabel: 'zoe' }, { resourceId: 'x' }, { resourceLabel: null }, { ip: null }, { requestId: '' }],
      ...[{ previousHash: 'f'.repeat(64) }, { changes: [{ field: 'a', before: null, after: 1 }] }],
      ...[{ decidedBy: [] }, { decidedBy: null }],
    ]
    const hashes = others.map((other) => hashEvent({ ...event, ...other }))
    expect(new Set([hashEvent(event), ...hashes]).size).toBe(18)
    expect([...new Set(others.map((other) => Object.keys(other)[0]))].sort()).toEqual(Object.keys(event).sort())
  })
})

describe('the differences of two views', () => {
  it('are the fields whose values are not the same, with both values', () => {
    expect(differences({ name: 'a', max: 1, same: true }, { name: 'b', max: 1, same: true })).toEqual([
      { field: 'name', before: 'a', after: 'b' },
    ])
    expect(differences({ max: 1 }, { max: '1' })).toEqual([{ field: 'max', before: 1, after: '1' }])
  })

  it('treat what a view leaves out as null', () => {
    expect(differences({}, { name: 'a', deleted: null })).toEqual([{ field: 'name', before: null, after: 'a' }])
    expect(differences({ name: 'a', deleted: null }, {})).toEqual([{ field: 'name', before: 'a', after: null }])
    expect(differences({ on: false, count: 0, text: '' }, {})).toEqual([
      { field: 'on', before: false, after: null },
      { field: 'count', before: 0, after: null },
      { field: 'text', before: '', after: null },
    ])
  })

  it('compare lists in their order, and objects whatever the order of their keys', () => {
    const view = (value: Json) => ({ value })
    expect(differences(view(['a', 'b']), view(['a', 'b']))).toEqual([])
    expect(differences(view(['a', 'b']), view(['b', 'a']))).toHaveLength(1)
    expect(differences(view({ a: 1, b: [2] }), view({ b: [2], a: 1 }))).toEqual([])
    expect(differences(view({ a: 1 }), view({ a: 2 }))).toHaveLength(1)
    expect(differences(view([]), view(null))).toHaveLength(1)
    expect(differences(view('[1]'), view([1]))).toHaveLength(1)
    expect(differences(view([1]), view('[1]'))).toHaveLength(1)
  })
})
