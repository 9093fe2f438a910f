import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { KeySet } from '../../src/auth/key-set.ts'
import { type Verification, verifyBackup } from '../../src/backup/verify-backup.ts'
import { makeStore, onPostgres, type TestStore } from '../store.ts'
import { useWorld } from '../world.ts'
import { backUp, dataMember, forge, membersOf, useDirectory } from './backups.ts'

const { gateway, account, stranger } = useWorld()
const backups = useDirectory()
let file = ''
let archive: Buffer
let masters: readonly Buffer[]

beforeAll(async () => {
  file = backups.path('whole.tar')
  expect((await backUp(gateway, file)).code).toBe(0)
  archive = readFileSync(file)
  masters = gateway.app.core.masterKey.masters
})

const verify = (path: string, options: Partial<Parameters<typeof verifyBackup>[1]> = {}): Promise<Verification> =>
  verifyBackup(path, { masters, databaseUrl: undefined, passphrase: undefined, warn: () => {}, ...options })

/** Verifies another archive than the one that was made. */
function verifyAltered(bytes: Uint8Array, options?: Parameters<typeof verify>[1]): Promise<Verification> {
  const path = backups.path('altered.tar')
  writeFileSync(path, bytes)
  return verify(path, options)
}

/** An empty database on PostgreSQL, and none on SQLite. */
async function scratch(): Promise<TestStore | undefined> {
  return onPostgres ? makeStore(true, true) : undefined
}

describe('clustergate backup verify', () => {
  it('walks the log of every account in the copy, with its signatures', async () => {
    const empty = await scratch()
    const verification = await verify(file, { databaseUrl: empty?.ownerUrl })
    await empty?.remove()
    expect(verification).toMatchObject({ intact: true, faults: [], unchecked: [], keys: gateway.app.core.keys.ids })
    expect(verification.accounts.map(({ id }) => id).sort()).toEqual([account.id, stranger.id].sort())
    for (const { intact, events } of verification.accounts)
      expect({ intact, some: events > 0 }).toEqual({ intact: true, some: true })
  })

  it('finds every byte that was changed, wherever it is', async () => {
    // Each header and each end of a member, and places in between.
    const edges = [0, 3, 100, 124, 136, 148, 155, 156, 257, 511, 512, archive.length - 1, archive.length - 600]
    const inside = Array.from({ length: 60 }, (_, at) => Math.floor((archive.length * (at + 0.5)) / 60))
    for (const position of [...edges, ...inside]) {
      const altered = Buffer.from(archive)
      altered[position] = (altered[position] as number) ^ 0x20
      const { intact, faults } = await verifyAltered(altered)
      expect({ position, intact, told: faults.length > 0 }).toEqual({ position, intact: false, told: true })
    }
  })

  it('finds one that was cut short, or that something was added to', async () => {
    for (const altered of [
      archive.subarray(0, -1),
      archive.subarray(0, 700),
      Buffer.concat([archive, Buffer.alloc(512)]),
      Buffer.alloc(0),
      Buffer.from('no archive'),
    ])
      expect(await verifyAltered(altered)).toMatchObject({ intact: false, createdAt: null })
  })

  it('names the member that was changed', async () => {
    const at = archive.indexOf(membersOf(file).get(dataMember) as Buffer)
    const altered = Buffer.from(archive)
    altered[at + 900] = (altered[at + 900] as number) ^ 1
    expect((await verifyAltered(altered)).faults).toEqual([`${dataMember} differs from its sum in SHA256SUMS.`])
  })

  it('says what needs the master key, where that is not here', async () => {
    const [key] = gateway.app.core.keys.ids
    const { intact, unchecked } = await verify(file, { masters: [Buffer.alloc(32, 7)] })
    expect(intact).toBe(true)
    expect(unchecked[0]).toContain(`that needs the master key ${key}, which is not here`)
    expect(new KeySet(masters[0] as Buffer).id).toBe(key)
  })

  it('finds that somebody without the master key has made it anew', async () => {
    const members = new Map<string, Buffer | string>(membersOf(file))
    members.set('manifest.json', `${members.get('manifest.json')}`.replace('"Strangers"', '"Forgers"'))
    await forge(backups.path('forged.tar'), members)
    expect((await verify(backups.path('forged.tar'))).faults).toContain(
      'manifest.json was not signed with a master key that is here.',
    )
  })

  it('refuses one of a newer version by a sentence', async () => {
    const members = new Map<string, Buffer | string>(membersOf(file))
    const text = `${members.get('manifest.json')}`
    for (const newer of [
      text.replace('"0020-custom-groups"', '"0999-unheard-of"'),
      text.replace('"format": 1', '"format": 9'),
    ]) {
      await forge(backups.path('newer.tar'), members.set('manifest.json', newer))
      const { intact, faults } = await verify(backups.path('newer.tar'))
      const sentence = /^It was made by a newer version of Clustergate \(.*\): use that one\.$/
      expect({ intact, faults }).toEqual({ intact: false, faults: [expect.stringMatching(sentence)] })
    }
  })

  it('on the command line ends with 1 and names what is wrong; with 0 where nothing is', async () => {
    const altered = Buffer.from(archive)
    altered[600] = 0x21
    writeFileSync(backups.path('altered.tar'), altered)
    expect(await backUp(gateway, 'verify', backups.path('altered.tar'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^WRONG: manifest\.json differs from its sum in SHA256SUMS\.\n/),
      stdout: expect.stringMatching(/^BROKEN: /),
    })
    expect(await backUp(gateway, 'verify', file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Nothing is wrong with it\.\n$/),
    })
  })

  it.skipIf(!onPostgres)('restores no dump whose signature is not found right: it could hold commands', async () => {
    const empty = (await scratch()) as TestStore
    const members = new Map<string, Buffer | string>(membersOf(file))
    members.set('manifest.json', `${members.get('manifest.json')}`.replace('"Strangers"', '"Forgers"'))
    const path = backups.path('forged.tar')
    await forge(path, members)
    for (const keys of [masters, [Buffer.alloc(32, 7)]]) {
      const { unchecked, accounts } = await verify(path, { masters: keys, databaseUrl: empty.ownerUrl })
      expect({ unchecked, accounts }).toEqual({
        unchecked: expect.arrayContaining([expect.stringMatching(/restored only once its signature is found right/)]),
        accounts: [],
      })
    }
    // It is empty still, so that the right one can be restored there.
    expect((await verify(file, { databaseUrl: empty.ownerUrl })).intact).toBe(true)
    await empty.remove()
  })

  it('takes no password on the command line', async () => {
    const { code, stderr } = await backUp(gateway, 'verify', file, '--database', 'postgres://owner:secret@db/scratch')
    expect({ code, stderr }).toEqual({ code: expect.any(Number), stderr: expect.stringMatching(/set PGPASSWORD/) })
    expect(code).not.toBe(0)
    expect(stderr).not.toContain('secret')
  })

  it.skipIf(!onPostgres)('restores a dump into an empty database alone', async () => {
    const { code, stderr } = await backUp(gateway, 'verify', file, '--database', gateway.store.ownerUrl as string)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/is not empty: it has \d+ tables/) })
  })
})
