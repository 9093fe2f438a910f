import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { eventually } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { asOwner, backUp, dataMember, membersOf, useDirectory } from './backups.ts'

const { gateway, account, stranger } = useWorld()
const backups = useDirectory()

const masterKey = () => readFileSync(join(gateway.store.dataDirectory, 'master.key'), 'utf8').trim()
const besides = (path: string) => readdirSync(dirname(path)).filter((name) => path.endsWith(name) === false)

describe('clustergate backup', () => {
  it('is whole while changes go on, which are acknowledged: each is in it, or came after', async () => {
    const made: string[] = []
    let isDone = false
    const writing = (async () => {
      for (let at = 0; !isDone; at++) made.push((await createDatabase(account, { name: `database-${at}` })).id)
    })()
    const file = backups.path('busy.tar')
    const { code, stderr, stdout } = await backUp(gateway, file, '--format', 'json')
    isDone = true
    await writing
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(made.length).toBeGreaterThan(0)
    const manifest = JSON.parse(stdout)
    expect(manifest).toMatchObject({
      ...{ file, format: 1, engine: onPostgres ? 'postgres' : 'sqlite' },
      accounts: expect.arrayContaining([
        expect.objectContaining({ id: account.id }),
        expect.objectContaining({ id: stranger.id }),
      ]),
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const verified = await backUp(gateway, 'verify', file, '--format', 'json')
    expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, faults: [] })
    expect(verified.code).toBe(0)
  })

  it('is an archive of tar with sums that sha256sum checks, and without the master key', async () => {
    const file = backups.path('plain.tar')
    expect((await backUp(gateway, file)).stdout).toMatch(
      /of no use without the master key [\da-f]{8}, which is not in it/,
    )
    const members = membersOf(file)
    expect([...members.keys()]).toEqual(['manifest.json', 'audit-heads.json', dataMember, 'SHA256SUMS'])
    const { accounts, keys, ...manifest } = JSON.parse(`${members.get('manifest.json')}`)
    const heads = JSON.parse(`${members.get('audit-heads.json')}`)
    for (const { id, sequence, hash } of accounts) expect(heads.heads[id]).toEqual({ sequence, hash })
    expect(keys).toEqual(gateway.app.core.keys.ids)
    expect(manifest.members.map(({ name }: { name: string }) => name)).toEqual(['audit-heads.json', dataMember])
    const directory = backups.path('extracted')
    execFileSync('mkdir', [directory])
    execFileSync('tar', ['-xf', file, '-C', directory])
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: directory })
    expect(readFileSync(file).includes(masterKey())).toBe(false)
    expect(readFileSync(file).includes(Buffer.from(masterKey(), 'base64'))).toBe(false)
  })

  it('holds the master key sealed under a passphrase of a file, where that is asked for', async () => {
    const [file, right, wrong] = ['sealed.tar', 'right', 'wrong'].map(backups.path) as [string, string, string]
    writeFileSync(right, 'correct horse battery staple\n', { mode: 0o600 })
    writeFileSync(wrong, 'incorrect horse battery\n', { mode: 0o600 })
    const { code, stdout } = await backUp(gateway, file, '--with-key', '--passphrase-file', right)
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('sealed: without the passphrase') })
    expect(JSON.parse(`${membersOf(file).get('master.key.sealed')}`)).toMatchObject({
      kdf: 'scrypt',
      N: 131_072,
      r: 8,
      p: 1,
    })
    expect(readFileSync(file).includes(masterKey())).toBe(false)
    const verify = (...args: string[]) => backUp(gateway, 'verify', file, ...args)
    expect((await verify('--passphrase-file', right)).code).toBe(0)
    expect(await verify('--passphrase-file', wrong)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('WRONG: The passphrase does not open the master key of the backup.'),
    })
  })

  it('goes to standard output as -, and is the same archive', async () => {
    const { code, stdout } = spawnBackup('-')
    expect(code).toBe(0)
    const file = backups.path('piped.tar')
    writeFileSync(file, stdout)
    expect((await backUp(gateway, 'verify', file)).code).toBe(0)
  })

  it.each([
    ['a file that is there', 'taken.tar', [], /taken\.tar exists already; --force replaces it/],
    ['no directory', 'nowhere/x.tar', [], /There is no directory .*nowhere for the backup/],
    ['a passphrase that is short', 'x.tar', ['--with-key', '--passphrase-file', 'short'], /at least 12 characters/],
  ] as const)('refuses %s by a sentence, and leaves nothing behind', async (_, name, options, sentence) => {
    writeFileSync(backups.path('taken.tar'), 'mine')
    writeFileSync(backups.path('short'), 'short', { mode: 0o600 })
    const before = besides(backups.path('x.tar'))
    const args = options.map((one) => (one === 'short' ? backups.path(one) : one))
    expect(await backUp(gateway, backups.path(name), ...args)).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr: expect.stringMatching(sentence),
    })
    expect(readFileSync(backups.path('taken.tar'), 'utf8')).toBe('mine')
    expect(besides(backups.path('x.tar'))).toEqual(before)
    if (name !== 'taken.tar') return
    expect((await backUp(gateway, backups.path(name), '--force')).code).toBe(0)
  })

  it('says that the disk is full, and leaves nothing behind', async () => {
    const file = backups.path('too-large.tar')
    await backUp(gateway, backups.path('measured.tar'))
    const size = membersOf(backups.path('measured.tar')).get(dataMember)?.length ?? 0
    const before = besides(file)
    // No file may be much larger than the copy of the store, and the archive is: to a program, that is a full disk.
    const { code, stderr } = spawnBackup(file, `ulimit -f ${Math.ceil(size / 512) + 2}; `)
    expect({ code, stderr }).toEqual({ code: 1, stderr: `The disk is full: ${file} was not written.\n` })
    expect(besides(file)).toEqual(before)
  })

  // A dump of so little fits into the pipe, so that the command would not wait.
  it.skipIf(onPostgres)('ends at SIGINT, and leaves nothing behind', async () => {
    const directory = backups.path('temporary')
    mkdirSync(directory)
    const { dataDirectory, databaseUrl } = asOwner(gateway.store)
    const main = new URL('../../dist/main.js', import.meta.url).pathname
    const child = spawn(process.execPath, [main, 'backup', '-'], {
      env: {
        ...{ PATH: process.env['PATH'], TMPDIR: directory, CLUSTERGATE_DATA_DIR: dataDirectory },
        ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = once(child, 'exit')
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    // Nobody reads standard output, so that what does not fit into the pipe waits.
    const inside = () => readdirSync(directory, { recursive: true, encoding: 'utf8' })
    await eventually(() => inside().some((name) => name.endsWith('SHA256SUMS')))
    child.kill('SIGINT')
    expect((await ended)[0]).toBe(1)
    expect(said).toBe('Interrupted: nothing was written.\n')
    expect(readdirSync(directory)).toEqual([])
  })

  it('tells where the store or its key is not', async () => {
    const nowhere = { ...gateway.store, dataDirectory: backups.path('empty') }
    const { code, stderr } = await clustergate(asOwner(nowhere), ['backup', backups.path('none.tar')])
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^There is no master key, with which/) })
  })

  /** Runs the command by a shell, as its bytes are needed, or its limits. */
  function spawnBackup(file: string, prefix = '') {
    const { dataDirectory, databaseUrl } = asOwner(gateway.store)
    const main = new URL('../../dist/main.js', import.meta.url).pathname
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', `${prefix}exec "$0" "$@"`, process.execPath, main, 'backup', file],
      {
        env: {
          PATH: process.env['PATH'],
          CLUSTERGATE_DATA_DIR: dataDirectory,
          ...(databaseUrl && { DATABASE_URL: databaseUrl }),
        },
        maxBuffer: 2 ** 28,
      },
    )
    return { code: status, stdout, stderr: stderr.toString() }
  }
})

