import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Changes } from '../../src/changes/changes.ts'
import { type FailedAttempt, FailedAttempts } from '../../src/changes/failed-attempts.ts'
import { RepeatedFailures } from '../../src/changes/repeated-failures.ts'
import { ClustergateError } from '../../src/errors.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const open = () => {
  const shared: (readonly [string, number])[] = []
  const repeated = new RepeatedFailures<string>(async (last, count) => void shared.push([last, count]))
  const fail = (kind: string, times: number) =>
    Array.from({ length: times }, (_, at) => repeated.gathers(kind, `${kind} ${at + 1}`)).filter(Boolean).length
  return { shared, repeated, fail }
}

describe('attempts that fail repeatedly in the same way', () => {
  it('are recorded one by one up to twenty, and share one event beyond, at the end of a minute', async () => {
    const { shared, fail } = open()
    expect(fail('a', 20)).toBe(0)
    expect(fail('a', 3)).toBe(3)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(shared).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(shared).toEqual([['a 3', 3]])

    expect(fail('a', 20), 'a new minute').toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shared, 'nothing was gathered').toHaveLength(1)
  })

  it('are counted apart from those of another kind', async () => {
    const { shared, fail } = open()
    fail('a', 20)
    expect(fail('b', 20)).toBe(0)
    expect(fail('b', 1)).toBe(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shared).toEqual([['b 1', 1]])
  })

  it('are recorded at once when the gateway closes, and not again later', async () => {
    const { shared, repeated, fail } = open()
    fail('a', 21)
    fail('b', 22)
    fail('c', 1)
    await repeated.flush()
    expect(shared).toEqual([
      ['a 21', 1],
      ['b 22', 2],
    ])
    expect(vi.getTimerCount()).toBe(0)
    await repeated.flush()
    expect(shared).toHaveLength(2)
  })

  it('of more kinds than there is memory for have an event each', () => {
    const { fail } = open()
    for (let kind = 0; kind < 10_000; kind++) fail(`kind ${kind}`, 1)
    expect(fail('one more', 30)).toBe(0)
    expect(fail('kind 9999', 20), 'a kind that is known is gathered').toBe(1)
  })
})

describe('failed attempts of a caller', () => {
  const attempt = (id: string, operation: string, code: 'FORBIDDEN' | 'NOT_FOUND', name = 'database_1') =>
    ({
      caller: { id, accountId: 'account_1', label: id, origin: { requestId: name } },
      operation,
      error: new ClustergateError(code, 'No.'),
      resource: { id: name, label: null },
    }) as unknown as FailedAttempt

  /** `since` is when the log of all instances has got twenty alike. */
  const open = (fault?: Error) => {
    const log: { since?: number } = {}
    const recorded: unknown[][] = []
    const gathered: unknown[][] = []
    const record = (args: unknown[]) => {
      if (fault) throw fault
      recorded.push(args)
    }
    const recordFailure = async (...args: unknown[]) => record(args)
    const recordWithin = async (...args: unknown[]) => {
      if (log.since === undefined) record(args)
      return log.since
    }
    const changes = { recordFailure, recordWithin } as unknown as Changes
    const attempts = new FailedAttempts(changes, (...args) => gathered.push(args))
    return { log, recorded, gathered, attempts }
  }

  it('are recorded as they are, each for its own account and request', async () => {
    const { recorded, attempts } = open()
    const one = attempt('ada', 'deleteDatabase', 'FORBIDDEN')
    await attempts.record(one)
    const { caller, error, resource } = one
    const limit = { count: 20, milliseconds: 60_000 }
    expect(recorded).toEqual([[limit, 'account_1', caller, 'database.delete', caller.origin, { ...resource, error }]])
  })

  it('are gathered from the first one on where other instances have recorded twenty', async () => {
    const { log, recorded, attempts } = open()
    log.since = 1
    const one = attempt('ada', 'deleteDatabase', 'FORBIDDEN')
    for (let at = 0; at < 25; at++) await attempts.record(one)
    expect(recorded).toEqual([])
    await attempts.flush()
    expect(recorded.map(([, , , , , resource]) => resource)).toEqual([
      { id: null, label: null, changes: [{ field: 'attempts', before: null, after: 25 }] },
    ])
  })

  it('share an event that names no resource and holds their count, and the log is told', async () => {
    const { recorded, gathered, attempts } = open()
    for (let at = 0; at < 25; at++) await attempts.record(attempt('ada', 'deleteDatabase', 'FORBIDDEN', `d ${at}`))
    expect(recorded).toHaveLength(20)
    await attempts.flush()
    const last = attempt('ada', 'deleteDatabase', 'FORBIDDEN', 'd 24')
    const changes = [{ field: 'attempts', before: null, after: 5 }]
    const { caller, error } = last
    expect(recorded[20]).toEqual([
      ...['account_1', caller, 'deleteDatabase', caller.origin, error],
      { id: null, label: null, changes },
    ])
    expect(gathered).toEqual([[last, 5]])
  })

  it('are told to the log also where the event cannot be written, with the reason', async () => {
    const full = new Error('the disk is full')
    const { attempts, gathered } = open(full)
    const one = attempt('ada', 'deleteDatabase', 'FORBIDDEN')
    for (let at = 0; at < 20; at++) await expect(attempts.record(one)).rejects.toBe(full)
    await attempts.record(one)
    await attempts.flush()
    expect(gathered).toEqual([[one, 1, full]])
  })

  it('are of one kind where caller, operation and error are the same', async () => {
    const { recorded, attempts } = open()
    const kinds = [
      attempt('ada', 'deleteDatabase', 'FORBIDDEN'),
      attempt('mel', 'deleteDatabase', 'FORBIDDEN'),
      attempt('ada', 'deleteTable', 'FORBIDDEN'),
      attempt('ada', 'deleteDatabase', 'NOT_FOUND'),
    ]
    for (const one of kinds) for (let at = 0; at < 21; at++) await attempts.record(one)
    expect(recorded).toHaveLength(80)
  })
})
