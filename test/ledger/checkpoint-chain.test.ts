import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { KeySet } from '../../src/auth/key-set.ts'
import { Keys } from '../../src/auth/keys.ts'
import { toKnown } from '../../src/auth/master-key.ts'
import { lockFile } from '../../src/files/lock.ts'
import type { Checkpoint } from '../../src/ledger/checkpoint.ts'
import { Checkpoints } from '../../src/ledger/checkpoints.ts'
import { headText } from '../../src/ledger/ledger.store.ts'
import type { Sink } from '../../src/ledger/sink.ts'

afterEach(() => void vi.useRealTimers())

const keys = new Keys(Buffer.alloc(32, 1))
const head = (sequence: number) => ({ sequence, hash: createHash('sha256').update(String(sequence)).digest('hex') })

/** A data directory, with the means to open its checkpoints as one process or several. */
async function directoryForTest() {
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-checkpoints-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const path = join(directory, 'audit-heads.json')
  const sent: Checkpoint[] = []
  const faults: unknown[] = []
  const sink = { send: (checkpoint: Checkpoint) => void sent.push(checkpoint) } as unknown as Sink
  return {
    path,
    sent,
    faults,
    open: (by = keys) => new Checkpoints(directory, by, sink, (fault) => faults.push(fault)),
    read: () => JSON.parse(readFileSync(path, 'utf8')) as Checkpoint,
    write: (content: object) => writeFileSync(path, JSON.stringify(content)),
  }
}

/** The text of a checkpoint that is signed, as its description has it. */
const signedText = ({ chain, since, number, at, previous, heads }: Checkpoint) => {
  const lines = Object.entries(heads).map(([account, { sequence, hash }]) => `${account} ${sequence} ${hash}`)
  return ['clustergate checkpoint', chain, since, number, at, previous, ...lines.sort()].join('\n')
}

describe('a checkpoint', () => {
  it('is read after its master key was retired, unless it claims to be from after that', async () => {
    const { open, read } = await directoryForTest()
    const former = open()
    former.note('a', head(1))
    former.flush()
    const at = Date.parse(read().at)
    const newer = Buffer.alloc(32, 2)
    const knowing = (retiredAt: number) =>
      new Keys([newer], [{ ...toKnown(keys.current, 0), retiredAt }, toKnown(new KeySet(newer), 1)])
    expect(open(knowing(at)).find('a')).toEqual(head(1))
    expect(() => open(knowing(at - 1))).toThrow(/is damaged/)
    const later = open(knowing(at))
    later.note('a', head(2))
    later.flush()
    expect(knowing(at).current.verifyHead(signedText(read()), read().signature)).toBe(true)
  })

  it('is signed as a whole, numbered, and linked to the one before by its digest', async () => {
    const { open, read } = await directoryForTest()
    const checkpoints = open()
    checkpoints.note('b', head(1))
    checkpoints.note('a', head(2))
    checkpoints.flush()
    const first = read()
    expect(first).toMatchObject({ format: 2, number: 1, previous: '0'.repeat(64), heads: { a: head(2), b: head(1) } })
    expect(first.since).toBe(first.at)
    expect(keys.verifyHead(signedText(first), first.signature)).toBe(true)

    checkpoints.note('b', head(3))
    checkpoints.flush()
    const second = read()
    const digest = createHash('sha256')
      .update(`${signedText(first)}\n${first.signature}`)
      .digest('hex')
    expect(second).toMatchObject({ number: 2, chain: first.chain, since: first.since, previous: digest })
    expect(second.heads).toEqual({ a: head(2), b: head(3) })
    expect(keys.verifyHead(signedText(second), second.signature)).toBe(true)
    expect(Date.parse(second.at)).toBeGreaterThanOrEqual(Date.parse(first.at))
  })

  it('holds whatever the order of its accounts, and its signature is none of a head', async () => {
    const { open, read, write } = await directoryForTest()
    const checkpoints = open()
    for (const account of ['c', 'a', 'b']) checkpoints.note(account, head(1))
    checkpoints.flush()
    const { heads, ...rest } = read()
    write({ ...rest, heads: Object.fromEntries(Object.entries(heads).reverse()) })
    expect(open().find('b')).toEqual(head(1))
    expect(signedText({ heads, ...rest })).not.toContain(headText('a', head(1)))
  })

  it.each([
    ['chain', 'another'],
    ['since', '2020-01-01T00:00:00.000Z'],
    ['number', 7],
    ['at', '2020-01-01T00:00:00.000Z'],
    ['previous', 'f'.repeat(64)],
    ['heads', { a: head(1) }],
    ['heads', {}],
    ['signature', 'f'.repeat(88)],
    ['format', 3],
    ...['format', 'chain', 'since', 'number', 'at', 'previous', 'heads', 'signature'].map((name) => [name, undefined]),
    ['number', 1.5],
    ['heads', { a: { sequence: 2.5, hash: '' } }],
    ['heads', { a: { sequence: 2 } }],
  ] as [string, unknown][])('whose %s was changed to %j is refused, with what to do', async (name, value) => {
    const { open, read, write } = await directoryForTest()
    const checkpoints = open()
    checkpoints.note('a', head(2))
    checkpoints.flush()
    write({ ...read(), [name]: value })
    for (const attempt of [open, () => checkpoints.find('a')]) {
      expect(attempt).toThrow(
        'audit-heads.json is damaged: it must hold the last heads of the audit log, in JSON, as a gateway with this ' +
          'master key has signed them. Restore it from a backup. If there is none, remove it; an audit log that was ' +
          'cut short before then is no longer found out.',
      )
    }
  })

  it('that another master key has signed is refused, for the reason that is told', async () => {
    const { open } = await directoryForTest()
    const checkpoints = open()
    checkpoints.note('a', head(2))
    checkpoints.flush()
    const cause = expect.objectContaining({ message: 'The signature is not right.' })
    expect(() => open(new Keys(Buffer.alloc(32, 2)))).toThrow(expect.objectContaining({ cause }))
  })
})

