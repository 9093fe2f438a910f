import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockFile } from '../../src/files/lock.ts'
import { password } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, commandLineForTest } from './command-line.ts'
import { addressOf, clientOf, signIn } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Credentials' })

const fileOf = ({ home }: CommandLine, name: string): string => join(home, '.config', 'clustergate', name)

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('a session', () => {
  it('is kept apart from the configuration, for its owner alone', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const credentials = await readFile(fileOf(ada, 'credentials.json'), 'utf8')
    const [{ accessToken }] = JSON.parse(credentials).credentials
    expect(accessToken).toMatch(/^cgs_/)
    expect(await modeOf(fileOf(ada, 'credentials.json'))).toBe(0o600)
    expect(await modeOf(fileOf(ada, '.'))).toBe(0o700)
    expect(await readFile(fileOf(ada, 'config.toml'), 'utf8')).not.toContain(accessToken)
    expect(credentials).not.toContain(password)
  })

  it('is refused when others can read it', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    await chmod(fileOf(ada, 'credentials.json'), 0o640)
    const { code, stderr } = await ada.run(['whoami'])
    expect(code).toBe(1)
    expect(stderr).toContain('credentials.json can be read by others. Run chmod 600 on it')
  })

  it('is not even made where it could not be kept', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const count = async () => (await ada.json(['session', 'list', '--all'])).length
    const before = await count()
    await chmod(fileOf(ada, 'credentials.json'), 0o644)
    const attempt = ['login', account.admin.email, '--password-stdin', '--account', account.id]
    expect(await ada.run(attempt, { stdin: `${password}\n` })).toMatchObject({ code: 1 })
    await chmod(fileOf(ada, 'credentials.json'), 0o600)
    expect(await count()).toBe(before)
  })

  it('is not made where the disk takes nothing, and is ended again where keeping it fails after all', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const count = async () => (await ada.json(['session', 'list', '--all'])).length
    const before = await count()
    const attempt = ['login', account.admin.email, '--password-stdin', '--account', account.id, '--url', gateway.url]
    const stdin = `${password}\n`
    // A file where the directory should be: nothing can be written below it.
    const environment = { XDG_CONFIG_HOME: fileOf(ada, 'credentials.json') }
    expect(await ada.run(attempt, { stdin, environment })).toMatchObject({ code: 1, stdout: '' })
    expect(await count()).toBe(before)
    // The session can be kept, and its profile cannot, which shows only when both are written.
    const halfway = await commandLineForTest()
    await mkdir(fileOf(halfway, '.'), { recursive: true })
    const unlock = lockFile(fileOf(halfway, 'config.toml.in-use'), 0)
    const failed = await halfway.run(attempt, { stdin })
    unlock()
    expect(failed).toMatchObject({ code: 1, stdout: '' })
    expect(failed.stderr).toMatch(
      /^The session cannot be kept here, so it was ended again\.\nAnother clustergate is writing /,
    )
    expect(await readFile(fileOf(halfway, 'credentials.json'), 'utf8')).not.toContain('cgs_')
    expect(await count()).toBe(before)
    // The file of the lock is still there, and holds nobody up.
    expect(await halfway.run(attempt, { stdin })).toMatchObject({ code: 0 })
  })

  it('takes the place of the one before, which is ended', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const count = async () => (await ada.json(['session', 'list', '--all'])).length
    const before = await count()
    await signIn(ada, gateway, account)
    expect(await count()).toBe(before)
  })

  it('is lost to no other command that signs in at the same moment', async () => {
    const ada = await commandLineForTest()
    const profiles = ['one', 'two', 'three', 'four']
    await Promise.all(profiles.map((name) => signIn(ada, gateway, account, undefined, ['--profile', name])))
    const kept: { name: string; email: string | null }[] = await ada.json(['config', 'profile', 'list'])
    expect(kept.map(({ name }) => name).sort()).toEqual(profiles.toSorted())
    expect(kept.map(({ email }) => email)).toEqual(profiles.map(() => account.admin.email))
  })

  it('goes to the gateway that it is of, and to no other', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const elsewhere = 'http://127.0.0.1:1'
    const { code, stderr } = await ada.run(['whoami', '--url', elsewhere])
    // It would have ended with 5, had it asked.
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `You are not signed in at ${elsewhere}; run clustergate auth login --url ${elsewhere}. (UNAUTHENTICATED)\n`,
    })
  })

  it('that has ended says how to go on', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const [{ id }] = await ada.json(['session', 'list', '--limit', '1'])
    expect((await ada.json(['session', 'list'])).find((one: { isCurrent: boolean }) => one.isCurrent).client).toMatch(
      /^clustergate on /,
    )
    await clientOf(gateway, account).revokeSession({ id })
    const { code, stderr } = await ada.run(['whoami'])
    expect(code).toBe(3)
    expect(stderr).toMatch(/^Your session ended; run clustergate auth login\. \(UNAUTHENTICATED, request /)
    const beside = await ada.run(['whoami', '--url', gateway.url])
    expect(beside.stderr).toContain(`Your session ended; run clustergate auth login --url ${gateway.url}.`)
    expect(await ada.run(['logout'])).toMatchObject({ code: 0 })
    expect(await readFile(fileOf(ada, 'credentials.json'), 'utf8')).not.toContain('cgs_')
  })

  it('ends on the gateway too when somebody signs out', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const [{ accessToken }] = JSON.parse(await readFile(fileOf(ada, 'credentials.json'), 'utf8')).credentials
    expect(await ada.run(['logout'])).toMatchObject({ code: 0, stdout: '' })
    const environment = { CLUSTERGATE_TOKEN: accessToken }
    const { code, stderr } = await ada.run(['whoami'], { environment })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^The token in CLUSTERGATE_TOKEN is not valid here/)
  })

  it('is not made by a wrong password', async () => {
    const ada = await commandLineForTest()
    const attempt = ['login', account.admin.email, '--password-stdin', '--url', addressOf(gateway)]
    const { code, stderr } = await ada.run(attempt, { stdin: 'a Wrong pass-phrase 8\n' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/\(INVALID_CREDENTIALS, request /)
    await expect(stat(fileOf(ada, 'credentials.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a secret', () => {
  it('is taken from no argument', async () => {
    const ada = await commandLineForTest()
    expect(await ada.run(['login', 'ada@example.com', '--password', password])).toMatchObject({ code: 2 })
    expect(await ada.run(['login', 'ada@example.com', `--password=${password}`])).toMatchObject({
      code: 2,
      stderr: "error: unknown option '--password=…'\nAdd --help for what there is.\n",
    })
    const link = 'http://gateway.test/accept#cgi_0123456789abcdef'
    const { code, stderr } = await ada.run(['invitation', 'accept', link])
    expect(code).toBe(2)
    expect(stderr).not.toContain('cgi_')
    expect(await ada.run(['login', 'ada@example.com'])).toMatchObject({
      code: 2,
      stderr: 'There is no terminal to ask for the password on; give --password-stdin.\n',
    })
  })

  it('comes alone, once, and leaves no trace in the gateway’s log', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const made = await ada.json(['token', 'create', 'once', '--cluster', 'primary'])
    const rotated = await ada.run(['token', 'rotate', made.token.id])
    const created = ['management', 'create', '--description', 'ci', '--permission', 'database-read', '--format']
    const plain = await ada.run([...created, 'plain'])
    const table = await ada.run([...created, 'table'])
    expect(made.secret).toMatch(/^apiv1_/)
    expect(rotated.stdout).toMatch(/^apiv1_\S+\n$/)
    expect(plain.stdout).toMatch(/^cgm_\S+\n$/)
    expect(table.stdout).toMatch(/^DESCRIPTION .*\n(?:.*\n)+cgm_\S+\n$/)
    expect(table.stderr).toMatch(/shown this once/)
    const secrets = [made.secret, rotated.stdout.trim(), plain.stdout.trim(), password, account.admin.token]
    const shown = await ada.run(['token', 'list', '--include-revoked', '--format', 'json'])
    for (const secret of secrets) {
      expect(JSON.stringify(gateway.log)).not.toContain(secret)
      expect(shown.stdout).not.toContain(secret)
    }
  })

  it('works at once as a management token in the environment', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    const { stdout } = await ada.run(['management', 'create', '--description', 'job', '--permission', 'CLUSTER_READ'])
    const job = await commandLineForTest({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: stdout.trim() })
    expect(await job.json(['whoami'])).toMatchObject({ user: null, permissions: ['CLUSTER_READ'] })
    expect(await job.json(['cluster', 'list'])).toHaveLength(2)
    expect(await job.run(['database', 'list'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^The token in CLUSTERGATE_TOKEN lacks DATABASE_READ; clustergate management create /,
      ),
    })
  })
})

describe('without a home directory', () => {
  const homeless = { HOME: '', XDG_CONFIG_HOME: '' }

  it.each([
    ['no home', homeless],
    ['a home that does not exist', { HOME: '/nonexistent', XDG_CONFIG_HOME: '' }],
    ['a home that is a file', { HOME: '/etc/hostname', XDG_CONFIG_HOME: '' }],
  ])('%s: commands work when address and token are given', async (_, places) => {
    const ada = await commandLineForTest({ CLUSTERGATE_TOKEN: account.admin.token })
    const environment = { ...places, CLUSTERGATE_URL: gateway.url }
    expect(await ada.json(['whoami'], { environment })).toMatchObject({ user: { email: account.admin.email } })
    expect(await ada.json(['cluster', 'list', '--url', gateway.url], { environment: places })).toHaveLength(2)
    expect(await ada.run(['config', 'profile', 'list'], { environment })).toMatchObject({ code: 0, stdout: '' })
    expect(await ada.run(['logout'], { environment })).toMatchObject({ code: 0 })
  })

  it('nobody is signed in, and no session is made', async () => {
    const ada = await commandLineForTest({ CLUSTERGATE_URL: gateway.url })
    const count = async () => {
      const environment = { CLUSTERGATE_TOKEN: account.admin.token }
      return (await ada.json(['session', 'list', '--all'], { environment })).length
    }
    const before = await count()
    const attempt = ['auth', 'login', account.admin.email, '--password-stdin', '--account', account.id]
    const { code, stderr } = await ada.run(attempt, { stdin: password, environment: homeless })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'There is no home directory to keep this in: set HOME or XDG_CONFIG_HOME, or give CLUSTERGATE_URL and CLUSTERGATE_TOKEN instead.\n',
    })
    expect(await count()).toBe(before)
  })
})

describe('what Windows writes', () => {
  const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', utf16be],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
  ])('is read as the password that it is: %s', async (_, encode) => {
    const ada = await commandLineForTest()
    const attempt = ['login', account.admin.email, '--password-stdin', '--account', account.id, '--url', gateway.url]
    expect(await ada.run(attempt, { stdin: encode(`${password}\r\n\r\n`) })).toMatchObject({ code: 0 })
    expect(await ada.run(['logout', '--url', gateway.url])).toMatchObject({ code: 0 })
  })

  it('may put quotes, a mark and line breaks around a token, an address and a link', async () => {
    const ada = await commandLineForTest()
    for (const wrap of [
      (text: string) => `"${text}"`,
      (text: string) => `\uFEFF${text}\r\n`,
      (text: string) => ` '${text}' `,
    ]) {
      const environment = { CLUSTERGATE_TOKEN: wrap(account.admin.token), CLUSTERGATE_URL: wrap(gateway.url) }
      expect(await ada.json(['whoami'], { environment })).toMatchObject({ user: { email: account.admin.email } })
    }
    const environment = { CLUSTERGATE_TOKEN: account.admin.token, CLUSTERGATE_URL: gateway.url }
    const [{ link }] = await ada.json(['user', 'invite', 'win@example.com', '--group', 'member'], { environment })
    const accept = ['invitation', 'accept', '--name', 'Win', '--stdin', '--url', gateway.url]
    expect(await ada.run(accept, { stdin: utf16be(`"${link}"\r\n${password}\r\n`) })).toMatchObject({ code: 0 })
  })

  it('says of a password that is refused that there are quotes around it, and never takes them off', async () => {
    const ada = await commandLineForTest()
    const attempt = ['login', account.admin.email, '--password-stdin', '--account', account.id, '--url', gateway.url]
    const { code, stderr } = await ada.run(attempt, { stdin: `"${password}"\r\n` })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The password on standard input has quotes around it, which count as a part of it\.\n/)
    expect(await ada.run(attempt, { stdin: Buffer.from([0xc3, 0x28, 0x0a]) })).toMatchObject({
      code: 2,
      stderr: 'Standard input is no text in UTF-8 or UTF-16: save it as UTF-8.\n',
    })
  })
})