describe.skipIf(!onPostgres)('pg_dump', () => {
  /** Runs the command with a pg_dump of our own before the real one. */
  async function withProgram(name: string, script: string | undefined, url = gateway.store.ownerUrl as string) {
    const directory = backups.path(name)
    mkdirSync(directory)
    if (script !== undefined) writeFileSync(join(directory, 'pg_dump'), script, { mode: 0o755 })
    const store = { ...gateway.store, databaseUrl: url }
    const path = script === undefined ? directory : `${directory}:${process.env['PATH']}`
    return clustergate(store, ['backup', backups.path(`${name}.tar`)], { PATH: path })
  }

  it('is told the password by a file alone: no argument and no variable has it', async () => {
    const url = new URL(gateway.store.ownerUrl as string)
    url.password = 'pass:word\\of-the-store'
    const log = backups.path('told')
    const real = execFileSync('sh', ['-c', 'command -v pg_dump'], { encoding: 'utf8' }).trim()
    const spy = `#!/bin/sh\nprintf '%s\\n' "$@" >> ${log}; env >> ${log}; test -z "$PGPASSFILE" || cat "$PGPASSFILE" > ${log}.file\nexec ${real} "$@"\n`
    expect(await withProgram('spied', spy, url.href)).toMatchObject({ code: 0, stderr: '' })
    const told = readFileSync(log, 'utf8')
    expect(told).toContain('--snapshot=')
    expect(told).not.toContain('of-the-store')
    expect(readFileSync(`${log}.file`, 'utf8')).toBe('*:*:*:*:pass\\:word\\\\of-the-store\n')
  })

  it('that is missing, or older than the server, is named in a sentence', async () => {
    expect((await withProgram('none', undefined)).stderr).toMatch(/^pg_dump is not found: install the client programs/)
    const old = await withProgram('old', '#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n')
    expect(old.stderr).toMatch(/^pg_dump is of version 9, and the server of version \d+: install/)
  })

  it('needs the role that owns the tables', async () => {
    const { code, stderr } = await clustergate(gateway.store, ['backup', backups.path('walled.tar')])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/sees one account at a time: run this with/),
    })
  })
})
