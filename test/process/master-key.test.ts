import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { acceptDocument, clientOf, eventually, password, secretOf } from '../gateway.ts'
import type { TestStore } from '../store.ts'
import { clustergate, serverForTest, storeForTest } from './command.ts'

const createAccount = [
  'account',
  'create',
  'Ada’s',
  '--admin',
  'ada@example.com',
  '--cluster',
  'main=https://m.example',
]
const list = ['account', 'list', '--format', 'json']
const newKey = () => randomBytes(32).toString('base64')
const keyFile = ({ dataDirectory }: TestStore): string => join(dataDirectory, 'master.key')

async function directoryForTest(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-key-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

describe('the master key in the data directory', () => {
  it('is one when several processes open a new data directory at once, and for its owner alone', async () => {
    const store = await storeForTest()
    const program = `import 'reflect-metadata'
      const { readConfig } = await import('${new URL('../../dist/config.js', import.meta.url)}')
      const { openCore } = await import('${new URL('../../dist/core.js', import.meta.url)}')
      const core = await openCore(readConfig(process.env))
      console.log(core.keys.fingerprint)
      await core.close()`
    const env = {
      PATH: process.env['PATH'] ?? '',
      CLUSTERGATE_DATA_DIR: store.dataDirectory,
      ...(store.databaseUrl && { DATABASE_URL: store.databaseUrl }),
    }
    const open = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env })
    const said = await Promise.all(Array.from({ length: 4 }, open))
    expect(new Set(said.map(({ stdout }) => stdout))).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{64}\n$/)]))
    expect(readdirSync(store.dataDirectory).filter((name) => name.startsWith('master.key'))).toEqual(['master.key'])
    expect(statSync(keyFile(store)).mode & 0o777).toBe(0o600)
  })

  it('is what the first start says must be kept, once', async () => {
    const store = await storeForTest()
    const sentence = `Keep ${keyFile(store)} safe: without it no credential, queued mail or audit head can be read again.\n`
    const first = await serverForTest(store)
    await eventually(() => first.said().includes(sentence))
    await first.stop('SIGTERM')
    const second = await serverForTest(store)
    expect((await second.stop('SIGTERM')).stdout).not.toContain('Keep')

    const other = await storeForTest()
    expect((await clustergate(other, createAccount)).stderr).toContain(`Keep ${keyFile(other)} safe: `)
    expect((await clustergate(other, createAccount)).stderr).toBe('')
  })

  it('is refused by every command when others can get at it, with the chmod that mends it', async () => {
    const store = await storeForTest()
    await clustergate(store, createAccount)
    const sentence = (who: string) =>
      `${keyFile(store)} is open to ${who}: run \`chmod 600 ${keyFile(store)}\` once nobody else needs it.\n`
    for (const [mode, who] of [
      [0o640, 'its group'],
      [0o602, 'every user of this machine'],
    ] as const) {
      chmodSync(keyFile(store), mode)
      expect(await clustergate(store, list)).toEqual({ code: 1, stdout: '', stderr: sentence(who) })
    }
    for (const command of [['serve'], ['audit', 'verify', '--offline']]) {
      expect((await clustergate(store, command)).stderr).toBe(sentence('every user of this machine'))
    }
    chmodSync(keyFile(store), 0o600)
    expect(await clustergate(store, list)).toMatchObject({ code: 0, stderr: '' })
  })

  it('is not made anew for a store that was made with one', async () => {
    const store = await storeForTest()
    await clustergate(store, createAccount)
    rmSync(keyFile(store))
    expect(await clustergate(store, list)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The store was made with a master key that is neither'),
    })
    expect(existsSync(keyFile(store))).toBe(false)
    writeFileSync(keyFile(store), newKey(), { mode: 0o600 })
    expect(await clustergate(store, list)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`another master key than that of ${keyFile(store)}. Put the original there: `),
    })
    writeFileSync(keyFile(store), 'short')
    expect(await clustergate(store, list)).toMatchObject({ code: 1, stderr: expect.stringContaining('is damaged') })
  })
})