describe('a profile', () => {
  it('is a gateway by a name, with a session of its own', async () => {
    const ada = await commandLineForTest()
    const mel = await account.join('mel@example.com', ['member'])
    await signIn(ada, gateway, account)
    await signIn(ada, gateway, account, mel.email, ['--profile', 'work'])
    expect(await ada.json(['whoami', '--profile', 'work'])).toMatchObject({ user: { email: mel.email } })
    expect(await ada.json(['--profile', 'work', 'whoami'])).toMatchObject({ user: { email: mel.email } })
    expect(await ada.json(['whoami'])).toMatchObject({ user: { email: account.admin.email } })
    await ada.run(['config', 'profile', 'use', 'work'])
    expect(await ada.json(['whoami'])).toMatchObject({ user: { email: mel.email } })
    expect(await ada.json(['config', 'profile', 'list'])).toEqual([
      { name: 'default', url: addressOf(gateway), cluster: null, current: false, email: account.admin.email },
      { name: 'work', url: addressOf(gateway), cluster: null, current: true, email: mel.email },
    ])
    await ada.run(['config', 'profile', 'remove', 'work'])
    expect(await ada.json(['whoami'])).toMatchObject({ user: { email: account.admin.email } })
    expect(await readFile(fileOf(ada, 'credentials.json'), 'utf8')).not.toContain(mel.email)
    expect(await ada.run(['whoami', '--profile', 'work'])).toMatchObject({
      code: 2,
      stderr: 'There is no profile work; clustergate config profile list shows them.\n',
    })
  })

  it('names the cluster that is meant where none is named', async () => {
    const ada = await commandLineForTest()
    await signIn(ada, gateway, account)
    expect(await ada.run(['database', 'create', 'where'])).toMatchObject({
      code: 2,
      stderr: 'There are several clusters: name one with --cluster (primary, secondary).\n',
    })
    await ada.run(['config', 'profile', 'set', 'default', '--cluster', 'secondary'])
    const { id } = await ada.json(['database', 'create', 'where'])
    expect((await ada.json(['database', 'get', id])).cluster.name).toBe('secondary')
  })

  it('is not overruled in silence by the environment', async () => {
    const ada = await commandLineForTest()
    await ada.run(['config', 'profile', 'set', 'work', '--url', addressOf(gateway)])
    const environment = { CLUSTERGATE_URL: 'http://127.0.0.1:1', CLUSTERGATE_TOKEN: account.admin.token }
    expect(await ada.run(['whoami', '--profile', 'work'], { environment })).toMatchObject({
      code: 2,
      stderr: `CLUSTERGATE_URL is http://127.0.0.1:1, and the profile work is of ${addressOf(gateway)}: unset it, or give --url.\n`,
    })
    const meant = ['whoami', '--profile', 'work', '--url', gateway.url]
    expect(await ada.run(meant, { environment })).toMatchObject({ code: 0 })
  })

  it('is refused with a sentence when its file cannot be understood', async () => {
    const ada = await commandLineForTest()
    await ada.run(['config', 'profile', 'set', 'default', '--url', 'https://a.example.com'])
    for (const [text, sentence] of [
      ['[profile.default', 'config.toml cannot be understood: '],
      ['[profile.default]\nurl = "no where"', 'The address of the profile default is a URL such as'],
      ['[profile.default]\nurl = 3', '`profile.default.url` is missing, or no text.'],
      ['[profile.default]\nurl = "https://a.example.com"\ntoken = "x"', '`profile.default.token` is unknown.'],
    ] as const) {
      await writeFile(fileOf(ada, 'config.toml'), text)
      const { code, stderr } = await ada.run(['whoami'])
      expect(code).toBe(text.includes('no where') ? 2 : 1)
      expect(stderr).toContain(sentence)
    }
  })
})
