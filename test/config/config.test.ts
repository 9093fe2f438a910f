import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { logLevels } from '../../src/config/variables.ts'
import { type Config, ConfigError, readConfig } from '../../src/config.ts'
import { parseIpNetwork } from '../../src/values/ip-address.ts'

const core = {
  CLUSTERGATE_CLUSTER_KIND: 'influxdb-3-core',
  CLUSTERGATE_CLUSTER_MANAGEMENT_URL: 'https://influx.example.com',
  CLUSTERGATE_CLUSTER_CREDENTIAL: 'apiv3_1',
}

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4000',
      dataDirectory: resolve('data'),
      databaseUrl: undefined,
      smtpUrl: undefined,
      mailFrom: 'clustergate@localhost',
      logLevel: 'info',
      introspection: true,
      pointsPerMinute: 10_000,
      anonymousPointsPerMinute: 200,
      first: {
        accountName: 'My account',
        clusterName: 'main',
        clusterUrl: '',
        link: undefined,
        jwtSecret: undefined,
        adminEmail: undefined,
        adminPassword: undefined,
      },
    } satisfies Partial<Config>)
  })

  it('reads every variable', () => {
    const environment = {
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://user:password@db.example.com:5432/clustergate',
      SMTP_URL: 'smtps://user:password@mail.example.com',
      CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com/',
      CLUSTERGATE_DATA_DIR: '/var/lib/clustergate',
      CLUSTERGATE_ADMIN_EMAIL: 'Ada@Example.com',
      CLUSTERGATE_ADMIN_PASSWORD: 'a Long pass-phrase 7',
      CLUSTERGATE_ACCOUNT_NAME: 'Ada’s',
      CLUSTERGATE_CLUSTER_NAME: 'west',
      CLUSTERGATE_CLUSTER_URL: 'https://west.example.com:8181',
      CLUSTERGATE_CLUSTER_KIND: 'influxdb-1',
      CLUSTERGATE_CLUSTER_MANAGEMENT_URL: 'https://influx.example.com:8086/',
      CLUSTERGATE_CLUSTER_CREDENTIAL: 'a password',
      CLUSTERGATE_CLUSTER_USERNAME: 'root',
      CLUSTERGATE_CLUSTER_ENFORCEMENT: 'native',
      CLUSTERGATE_CLUSTER_JWT_SECRET: 'a secret of 16 or more',
      CLUSTERGATE_MAIL_FROM: 'Gateway@Example.com',
      CLUSTERGATE_LOG_LEVEL: 'warn',
      CLUSTERGATE_INTROSPECTION: 'off',
      CLUSTERGATE_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7',
      CLUSTERGATE_POINTS_PER_MINUTE: '500',
      CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1000000000',
    }
    expect(readConfig(environment)).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: environment.DATABASE_URL,
      smtpUrl: environment.SMTP_URL,
      publicUrl: 'https://gateway.example.com',
      dataDirectory: '/var/lib/clustergate',
      mailFrom: 'gateway@example.com',
      logLevel: 'warn',
      introspection: false,
      trustedProxies: [parseIpNetwork('10.0.0.0/8'), parseIpNetwork('192.0.2.7')],
      pointsPerMinute: 500,
      anonymousPointsPerMinute: 1_000_000_000,
      first: {
        accountName: 'Ada’s',
        clusterName: 'west',
        clusterUrl: 'https://west.example.com:8181',
        link: {
          kind: 'INFLUXDB_1',
          managementUrl: 'https://influx.example.com:8086',
          enforcement: 'NATIVE',
          settings: { username: 'root' },
          credential: 'a password',
        },
        jwtSecret: 'a secret of 16 or more',
        adminEmail: 'ada@example.com',
        adminPassword: environment.CLUSTERGATE_ADMIN_PASSWORD,
      },
    } satisfies Partial<Config>)
  })

  it('takes the port into the links unless a public URL is given', () => {
    expect(readConfig({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100')
    expect(readConfig({ CLUSTERGATE_PUBLIC_URL: 'https://example.com/gateway//' }).publicUrl).toBe(
      'https://example.com/gateway',
    )
  })

  it('takes an empty variable for an absent one, as compose files write it', () => {
    const empty = { PORT: '', DATABASE_URL: '', SMTP_URL: '', CLUSTERGATE_DATA_DIR: '', CLUSTERGATE_NONSENSE: '' }
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it.each(logLevels)('knows the log level %s', (level) => {
    expect(readConfig({ CLUSTERGATE_LOG_LEVEL: level }).logLevel).toBe(level)
  })

  it('leaves the variables of others alone', () => {
    expect(readConfig({ PATH: '/bin', CLUSTER: 'x', clustergate_port: '1' })).toEqual(readConfig({}))
  })

  it('leaves the variables of the command line alone', () => {
    const environment = { CLUSTERGATE_URL: 'https://gateway.example.com', CLUSTERGATE_TOKEN: 'cgm_x' }
    expect(readConfig(environment)).toEqual(readConfig({}))
  })
})

const port = 'PORT must be a port number from 0 to 65535, such as 4000'
const publicUrl = 'CLUSTERGATE_PUBLIC_URL must be a URL such as https://gateway.example.com'
const databaseUrl = 'DATABASE_URL must be a URL such as postgres://user:password@host:5432/clustergate'
const smtpUrl = 'SMTP_URL must be a URL such as smtp://user:password@host:587'

describe('a wrong variable stops the start with a sentence that says what to write', () => {
  it.each([
    [{ PORT: 'http' }, port],
    [{ PORT: '65536' }, port],
    [{ PORT: '-1' }, port],
    [{ PORT: '4000.5' }, port],
    [{ CLUSTERGATE_MASTER_KEY: Buffer.alloc(31).toString('base64') }, 'must be 32 random bytes in base64'],
    [{ CLUSTERGATE_MASTER_KEY: Buffer.alloc(32).toString('hex') }, 'must be 32 random bytes in base64'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, databaseUrl],
    [{ DATABASE_URL: 'clustergate' }, databaseUrl],
    [{ SMTP_URL: 'https://mail.example.com' }, smtpUrl],
    [{ SMTP_URL: 'mail.example.com:587' }, smtpUrl],
    [{ CLUSTERGATE_PUBLIC_URL: 'gateway.example.com' }, publicUrl],
    [{ CLUSTERGATE_PUBLIC_URL: 'ftp://gateway.example.com' }, publicUrl],
    [{ CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com/?x=1' }, 'must not have a ? or #'],
    [{ CLUSTERGATE_LOG_LEVEL: 'loud' }, `CLUSTERGATE_LOG_LEVEL must be one of ${logLevels.join(', ')}`],
    [{ CLUSTERGATE_INTROSPECTION: 'false' }, 'CLUSTERGATE_INTROSPECTION must be `on` or `off`'],
    [
      { CLUSTERGATE_POINTS_PER_MINUTE: '0' },
      'CLUSTERGATE_POINTS_PER_MINUTE must be a whole number of points from 1 to',
    ],
    [{ CLUSTERGATE_POINTS_PER_MINUTE: '1e3' }, 'CLUSTERGATE_POINTS_PER_MINUTE must be a whole number of points'],
    [{ CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1000000001' }, 'CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE must be'],
    [
      { CLUSTERGATE_TRUSTED_PROXIES: '10.0.0.0/8;nginx' },
      'CLUSTERGATE_TRUSTED_PROXIES is not valid. "10.0.0.0/8;nginx" is no',
    ],
    [{ CLUSTERGATE_TRUSTED_PROXIES: '0.0.0.0/0' }, 'CLUSTERGATE_TRUSTED_PROXIES is not valid. 0.0.0.0/0 is every'],
    [{ CLUSTERGATE_ADMIN_EMAIL: 'ada' }, 'CLUSTERGATE_ADMIN_EMAIL is not valid. An e-mail address is one address'],
    [{ CLUSTERGATE_MAIL_FROM: 'Gateway <g@example.com>' }, 'CLUSTERGATE_MAIL_FROM is not valid. An e-mail address is'],
    [{ CLUSTERGATE_ACCOUNT_NAME: ' ' }, 'CLUSTERGATE_ACCOUNT_NAME is not valid. An account name has 1 to 64'],
    [{ CLUSTERGATE_CLUSTER_NAME: 'x'.repeat(65) }, 'CLUSTERGATE_CLUSTER_NAME is not valid. A cluster name has 1 to 64'],
    [{ CLUSTERGATE_CLUSTER_URL: 'cluster' }, 'CLUSTERGATE_CLUSTER_URL is not valid. A cluster URL is http(s)://host'],
    [
      { CLUSTERGATE_CLUSTER_KIND: 'influxdb' },
      'CLUSTERGATE_CLUSTER_KIND must be one of influxdb-1, influxdb-2, influxdb-3',
    ],
    [{ CLUSTERGATE_CLUSTER_ENFORCEMENT: 'no' }, 'CLUSTERGATE_CLUSTER_ENFORCEMENT must be one of native, forward-auth'],
    [{ CLUSTERGATE_CLUSTER_ALLOW_HTTP: 'yes' }, 'CLUSTERGATE_CLUSTER_ALLOW_HTTP must be `on` or `off`'],
    [{ CLUSTERGATE_CLUSTER_USERNAME: 'root' }, 'CLUSTERGATE_CLUSTER_USERNAME needs CLUSTERGATE_CLUSTER_KIND'],
    [{ CLUSTERGATE_CLUSTER_KIND: 'influxdb-1' }, 'CLUSTERGATE_CLUSTER_MANAGEMENT_URL is missing.'],
    [{ ...core, CLUSTERGATE_CLUSTER_CREDENTIAL: '' }, 'CLUSTERGATE_CLUSTER_CREDENTIAL is missing.'],
    [
      { ...core, CLUSTERGATE_CLUSTER_MANAGEMENT_URL: 'http://influx.example.com' },
      'CLUSTERGATE_CLUSTER_MANAGEMENT_URL must begin with https://',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_USERNAME: 'root' },
      'CLUSTERGATE_CLUSTER_USERNAME means nothing for InfluxDB 3 Core',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_ENFORCEMENT: 'native' },
      'CLUSTERGATE_CLUSTER_ENFORCEMENT must be forward-auth: InfluxDB 3 Core cannot enforce tokens by native.',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'influxdb-2', CLUSTERGATE_CLUSTER_ORGANIZATION_ID: 'mine' },
      'CLUSTERGATE_CLUSTER_ORGANIZATION_ID must be the id of the organization, 16 hexadecimal digits.',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'cloud-dedicated', CLUSTERGATE_CLUSTER_ACCOUNT_ID: 'mine' },
      'CLUSTERGATE_CLUSTER_ACCOUNT_ID must be a UUID',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'clustered', CLUSTERGATE_CLUSTER_CLIENT_ID: 'gateway' },
      'CLUSTERGATE_CLUSTER_CLIENT_ID needs CLUSTERGATE_CLUSTER_TOKEN_URL',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'clustered', CLUSTERGATE_CLUSTER_TOKEN_URL: 'http://idp.example.com' },
      'CLUSTERGATE_CLUSTER_TOKEN_URL must begin with https://',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'clustered', CLUSTERGATE_CLUSTER_TOKEN_URL: 'https://idp.example.com' },
      'CLUSTERGATE_CLUSTER_TOKEN_URL needs CLUSTERGATE_CLUSTER_CLIENT_ID',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'clustered', CLUSTERGATE_CLUSTER_SCOPE: 'all' },
      'CLUSTERGATE_CLUSTER_SCOPE needs CLUSTERGATE_CLUSTER_TOKEN_URL',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_KIND: 'clustered', CLUSTERGATE_CLUSTER_PROPAGATION_SECONDS: '1h' },
      'CLUSTERGATE_CLUSTER_PROPAGATION_SECONDS must be a number of seconds from 0 to 600.',
    ],
    [
      { ...core, CLUSTERGATE_CLUSTER_CA_FILE: '/no/such/file' },
      'CLUSTERGATE_CLUSTER_CA_FILE must be the path of a file',
    ],
    [
      { CLUSTERGATE_CLUSTER_JWT_SECRET: 'short' },
      'CLUSTERGATE_CLUSTER_JWT_SECRET is not valid. A JWT secret has 16 to',
    ],
    [
      { CLUSTERGATE_ADMIN_PASSWORD: 'a Long pass-phrase 7' },
      'CLUSTERGATE_ADMIN_PASSWORD needs CLUSTERGATE_ADMIN_EMAIL',
    ],
    [
      { CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com', CLUSTERGATE_ADMIN_PASSWORD: 'short' },
      'CLUSTERGATE_ADMIN_PASSWORD is not valid. A password has 12 to 128 characters.',
    ],
  ])('%o', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(ConfigError)
    expect(() => readConfig(environment)).toThrow(sentence)
  })

  it('never repeats a secret', () => {
    const secret = 's3cret-0000'
    const environments = [
      { DATABASE_URL: `mysql://user:${secret}@host/x` },
      { SMTP_URL: `http://user:${secret}@host` },
      { CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com', CLUSTERGATE_ADMIN_PASSWORD: secret },
      { ...core, CLUSTERGATE_CLUSTER_CREDENTIAL: `${secret}\nanother` },
      { CLUSTERGATE_CLUSTER_CREDENTIAL: secret },
      { CLUSTERGATE_CLUSTER_JWT_SECRET: secret },
      { ...core, CLUSTERGATE_CLUSTER_MANAGEMENT_URL: `https://user:${secret}@host` },
    ]
    for (const environment of environments) {
      expect(() => readConfig(environment)).toThrow(ConfigError)
      expect(() => readConfig(environment)).not.toThrow(secret)
    }
  })
})

