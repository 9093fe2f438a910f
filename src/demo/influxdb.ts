import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configurationOf } from '../dataplane/proxy-config/configuration.ts'
import { freePort, type Program, startProgram } from './programs.ts'

/** A real InfluxDB 1.x, which asks nobody for a credential: only the proxy before it does. */
export interface InfluxDb extends Program {
  readonly url: string
}

/** Starts `influxd` on loopback, with its files in `directory`. */
export async function startInfluxDb(directory: string): Promise<InfluxDb> {
  await mkdir(directory)
  const [port, backupPort] = [await freePort(), await freePort()]
  const file = join(directory, 'influxdb.conf')
  await writeFile(
    file,
    `reporting-disabled = true
bind-address = "127.0.0.1:${backupPort}"
[meta]
  dir = "${directory}/meta"
[data]
  dir = "${directory}/data"
  wal-dir = "${directory}/wal"
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[monitor]
  store-enabled = false
`,
  )
  const url = `http://127.0.0.1:${port}`
  const { stop } = await startProgram('influxd', ['run', '-config', file], `${url}/ping`)
  return { url, stop }
}

export interface ProxyOptions {
  readonly port: number
  readonly clusterId: string
  readonly clusterName: string
  readonly upstream: string
  readonly checkPort: number
  readonly secret: string
}

/** Starts nginx with what `cluster proxy-config` prints; only ports, and paths below `directory`, are the demo's. */
export async function startProxy(directory: string, options: ProxyOptions): Promise<Program> {
  const { port, clusterId, clusterName, upstream, checkPort, secret } = options
  await mkdir(directory)
  const url = `http://127.0.0.1:${port}`
  const secretFile = join(directory, 'proxy.secret')
  await writeFile(secretFile, `proxy_set_header X-Clustergate-Proxy ${secret};\n`, { mode: 0o600 })
  const server = configurationOf('nginx', {
    clusterId,
    clusterName,
    url: new URL(url),
    upstream: new URL(upstream),
    checks: [`127.0.0.1:${checkPort}`],
  })
    .replaceAll(`/etc/nginx/clustergate-${clusterId}.secret`, secretFile)
    .replaceAll('/var/log/nginx/', `${directory}/`)
    .replace(`listen ${port};`, `listen 127.0.0.1:${port};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(directory, name)};`,
  )
  const file = join(directory, 'nginx.conf')
  await writeFile(
    file,
    // One process, which runs as the user of the demo.
    `daemon off; master_process off; pid ${directory}/pid;
events { worker_connections 512; }
http { ${temporary.join(' ')}
${server} }
`,
  )
  return startProgram('nginx', ['-e', 'stderr', '-p', directory, '-c', file], url)
}
