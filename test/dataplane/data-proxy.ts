import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProxyScheme } from '../../src/clusters/drivers/kind.ts'
import { configurationOf } from '../../src/dataplane/proxy-config/configuration.ts'
import { onFreePort, startProgram } from '../programs.ts'
import { put } from '../proxies/proxy.ts'

export type ProxyKind = 'nginx' | 'caddy'

/** A running proxy before a cluster. */
export interface DataProxy {
  readonly port: number
  readonly url: string
  /** Everything that it has written: its output, and the files in its directory except its own configuration. */
  written(): string
  stop(): Promise<void>
}

export interface DataProxyOptions {
  readonly clusterId: string
  /** The ports of InfluxDB and of the checks. */
  readonly upstream: number
  readonly checks: readonly [number, ...number[]]
  readonly secret: string
  /** What the cluster asks of the proxy, where it does: a scheme and a credential of its own. */
  readonly own?: { readonly scheme: ProxyScheme; readonly credential: string }
}

/** Starts a proxy with the configuration that `cluster proxy-config` prints: only paths and ports are those of this test. */
export const startDataProxy = (kind: ProxyKind, options: DataProxyOptions): Promise<DataProxy> =>
  onFreePort((port) => startOn(port, kind, options))

async function startOn(port: number, kind: ProxyKind, options: DataProxyOptions): Promise<DataProxy> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-data-proxy-'))
  const url = `http://127.0.0.1:${port}`
  const configuration = configurationOf(kind, {
    clusterId: options.clusterId,
    clusterName: 'primary',
    url: new URL(url),
    upstream: new URL(`http://127.0.0.1:${options.upstream}`),
    checks: options.checks.map((check) => `127.0.0.1:${check}`) as [string, ...string[]],
    scheme: options.own?.scheme,
  })
  const file = join(directory, 'configuration')
  const command = kind === 'nginx' ? nginx(configuration, directory, port, options) : caddy(configuration, directory)
  const environment = {
    PATH: process.env['PATH'],
    HOME: directory,
    ...(kind === 'caddy' && { CLUSTER_PROXY_SECRET: options.secret, CLUSTER_CREDENTIAL: headerOf(options) }),
  }
  writeFileSync(file, command.configuration)
  const isUp = async () => (await askData(port, { method: 'GET', path: '/' })).status === 403
  const program = await startProgram(command.start(file), isUp, environment)
  return {
    port,
    url,
    written: () => program.said() + filesOf(directory, [file, secretFile(directory)]),
    async stop() {
      await program.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const secretFile = (directory: string) => join(directory, 'proxy.secret')

const headerOf = ({ own }: DataProxyOptions) => own && `${own.scheme} ${own.credential}`

function nginx(printed: string, directory: string, port: number, options: DataProxyOptions) {
  const { clusterId, secret, own } = options
  writeFileSync(secretFile(directory), `proxy_set_header X-Clustergate-Proxy ${secret};\n`, { mode: 0o600 })
  let server = put(printed, `/etc/nginx/clustergate-${clusterId}.secret`, secretFile(directory))
  if (own) {
    const file = join(directory, 'credential')
    writeFileSync(file, `proxy_set_header Authorization "${headerOf(options)}";\n`, { mode: 0o600 })
    server = put(server, `include /etc/nginx/clustergate-${clusterId}.credential;`, `include ${file};`)
  }
  server = put(server, '/var/log/nginx/', `${directory}/`)
  server = put(server, `listen ${port};`, `listen 127.0.0.1:${port};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(directory, name)};`,
  )
  const configuration = `daemon off; master_process off; pid ${directory}/pid;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 512; }
    http { ${temporary.join(' ')}\n${server} }`
  return { configuration, start: (file: string) => ['nginx', '-e', 'stderr', '-p', directory, '-c', file] }
}

function caddy(printed: string, directory: string) {
  const options = `admin off\n\tdefault_bind 127.0.0.1\n\tstorage file_system ${directory}`
  const configuration = put(printed, '{\n\t# Lines of', `{\n\t${options}\n\t# Lines of`)
  return { configuration, start: (file: string) => ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'] }
}

/** What all files below a directory hold, except some. */
export function filesOf(directory: string, except: readonly string[] = []): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => !except.includes(path) && statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

export interface AskedOfData {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface DataAnswer {
  readonly status: number
  readonly reason: string | undefined
  readonly challenge: string | undefined
  readonly text: string
}

/** Sends a request with its path exactly as it is given. */
export function askData(port: number, { method = 'POST', path, headers, body }: AskedOfData): Promise<DataAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, timeout: 20_000 }
    const sent = request({ ...options, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => {
        const { 'x-clustergate-reason': reason, 'www-authenticate': challenge } = response.headers
        resolve({ status: response.statusCode ?? 0, reason: reason as string | undefined, challenge, text })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('There was no answer in time.')))
    sent.on('error', reject).end(body)
  })
}

/** Sends bytes as they are, and answers with all that comes back until the connection ends. */
export function askRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(20_000, () => socket.destroy(new Error('There was no answer in time.')))
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    socket.on('close', () => resolve(text)).on('error', reject)
  })
}
