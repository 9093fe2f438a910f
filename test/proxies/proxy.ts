import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort, onFreePort, startProgram } from '../programs.ts'

export const host = 'clustergate.example.com'
export const hasIpv6 = Object.values(networkInterfaces()).some((found) =>
  found?.some(({ family }) => family === 'IPv6'),
)

export type Kind = 'nginx' | 'caddy'

/** A running proxy. */
export interface RunningProxy {
  readonly port: number
  readonly isTls: boolean
}

export interface ProxyOptions {
  /** Where it passes requests on to, on this machine. */
  readonly to: number
  /** Behind another proxy, which ends TLS. */
  readonly isInner?: boolean
  /** Changes the printed configuration. */
  readonly edit?: (configuration: string) => string
}

/** The configuration that docs/behind-a-proxy.md prints. */
export function printed(language: 'nginx' | 'caddyfile'): string {
  const document = readFileSync(new URL('../../docs/behind-a-proxy.md', import.meta.url), 'utf8')
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(document)?.[1]
  if (!block) throw new Error(`docs/behind-a-proxy.md prints no configuration of ${language}.`)
  return block
}

/** Puts something in the place of what stands in a configuration; throws where it does not stand there. */
export function put(configuration: string, place: string, value: string): string {
  if (!configuration.includes(place)) throw new Error(`The printed configuration has no ${place}.`)
  return configuration.replaceAll(place, value)
}

/** Starts a proxy with the printed configuration: only ports, and the paths of files, are those of this test. */
export const startProxy = (kind: Kind, options: ProxyOptions): Promise<RunningProxy> =>
  onFreePort((port) => startOn(port, kind, options))

async function startOn(port: number, kind: Kind, options: ProxyOptions): Promise<RunningProxy> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-proxy-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const command = kind === 'nginx' ? nginx(directory, port, options) : caddy(directory, port, await freePort(), options)
  const proxy = { port, isTls: !options.isInner }
  const running = await startProgram(command, async () => {
    await ask(proxy, { method: 'GET', path: '/livez' })
    return true
  })
  onTestFinished(() => running.stop())
  return proxy
}

function nginx(directory: string, port: number, { to, isInner, edit = (same) => same }: ProxyOptions): string[] {
  let server = put(edit(printed('nginx')), 'http://127.0.0.1:4000', `http://127.0.0.1:${to}`)
  server = put(server, 'listen 443 ssl;', `listen 127.0.0.1:${port}${isInner ? '' : ' ssl'};`)
  server = put(server, 'listen [::]:443 ssl;', hasIpv6 ? `listen [::1]:${port}${isInner ? '' : ' ssl'};` : '')
  if (isInner) server = server.replace(/^ *ssl_certificate.*\n/gm, '')
  else {
    const [certificate, key] = ['cert.pem', 'key.pem'].map((name) => join(directory, name)) as [string, string]
    makeCertificate(certificate, key)
    server = put(server, '/etc/ssl/certs/clustergate.pem', certificate)
    server = put(server, '/etc/ssl/private/clustergate.key', key)
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(directory, name)};`,
  )
  writeFileSync(
    join(directory, 'nginx.conf'),
    `daemon off; master_process off; pid ${directory}/pid; error_log stderr warn;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 512; }
    http { access_log off; ${temporary.join(' ')}\n${server} }`,
  )
  return ['nginx', '-e', 'stderr', '-p', directory, '-c', join(directory, 'nginx.conf')]
}

function caddy(
  directory: string,
  port: number,
  otherPort: number,
  { to, isInner, edit = (same) => same }: ProxyOptions,
): string[] {
  let site = put(edit(printed('caddyfile')), '127.0.0.1:4000', `127.0.0.1:${to}`)
  if (isInner) {
    site = put(site, `${host} {`, `http://${host} {`)
    site = put(site, `127.0.0.1:${to} {`, `127.0.0.1:${to} {\n trusted_proxies 127.0.0.1`)
  }
  const ports = isInner ? [otherPort, port] : [port, otherPort]
  const options = `{
    admin off
    local_certs
    skip_install_trust
    storage file_system ${directory}
    https_port ${ports[0]}
    http_port ${ports[1]}
  }`
  writeFileSync(join(directory, 'Caddyfile'), `${options}\n${site}`)
  return ['caddy', 'run', '--config', join(directory, 'Caddyfile'), '--adapter', 'caddyfile']
}

export function makeCertificate(certificate: string, key: string): void {
  const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const files = ['-subj', `/CN=${host}`, '-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', ...form, ...files], { stdio: 'ignore' })
}

export interface AskedOfProxy {
  readonly method?: string
  readonly path?: string
  /** The client's own address. */
  readonly from?: string
  readonly headers?: Record<string, string | readonly string[]>
  readonly body?: string
}

export interface Told {
  readonly status: number
  readonly cookies: readonly string[]
  readonly text: string
  readonly requestId: string
}

/** One request through a proxy, from an address of this machine. */
export function ask({ port, isTls }: RunningProxy, asked: AskedOfProxy): Promise<Told> {
  const { method = 'POST', path = '/graphql', from = '127.0.0.1', headers = {}, body } = asked
  const options = {
    host: from.includes(':') ? '::1' : '127.0.0.1',
    port,
    method,
    path,
    localAddress: from,
    headers: { host, ...(body && { 'content-type': 'application/json' }), ...headers } as Record<string, string>,
    agent: false as const,
    timeout: 20_000,
  }
  return new Promise((resolve, reject) => {
    const sent = isTls ? request({ ...options, servername: host, rejectUnauthorized: false }) : requestPlain(options)
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, cookies: headers['set-cookie'] ?? [], text, requestId: String(headers['x-request-id']) })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('The proxy did not answer in time.')))
    sent.on('error', reject).end(body)
  })
}