describe('an unknown CLUSTERGATE_ variable stops the start', () => {
  it.each([
    ['CLUSTERGATE_DATADIR', 'Did you mean CLUSTERGATE_DATA_DIR?'],
    ['CLUSTERGATE_ADMIN_MAIL', 'Did you mean CLUSTERGATE_ADMIN_EMAIL?'],
    ['CLUSTERGATE_LOGLEVEL', 'Did you mean CLUSTERGATE_LOG_LEVEL?'],
    ['CLUSTERGATE_PORT', 'It is called PORT.'],
    ['CLUSTERGATE_DATABASE_URL', 'It is called DATABASE_URL.'],
    ['CLUSTERGATE_QUITE_SOMETHING_ELSE', 'There are: CLUSTERGATE_PUBLIC_URL, '],
  ])('%s', (name, hint) => {
    const read = () => readConfig({ [name]: 'x' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(`${name} is not a variable of Clustergate. ${hint}`)
  })
})

describe('how long sessions last', () => {
  it('is an hour without use and twelve hours in all, unless it is said otherwise', () => {
    expect(readConfig({}).sessionLifetime).toEqual({ idleMilliseconds: 3_600_000, maxMilliseconds: 12 * 3_600_000 })
    const given = { CLUSTERGATE_SESSION_IDLE: '30m', CLUSTERGATE_SESSION_MAX: '1d' }
    expect(readConfig(given).sessionLifetime).toEqual({ idleMilliseconds: 1_800_000, maxMilliseconds: 86_400_000 })
  })

  it.each(['5m', '91d', '0', 'an hour', '-1h'])('is refused as %s, with what is allowed', (text) => {
    expect(() => readConfig({ CLUSTERGATE_SESSION_IDLE: text })).toThrow(/^CLUSTERGATE_SESSION_IDLE .*[dD]uration/)
  })

  it('is refused where a session would end before it is idle', () => {
    const given = { CLUSTERGATE_SESSION_IDLE: '13h' }
    expect(() => readConfig(given)).toThrow('CLUSTERGATE_SESSION_IDLE must not be longer than CLUSTERGATE_SESSION_MAX.')
  })
})

describe('where checks of the data plane are answered', () => {
  it('is nowhere unless a port is given, and on loopback unless a host is', () => {
    expect(readConfig({}).check).toBeUndefined()
    expect(readConfig({ CLUSTERGATE_CHECK_HOST: '10.0.0.5' }).check).toBeUndefined()
    expect(readConfig({ CLUSTERGATE_CHECK_PORT: '4001' })).toMatchObject({
      check: { host: '127.0.0.1', port: 4001 },
      warnings: [],
    })
    expect(() => readConfig({ CLUSTERGATE_CHECK_PORT: 'http://10.0.0.1:4001' })).toThrow(
      'CLUSTERGATE_CHECK_PORT must be',
    )
  })

  it('is warned of when other machines reach it, because tokens come in clear text', () => {
    const { warnings } = readConfig({ CLUSTERGATE_CHECK_PORT: '4001', CLUSTERGATE_CHECK_HOST: '0.0.0.0' })
    expect(warnings).toEqual([expect.stringMatching(/^Checks are answered at 0\.0\.0\.0.*CLUSTERGATE_CHECK_HOST/)])
  })
})
