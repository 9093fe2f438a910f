import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { variables } from '../../src/config/variables.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { root } from '../docs/documents.ts'
import { isHere } from '../programs.ts'
import { canConfine, directoryForTest } from './confined.ts'
import { imageEnvironment } from './dockerfile.ts'
import { compose, fileOf, type Parsed, written } from './files.ts'

const smtpUrl = 'smtps://user:password@smtp.example.com'
type Environment = Readonly<Record<string, string>>

/** What compose/secrets.sh makes, in a directory of its own. */
function madeSecrets(): string {
  const directory = directoryForTest(0)
  cpSync(join(root, 'docs/deploy/compose/secrets.sh'), join(directory, 'secrets.sh'))
  execFileSync(join(directory, 'secrets.sh'), { input: `${smtpUrl}\n` })
  return join(directory, 'secrets')
}

/** What the gateway reads from an environment, with these secrets where its files are. */
function configOf(environment: Environment, secrets: string): Config {
  const entries = Object.entries(environment).map(([name, value]) => {
    const text = String(value)
      .replace(/\$\{DOMAIN\}/, 'clustergate.example.com')
      .replace(/\$\{ADMIN_EMAIL.*\}/, 'ada@example.com')
    if (!name.endsWith('_FILE')) return [name, text]
    const file = text.replace(/^.*\//, '')
    const other = { database_url: text.includes('/owner/') ? 'owner_database_url' : 'gateway_database_url' }[file]
    return [name, join(secrets, other ?? file)]
  })
  return readConfig(Object.fromEntries(entries))
}

describe.runIf(canConfine && isHere('openssl'))('the secrets that compose/secrets.sh makes', () => {
  it('are made once, each readable by the one user who needs it', () => {
    const secrets = madeSecrets()
    const rights = readdirSync(secrets).map((name) => {
      const { uid, mode } = statSync(join(secrets, name))
      return `${name} ${uid} ${(mode & 0o777).toString(8)}`
    })
    expect(rights.sort()).toEqual(
      [
        ...['master_key', 'gateway_database_url', 'owner_database_url', 'smtp_url'].map((name) => `${name} 65532 400`),
        ...['postgres_password', 'owner_password', 'gateway_password'].map((name) => `${name} 999 400`),
      ].sort(),
    )
    expect(statSync(secrets).mode & 0o777).toBe(0o700)
    const before = readFileSync(join(secrets, 'master_key'), 'utf8')
    execFileSync(join(secrets, '../secrets.sh'), { input: 'smtps://other.example.com\n' })
    expect(readFileSync(join(secrets, 'master_key'), 'utf8')).toBe(before)
    expect(Object.keys(compose.secrets).sort()).toEqual(readdirSync(secrets).sort())
  })

  it('and the settings of compose.yaml are what the gateway takes', () => {
    const secrets = madeSecrets()
    const { gateway, migrate } = compose.services
    const config = configOf({ ...imageEnvironment, ...gateway.environment }, secrets)
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 4000,
      publicUrl: 'https://clustergate.example.com',
      dataDirectory: '/data',
      smtpUrl,
      databaseUrl: expect.stringMatching(/^postgres:\/\/clustergate_gateway:[0-9a-f]{48}@postgres\/clustergate$/),
      masterKey: { masters: [expect.any(Buffer)] },
    })
    expect(configOf({ ...imageEnvironment, ...migrate.environment }, secrets)).toMatchObject({
      databaseUrl: expect.stringContaining('//clustergate_owner:'),
    })
  })
})

describe.runIf(canConfine && isHere('openssl'))('the settings', () => {
  it('of the manifests are what the gateway takes', () => {
    const secrets = madeSecrets()
    const objects = written('base')
    const of = (kind: string) => objects.find((object) => object.kind === kind)
    const { initContainers, containers } = of('Deployment').spec.template.spec
    const listed = (env: readonly Parsed[]) => Object.fromEntries(env.map(({ name, value }) => [name, value]))
    const gateway = { ...imageEnvironment, ...of('ConfigMap').data, ...listed(containers[0].env) }
    expect(configOf(gateway, secrets)).toMatchObject({
      port: 4000,
      check: { host: '0.0.0.0', port: 4001 },
      databaseUrl: expect.stringContaining('//clustergate_gateway:'),
    })
    const migrate = { ...imageEnvironment, ...listed(initContainers[0].env) }
    expect(configOf(migrate, secrets).databaseUrl).toContain('//clustergate_owner:')
    const example = Object.keys(parse(fileOf('kubernetes/secret.example.yaml')).stringData)
    expect(example).toEqual(['master_key', 'smtp_url', 'database_url', 'owner_database_url'])
  })

  it('of the unit are what the gateway takes', () => {
    const unit = fileOf('clustergate.service')
    const environment = Object.fromEntries(
      [...unit.matchAll(/^Environment=([^=]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    )
    const directory = directoryForTest(0)
    cpSync(madeSecrets(), directory, { recursive: true })
    chmodSync(directory, 0o700)
    writeFileSync(join(directory, 'database_url'), 'postgres://clustergate_gateway:x@db.example.com/clustergate')
    expect(configOf({ ...environment, CLUSTERGATE_DATA_DIR: '/var/lib/clustergate' }, directory)).toMatchObject({
      dataDirectory: '/var/lib/clustergate',
      smtpUrl,
    })
  })
})

describe('what docs/deploy says', () => {
  const files = readdirSync(join(root, 'docs/deploy'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => statSync(join(root, 'docs/deploy', path)).isFile() && !path.startsWith('compose/secrets/'),
  )

  it('names variables that there are', () => {
    const secrets = ['DATABASE_URL', 'SMTP_URL', ...Object.keys(variables)].map((name) => `${name}_FILE`)
    const known = new Set([...Object.keys(variables), ...secrets])
    const named = files.flatMap((path) => [...fileOf(path).matchAll(/\bCLUSTERGATE_[A-Z_]+\b/g)].map(([name]) => name))
    expect(named.length).toBeGreaterThan(20)
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([])
  })

  it('names one version, that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = files.flatMap((path) =>
      [...fileOf(path).matchAll(/(?:clustergate[:-]|newTag: |VERSION=)(\d+\.\d+\.\d+)/g)].map(([, found]) => found),
    )
    expect(named.length).toBeGreaterThan(4)
    expect(new Set(named)).toEqual(new Set([version]))
  })

  it('gives the check and the metrics the same ports everywhere', () => {
    const ports = (text: string, name: string) =>
      [...text.matchAll(new RegExp(`${name}_PORT: '?(\\d+)`, 'g'))].map(([, port]) => port)
    for (const [name, port] of [
      ['CHECK', '4001'],
      ['METRICS', '9464'],
    ] as const) {
      expect(ports(fileOf('compose.yaml'), name)).toEqual([port])
      expect(ports(fileOf('kubernetes/base/configmap.yaml'), name)).toEqual([port])
      expect(fileOf('kubernetes/base/deployment.yaml')).toContain(`containerPort: ${port}`)
      expect(fileOf('README.md')).toContain(`(${port})`)
    }
    expect(fileOf('kubernetes/base/deployment.yaml')).toContain("prometheus.io/port: '9464'")
    expect(fileOf('Dockerfile')).toContain(`EXPOSE ${variables.PORT.fallback}`)
  })
})
