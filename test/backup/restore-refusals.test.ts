import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { hashEvent } from '../../src/ledger/chain.ts'
import { openGateway } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { onPostgres, type TestStore } from '../store.ts'
import { membersOf, useDirectory } from './backups.ts'
import { emptyPlace, headsOf, type LostStore, loseStore, restore } from './lost-store.ts'

const backups = useDirectory()
let lost: LostStore

beforeAll(async () => {
  lost = await loseStore(backups.path)
}, 120_000)
afterAll(() => lost?.store.remove())

/** A place that goes when the test ends. */
async function place(): Promise<TestStore> {
  const empty = await emptyPlace(lost.store)
  onTestFinished(() => empty.remove())
  return empty
}

describe('clustergate restore refuses, and leaves the place empty,', () => {
  const isEmpty = async (store: TestStore) => {
    expect(readdirSync(store.dataDirectory).filter((name) => !/^(master\.key|server\.lock)$/.test(name))).toEqual([])
    if (!onPostgres) expect(existsSync(join(store.dataDirectory, 'clustergate.db'))).toBe(false)
  }

  it.each([
    ['without the master key, by its fingerprint', /needs the master key [\da-f]{8}, which is not in .*master\.key/],
    ['a damaged file', /cannot be restored\. .*differs from its sum/],
    ['an export of another log', /is not what clustergate audit export writes|ENOENT|no such file/],
    ['heads that no key here has signed', /does not hold audit heads that a master key which is here has signed/],
  ])('%s', async (what, sentence) => {
    const store = await place()
    let [file, options] = [lost.file, [] as string[]]
    if (what.startsWith('without')) rmSync(join(store.dataDirectory, 'master.key'))
    if (what.startsWith('a damaged')) {
      const archive = readFileSync(lost.file)
      archive[archive.length >> 1] = (archive[archive.length >> 1] as number) ^ 1
      file = backups.path('damaged.tar')
      writeFileSync(file, archive)
    }
    if (what.startsWith('an export')) options = ['--audit', lost.file]
    if (what.startsWith('heads')) {
      options = ['--heads', backups.path('heads.json')]
      writeFileSync(backups.path('heads.json'), JSON.stringify({ ...headsOf(lost.store), number: 1 }))
    }
    const { code, stderr } = await restore(store, file, ...options)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(sentence) })
    await isEmpty(store)
  })

  /** Writes another export of the log than the one that was made. */
  function exportOf(
    name: string,
    change: (lines: string[], base: number) => readonly string[],
    changeHead = (text: string) => text,
  ): string {
    const path = backups.path(`${name}.jsonl`)
    const lines = readFileSync(lost.exported, 'utf8').trimEnd().split('\n')
    const { accounts } = JSON.parse(`${membersOf(lost.file).get('manifest.json')}`)
    const { sequence } = accounts.find(({ id }: { id: string }) => id === lost.account.id)
    writeFileSync(path, `${change(lines, Number(sequence)).join('\n')}\n`)
    writeFileSync(`${path}.head.json`, changeHead(readFileSync(`${lost.exported}.head.json`, 'utf8')))
    return path
  }
  /** An event that says something else, with the hash that fits it. */
  function forged(line: string): string {
    const written = JSON.parse(line)
    const said = { ...written, actorLabel: 'somebody else' }
    const { sequence, occurredAt, decidedBy = null } = said
    const event = { ...said, accountId: lost.account.id, sequence: Number(sequence), decidedBy }
    return JSON.stringify({ ...said, hash: hashEvent({ ...event, occurredAt: Date.parse(occurredAt) }) })
  }
  const sequenceOf = (line: string) => Number(JSON.parse(line).sequence)
  const actorOf = (line: string, actorLabel: string) => JSON.stringify({ ...JSON.parse(line), actorLabel })

  it.each([
    [
      'an export in which an event was altered',
      () =>
        exportOf('altered', (lines, base) =>
          lines.map((line) => (sequenceOf(line) > base ? actorOf(line, 'x') : line)),
        ),
      /Line \d+ of .*altered\.jsonl is no event of the log of .*, or was altered/,
    ],
    [
      'an export in which one is missing',
      () => exportOf('gapped', (lines, base) => lines.filter((line) => sequenceOf(line) !== base + 2)),
      /does not continue the log of the backup: event \d+ is missing in it/,
    ],
    [
      'an export that was cut short',
      () => exportOf('cut', (lines) => lines.slice(0, -1)),
      /ends at event \d+, and not where its signed head is, at \d+/,
    ],
    [
      'an export of a log that parted from it before the backup',
      () => exportOf('parted', (lines, base) => lines.map((line) => (sequenceOf(line) === base ? forged(line) : line))),
      /is of another log than the backup: they differ at event \d+/,
    ],
    [
      'an export whose head no key here has signed',
      () =>
        exportOf(
          'unsigned',
          (lines) => lines,
          (head) => head.replace(/"sequence": ?"?\d+"?/, '"sequence": "999"'),
        ),
      /No master key that is here has signed the head in .*unsigned\.jsonl\.head\.json/,
    ],
  ])('%s', async (_, exported, sentence) => {
    const store = await place()
    const { code, stderr } = await restore(store, lost.file, '--audit', exported())
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(sentence) })
    await isEmpty(store)
  })

  it('an export of the log of an account that was made after the backup', async () => {
    const gateway = await openGateway({ store: lost.store })
    const { id, admin } = await gateway.account('Later')
    const { createManagementToken } = await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'export', permissions: ['AUDIT_READ'] } },
    )
    const path = backups.path('later.jsonl')
    const environment = {
      CLUSTERGATE_URL: gateway.url,
      CLUSTERGATE_TOKEN: createManagementToken.secret,
      HOME: lost.store.dataDirectory,
    }
    const exported = await clustergate(lost.store, ['audit', 'export', '--output', path], environment)
    await gateway.close()
    expect(exported).toMatchObject({ code: 0 })

    const store = await place()
    const { code, stderr } = await restore(store, lost.file, '--audit', path)
    const sentence = `${path} is of the account ${id}, which the backup does not have.`
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) })
    await isEmpty(store)
  })

  it('a backup of the other engine', async () => {
    const store = await place()
    const elsewhere = onPostgres
      ? { ...store, databaseUrl: undefined, ownerUrl: undefined }
      : { ...store, ownerUrl: 'postgres://nobody@127.0.0.1:1/none' }
    const { code, stderr } = await restore(elsewhere, lost.file)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(onPostgres ? /set DATABASE_URL to an empty one/ : /PostgreSQL cannot be reached/),
    })
  })
})
