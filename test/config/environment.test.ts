import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'

const database = 'postgres://user:s3cret@db.example.com:5432/clustergate'
const mail = 'smtp://user:s3cret@mail.example.com:587'
const password = 'a Long pass-phrase 7'

/** A file that goes when the test ends. */
function fileWith(content: string | Buffer, mode = 0o600): string {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-secret-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'secret')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

function expectSentence(environment: NodeJS.ProcessEnv, sentence: string): void {
  const read = () => readConfig(environment)
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(sentence)
}

describe('a secret may come from a file', () => {
  it('which every secret variable names with _FILE', () => {
    const config = readConfig({
      DATABASE_URL_FILE: fileWith(database),
      SMTP_URL_FILE: fileWith(mail),
      CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com',
      CLUSTERGATE_ADMIN_PASSWORD_FILE: fileWith(password),
    })
    expect(config).toMatchObject({ databaseUrl: database, smtpUrl: mail, first: { adminPassword: password } })
    expect(config.warnings).toEqual([])
  })

  it.each(['\n', '\r\n'])('whose last line break, %j, is no part of it; a second one is', (lineBreak) => {
    const read = (text: string) =>
      readConfig({ CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com', CLUSTERGATE_ADMIN_PASSWORD_FILE: fileWith(text) })
    expect(read(password + lineBreak).first.adminPassword).toBe(password)
    expect(read(password + lineBreak + lineBreak).first.adminPassword).toBe(password + lineBreak)
  })

  it('with a byte order mark before it, as some editors write', () => {
    expect(readConfig({ DATABASE_URL_FILE: fileWith(`\uFEFF${database}\r\n`) }).databaseUrl).toBe(database)
  })

  it('but not from there and from the variable itself', () => {
    expectSentence(
      { DATABASE_URL: database, DATABASE_URL_FILE: fileWith(database) },
      'DATABASE_URL and DATABASE_URL_FILE are both set: remove one of them.',
    )
    expect(readConfig({ DATABASE_URL: '', DATABASE_URL_FILE: fileWith(database) }).databaseUrl).toBe(database)
    expect(readConfig({ DATABASE_URL: database, DATABASE_URL_FILE: '' }).databaseUrl).toBe(database)
  })

  it('and never counts as absent: a file that is missing, empty, none or unreadable stops the start', () => {
    expectSentence(
      { DATABASE_URL_FILE: '/run/secrets/nothing' },
      'DATABASE_URL_FILE must be the path of a file: there is none of that name.',
    )
    expectSentence({ SMTP_URL_FILE: tmpdir() }, `SMTP_URL_FILE names ${tmpdir()}, which is no file.`)
    const empty = fileWith('\n')
    expectSentence({ SMTP_URL_FILE: empty }, `SMTP_URL_FILE names ${empty}, which is empty.`)
    const latin = fileWith(Buffer.from('smtp://über', 'latin1'))
    expectSentence({ SMTP_URL_FILE: latin }, `SMTP_URL_FILE names ${latin}, which is not text in UTF-8 or UTF-16.`)
    // As PowerShell of Windows writes it.
    const utf16 = fileWith(Buffer.from(`\uFEFF${mail}\r\n`, 'utf16le'))
    expect(readConfig({ SMTP_URL_FILE: utf16 }).smtpUrl).toBe(mail)
    const large = fileWith('x'.repeat(65_537))
    expectSentence({ SMTP_URL_FILE: large }, `SMTP_URL_FILE names ${large}, which is larger than a secret can be.`)
  })

  it('and is checked as the variable is, in a sentence that does not repeat it', () => {
    const environment = { DATABASE_URL_FILE: fileWith('mysql://user:s3cret@host/x') }
    expectSentence(environment, 'DATABASE_URL must be a URL such as postgres://')
    expect(() => readConfig(environment)).not.toThrow('s3cret')
  })

  it('and is not repeated where somebody put it in place of the path', () => {
    const environment = { DATABASE_URL_FILE: database }
    expectSentence(environment, 'DATABASE_URL_FILE must be the path of a file: ')
    expect(() => readConfig(environment)).not.toThrow('s3cret')
  })

  it('and the log warns where everybody can read that file', () => {
    const path = fileWith(database, 0o644)
    expect(readConfig({ DATABASE_URL_FILE: path }).warnings).toEqual([
      expect.stringContaining(`DATABASE_URL_FILE names ${path}, which every user of this machine can read: run`),
    ])
  })
})

describe('one line break at the end of a variable', () => {
  it('is no part of it, as `$(cat file)` in other tools leaves it there', () => {
    const config = readConfig({
      PORT: '4100\n',
      CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com\r\n',
      CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com\n',
      CLUSTERGATE_ADMIN_PASSWORD: `${password}\n`,
      DATABASE_URL: '\n',
    })
    expect(config).toMatchObject({
      port: 4100,
      publicUrl: 'https://gateway.example.com',
      databaseUrl: undefined,
      first: { adminEmail: 'ada@example.com', adminPassword: password },
    })
  })
})

describe('a Kubernetes Service called clustergate', () => {
  const links = {
    CLUSTERGATE_SERVICE_HOST: '10.96.0.12',
    CLUSTERGATE_SERVICE_PORT: '4000',
    CLUSTERGATE_SERVICE_PORT_HTTP: '4000',
    CLUSTERGATE_PORT: 'tcp://10.96.0.12:4000',
    CLUSTERGATE_PORT_4000_TCP: 'tcp://10.96.0.12:4000',
    CLUSTERGATE_PORT_4000_TCP_PROTO: 'tcp',
    CLUSTERGATE_PORT_4000_TCP_PORT: '4000',
    CLUSTERGATE_PORT_4000_TCP_ADDR: '10.96.0.12',
    // Of Services whose names begin so.
    CLUSTERGATE_POSTGRES_SERVICE_HOST: '10.96.0.13',
    CLUSTERGATE_POSTGRES_PORT: 'tcp://[fd00::1]:5432',
    CLUSTERGATE_POSTGRES_PORT_5432_TCP_ADDR: 'fd00::1',
    // Of a Service called clustergate-check: one of our own names.
    CLUSTERGATE_CHECK_PORT: 'tcp://10.96.0.14:4001',
    CLUSTERGATE_CHECK_SERVICE_HOST: '10.96.0.14',
  }

  it('does not stop the start by the variables that it brings: they are ignored, with one warning', () => {
    const { warnings, ...config } = readConfig(links)
    expect({ ...config, warnings: [] }).toEqual(readConfig({}))
    expect(warnings).toEqual([expect.stringContaining('Kubernetes')])
    for (const name of Object.keys(links)) expect(warnings[0]).toContain(name)
  })

  it('leaves slips what they are', () => {
    for (const [name, value, hint] of [
      ['CLUSTERGATE_PORT', '4000', 'It is called PORT.'],
      ['CLUSTERGATE_SERVICE', 'x', 'There are: '],
      ['CLUSTERGATE_ADMIN_PASSWORD_FIL', 'x', 'Did you mean CLUSTERGATE_ADMIN_PASSWORD_FILE?'],
      ['CLUSTERGATE_DATABASE_URL_FILE', 'x', 'It is called DATABASE_URL_FILE.'],
      ['CLUSTERGATE_PUBLIC_URL_FILE', 'x', 'Did you mean CLUSTERGATE_PUBLIC_URL?'],
    ] as const) {
      expectSentence({ ...links, [name]: value }, `${name} is not a variable of Clustergate. ${hint}`)
    }
  })
})

describe('the log warns of plain HTTP', () => {
  const warnings = (environment: NodeJS.ProcessEnv) => readConfig(environment).warnings

  it('where people on other machines would send passwords by it', () => {
    for (const environment of [
      { HOST: '0.0.0.0' },
      { HOST: '::' },
      { HOST: '192.0.2.4' },
      { CLUSTERGATE_PUBLIC_URL: 'http://gateway.example.com' },
      { CLUSTERGATE_PUBLIC_URL: 'http://192.0.2.4:4000/' },
    ]) {
      expect(warnings(environment)).toEqual([
        expect.stringMatching(/by plain HTTP, also from other machines.*https:\/\//),
      ])
    }
  })

  it('where the pages of an allowed origin come by it', () => {
    expect(warnings({ CLUSTERGATE_ALLOWED_ORIGINS: 'http://tools.example.com,https://studio.example.com' })).toEqual([
      expect.stringMatching(/^CLUSTERGATE_ALLOWED_ORIGINS trusts http:\/\/tools\.example\.com: /),
    ])
  })

  it('but not on this machine alone, nor behind TLS', () => {
    for (const environment of [
      {},
      { HOST: 'localhost', CLUSTERGATE_PUBLIC_URL: 'http://127.0.0.1:4000' },
      { HOST: '::1', CLUSTERGATE_PUBLIC_URL: 'http://[::1]:4000' },
      { HOST: '0.0.0.0', CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' },
      { CLUSTERGATE_ALLOWED_ORIGINS: 'http://localhost:5173,http://127.0.0.1:8080' },
    ]) {
      expect(warnings(environment)).toEqual([])
    }
  })
})