describe('the heads that a gateway remembers', () => {
  it('are the latest ones, whatever the order in which commits are reported', async () => {
    const { open, read } = await directoryForTest()
    const checkpoints = open()
    expect(checkpoints.find('a')).toBeUndefined()
    checkpoints.note('a', head(5))
    checkpoints.note('a', head(4))
    expect(checkpoints.find('a')).toEqual(head(5))
    checkpoints.flush()
    checkpoints.note('a', head(3))
    expect(checkpoints.find('a')).toEqual(head(5))
    checkpoints.note('a', head(6))
    expect(checkpoints.find('a')).toEqual(head(6))
    expect(read().heads).toEqual({ a: head(5) })
  })

  it('include those that are known from elsewhere', async () => {
    const { open, path } = await directoryForTest()
    const checkpoints = open()
    checkpoints.learn({ a: head(5), b: head(1) })
    checkpoints.learn({ a: head(4) })
    expect(checkpoints.find('a')).toEqual(head(5))
    checkpoints.note('a', head(4))
    expect(checkpoints.find('a')).toEqual(head(5))
    checkpoints.note('c', head(1))
    checkpoints.flush()
    checkpoints.note('d', head(1))
    expect([...checkpoints.accountIds()].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(existsSync(path)).toBe(true)
    expect(checkpoints.find('b')).toEqual(head(1))
    checkpoints.learn({ c: head(9) })
    expect(checkpoints.find('c')).toEqual(head(9))
  })

  it('are those of every process of one data directory, none of which loses another’s', async () => {
    const { open, read } = await directoryForTest()
    const [one, other] = [open(), open()]
    one.note('a', head(5))
    one.note('b', head(1))
    one.flush()
    expect(other.find('a')).toEqual(head(5))
    other.note('a', head(4))
    other.note('b', head(2))
    other.flush()
    expect(read()).toMatchObject({ number: 2, heads: { a: head(5), b: head(2) } })
    expect(one.find('b')).toEqual(head(2))
  })

  it('are written once for all that was noted in a second, and not again without news', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { open, read, path, sent } = await directoryForTest()
    const checkpoints = open()
    checkpoints.flush()
    checkpoints.note('a', head(1))
    checkpoints.note('b', head(1))
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(999)
    expect(existsSync(path)).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(read()).toMatchObject({ number: 1, heads: { a: head(1), b: head(1) } })
    expect(vi.getTimerCount()).toBe(0)
    checkpoints.flush()
    checkpoints.note('a', head(2))
    checkpoints.flush()
    expect(vi.getTimerCount()).toBe(0)
    expect(read().number).toBe(2)
    expect(sent.map(({ number, heads }) => [number, heads['a']?.sequence])).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  it('wait while another process writes, are written later, and the fault is told', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { open, read, path, faults, sent } = await directoryForTest()
    const checkpoints = open()
    const unlock = lockFile(`${path}.lock`, 1_000)
    checkpoints.note('a', head(1))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining('locked') })])
    expect(sent).toEqual([])
    unlock()
    expect(checkpoints.find('a')).toEqual(head(1))
    checkpoints.note('b', head(1))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(read().heads).toEqual({ a: head(1), b: head(1) })
    expect(faults).toHaveLength(1)
  })

  it('are not locked away by a write that fails', async () => {
    const { open, path, read } = await directoryForTest()
    const checkpoints = open()
    checkpoints.note('a', head(1))
    writeFileSync(path, 'damaged')
    expect(() => checkpoints.flush()).toThrow('damaged')
    rmSync(path)
    lockFile(`${path}.lock`, 1)()
    checkpoints.flush()
    expect(read().heads).toEqual({ a: head(1) })
  })
})

