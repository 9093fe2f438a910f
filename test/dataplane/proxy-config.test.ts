import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { configurationOf } from '../../src/dataplane/proxy-config/configuration.ts'
import { freePort, isHere } from '../programs.ts'
import { makeCertificate, put } from '../proxies/proxy.ts'

const run = promisify(execFile)

/** A cluster at an https address, whose InfluxDB has one as well, and which two gateways answer checks for. */
const siteOf = (clusterId: string) => ({
  clusterId,
  clusterName: 'main',
  url: new URL(`https://${clusterId}.example.com`.replaceAll('_', '-')),
  upstream: new URL('https://127.0.0.1:8443'),
  checks: ['10.0.0.1:4001', '10.0.0.2:4001'] as const,
})

function directoryForTest(): string {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-proxy-config-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

it.runIf(isHere('nginx') && isHere('openssl'))(
  'nginx takes the configurations of two clusters with https',
  async () => {
    const directory = directoryForTest()
    const [certificate, key, secret] = ['cert.pem', 'key.pem', 'secret'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ]
    makeCertificate(certificate, key)
    writeFileSync(secret, 'proxy_set_header X-Clustergate-Proxy secret;\n')
    const port = await freePort()
    const servers = ['cluster_a-1', 'cluster_b-2'].map((clusterId) => {
      const site = siteOf(clusterId)
      let server = put(configurationOf('nginx', site), `/etc/nginx/clustergate-${clusterId}.secret`, secret)
      server = put(server, `/etc/ssl/certs/${site.url.hostname}.pem`, certificate)
      server = put(server, `/etc/ssl/private/${site.url.hostname}.key`, key)
      server = put(server, '/var/log/nginx/', `${directory}/`)
      return put(put(server, 'listen [::]:443 ssl;', ''), 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    })
    const file = join(directory, 'nginx.conf')
    writeFileSync(file, `pid ${directory}/pid; events {} http { ${servers.join('\n')} }`)

    const { stderr } = await run('nginx', ['-t', '-e', 'stderr', '-p', directory, '-c', file])
    expect(stderr).toContain('test is successful')
    expect(stderr).not.toMatch(/\[(?:warn|error)\]/)
  },
)

it.runIf(isHere('caddy'))('Caddy takes the configuration of a cluster with https', async () => {
  const directory = directoryForTest()
  const file = join(directory, 'Caddyfile')
  writeFileSync(
    file,
    put(
      configurationOf('caddy', siteOf('cluster_a-1')),
      '{\n\t# Lines',
      `{\n\tstorage file_system ${directory}\n\t# Lines`,
    ),
  )
  const environment = { PATH: process.env['PATH'], HOME: directory, CLUSTER_PROXY_SECRET: 'secret' }
  const options = ['--config', file, '--adapter', 'caddyfile']
  const { stdout, stderr } = await run('caddy', ['validate', ...options], { env: environment })
  expect(stdout + stderr).toContain('Valid configuration')
  expect(stderr).not.toContain('"level":"warn"')
})