describe('a data directory that others may write', () => {
  it('is named by the log, and by every command', async () => {
    const store = await storeForTest()
    await clustergate(store, createAccount)
    chmodSync(store.dataDirectory, 0o777)
    const sentence = `${store.dataDirectory} can be written by every user of this machine, who could put other files there: run \`chmod 700 ${store.dataDirectory}\`.`
    expect(await clustergate(store, list)).toMatchObject({ code: 0, stderr: `${sentence}\n` })
    const server = await serverForTest(store)
    await eventually(() => server.log().includes(JSON.stringify(sentence)))
  })

  it('has its files looked at as well', async () => {
    const store = await storeForTest()
    await clustergate(store, createAccount)
    const heads = join(store.dataDirectory, 'audit-heads.json')
    chmodSync(heads, 0o644)
    expect((await clustergate(store, list)).stderr).toBe('')
    chmodSync(store.dataDirectory, 0o755)
    expect((await clustergate(store, list)).stderr).toBe(
      `${heads} is open to every user of this machine: run \`chmod 600 ${heads}\`.\n`,
    )
  })
})

describe('the master key from the configuration', () => {
  it('leaves no file, and opens the store again from an empty data directory', async (test) => {
    const store = await storeForTest()
    // An embedded store lies in the data directory itself.
    if (store.databaseUrl === undefined) return test.skip()
    const CLUSTERGATE_MASTER_KEY = newKey()
    const first = await serverForTest(store, { CLUSTERGATE_MASTER_KEY })
    const [link] = await eventually(() => first.said().match(/\S+accept#cgi_\S+/) ?? undefined)
    await eventually(() => first.said().includes('Keep CLUSTERGATE_MASTER_KEY safe: '))
    expect(first.said()).toContain('Data lies in PostgreSQL, mail in ')
    const input = { secret: secretOf(link as string), name: 'Ada', password }
    const { accessToken } = (await clientOf(first.url).run(acceptDocument, { input })).acceptInvitation
    const { stdout, stderr } = await first.stop('SIGTERM')
    expect(stdout + stderr).not.toContain(CLUSTERGATE_MASTER_KEY)
    expect(existsSync(keyFile(store))).toBe(false)

    const elsewhere = await directoryForTest()
    const second = await serverForTest(store, { CLUSTERGATE_MASTER_KEY, CLUSTERGATE_DATA_DIR: elsewhere })
    const client = clientOf(second.url, { authorization: `Bearer ${accessToken}` })
    expect((await client.run('{ viewer { user { name } } verifyAuditLog { intact } }')).verifyAuditLog.intact).toBe(
      true,
    )
    await second.stop('SIGTERM')

    const third = await clustergate(store, ['serve'], { CLUSTERGATE_DATA_DIR: await directoryForTest() })
    expect(third).toMatchObject({ code: 1, stderr: expect.stringContaining('nor CLUSTERGATE_MASTER_KEY. Put the') })
  })

  it('may lie in a file of its own, which others cannot read', async () => {
    const store = await storeForTest()
    const path = join(await directoryForTest(), 'key')
    writeFileSync(path, `${newKey()}\n`, { mode: 0o600 })
    const environment = { CLUSTERGATE_MASTER_KEY_FILE: path }
    expect(await clustergate(store, createAccount, environment)).toMatchObject({ code: 0, stderr: '' })
    expect(existsSync(keyFile(store))).toBe(false)
    expect(await clustergate(store, list, environment)).toMatchObject({ code: 0 })

    chmodSync(path, 0o644)
    expect(await clustergate(store, list, environment)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${path}, which every user of this machine can read: run \`chmod 600 ${path}\``),
    })
  })

  it('is refused beside a file with another key, and welcome beside one with the same', async () => {
    const store = await storeForTest()
    await clustergate(store, createAccount)
    const same = { CLUSTERGATE_MASTER_KEY: readFileSync(keyFile(store), 'utf8') }
    expect(await clustergate(store, list, same)).toMatchObject({ code: 0, stderr: '' })
    expect(await clustergate(store, list, { CLUSTERGATE_MASTER_KEY: newKey() })).toEqual({
      code: 1,
      stdout: '',
      stderr: `CLUSTERGATE_MASTER_KEY is set, and ${keyFile(store)} holds another key. Keep the one that the store was made with, and remove the other.\n`,
    })
    rmSync(keyFile(store))
    expect(await clustergate(store, list, same)).toMatchObject({ code: 0 })
  })

  it('is 32 bytes in base64, and is not repeated when it is not', async () => {
    const store = await storeForTest()
    const { code, stderr } = await clustergate(store, ['serve'], { CLUSTERGATE_MASTER_KEY: 'secret-words' })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'CLUSTERGATE_MASTER_KEY must be 32 random bytes in base64, as `openssl rand -base64 32` prints them\n',
    })
  })
})