describe('the file of checkpoints', () => {
  it('that is put back to an older state, or replaced by another chain, is found out while the gateway runs', async () => {
    const { open, path, write, read } = await directoryForTest()
    const checkpoints = open()
    checkpoints.note('a', head(1))
    checkpoints.flush()
    const older = readFileSync(path)
    checkpoints.note('a', head(2))
    checkpoints.flush()
    const newer = readFileSync(path)
    const found = /audit-heads\.json was put back to an older state while the gateway ran\. Restore it from a backup/
    writeFileSync(path, older)
    expect(() => checkpoints.find('a')).toThrow(found)
    expect(() => checkpoints.accountIds()).toThrow(found)
    write({ a: head(9) })
    expect(() => checkpoints.find('a')).toThrow(found)
    writeFileSync(path, newer)
    expect(checkpoints.find('a')).toEqual(head(2))

    const { open: openOther, path: otherPath } = await directoryForTest()
    const other = openOther()
    for (const sequence of [1, 2, 3]) {
      other.note('a', head(sequence))
      other.flush()
    }
    writeFileSync(path, readFileSync(otherPath))
    expect(() => checkpoints.find('a')).toThrow(found)
    expect(read().number).toBe(3)
  })

  it('may be removed: then a new chain begins, which tells since when', async () => {
    const { open, path, read } = await directoryForTest()
    const checkpoints = open()
    expect(checkpoints.origin()).toBeUndefined()
    checkpoints.note('a', head(1))
    checkpoints.flush()
    const first = read()
    expect(checkpoints.origin()).toEqual({ since: first.since })
    rmSync(path)
    expect(checkpoints.find('a')).toBeUndefined()
    expect(checkpoints.origin()).toBeUndefined()
    checkpoints.note('b', head(1))
    checkpoints.flush()
    expect(read()).toMatchObject({ number: 1, previous: '0'.repeat(64), heads: { b: head(1) } })
    expect(read().chain).not.toBe(first.chain)
    expect(read().chain).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('of an earlier version, which did not sign, is taken over', async () => {
    const { open, read, write } = await directoryForTest()
    write({ a: head(5) })
    const checkpoints = open()
    expect(checkpoints.find('a')).toEqual(head(5))
    expect(checkpoints.origin()).toEqual({ since: undefined })
    checkpoints.note('b', head(1))
    checkpoints.flush()
    expect(read()).toMatchObject({ format: 2, number: 1, heads: { a: head(5), b: head(1) } })
    expect(checkpoints.origin()).toEqual({ since: read().since })
    write({})
    expect(open().origin()).toBeUndefined()
  })

  it('that cannot be read is told as it is', async () => {
    const { open, path } = await directoryForTest()
    mkdirSync(path)
    expect(open).toThrow(/EISDIR/)
  })
})
