// Says what the check costs a writer: nginx as `cluster proxy-config` prints it against nginx alone, before the same
// InfluxDB 1.x, in turns. Needs influxd and nginx (Debian: influxdb, nginx-light) and a build.
//
//   node test/bench/dataplane.mjs [--rounds 10] [--seconds 5] [--connections 8]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'reflect-metadata'
import { Client } from 'undici'
import { openApp } from '../../dist/app.js'
import { readConfig } from '../../dist/config.js'
import { configurationOf } from '../../dist/dataplane/proxy-config/configuration.js'
import { clusterSecretsOf, operatorOf } from '../../dist/operator/operator.js'
import { quantile } from './load.mjs'

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
// InfluxDB writes snapshots every few seconds, which take up to a third of its speed for as long: turns are longer than
// that, and as many begin with the one as with the other.
const rounds = option('rounds', 10)
const seconds = option('seconds', 5)
const connections = option('connections', 8)
const directory = mkdtempSync(join(tmpdir(), 'clustergate-bench-'))
const [gatewayPort, checkPort, influxPort, rpcPort, plainPort, checkedPort] = await Promise.all(
  Array.from({ length: 6 }, freePort),
)
/** By what each is. */
const children = {}

const environment = {
  PORT: String(gatewayPort),
  CLUSTERGATE_CHECK_PORT: String(checkPort),
  CLUSTERGATE_DATA_DIR: join(directory, 'gateway'),
  CLUSTERGATE_LOG_LEVEL: 'silent',
}
const { clusterId, secret, token } = await prepare()
await start('gateway', 'node', ['dist/main.js', 'serve'], gatewayPort, '/readyz')
await start('InfluxDB', 'influxd', ['run', '-config', influxConfiguration()], influxPort, '/ping')
await start('nginx', 'nginx', ['-e', 'stderr', '-p', directory, '-c', nginxConfiguration()], plainPort, '/ping')
await send(new Client(`http://127.0.0.1:${influxPort}`), '/query?q=CREATE+DATABASE+mine', '')

const lines = Array.from({ length: 5_000 }, (_, at) => `cpu,host=host${at % 50} usage=${at / 7},idle=${at}i ${at + 1}`)
const works = [
  ['one point', 'cpu,host=a usage=1'],
  ['5,000 lines', lines.join('\n')],
]
try {
  for (const [title, body] of works) {
    const variants = {
      'nginx alone': { port: plainPort, found: [] },
      'nginx and check': { port: checkedPort, found: [] },
    }
    // The first round fills caches.
    for (let round = 0; round <= rounds; round++) {
      const inTurns = round % 2 ? Object.values(variants) : Object.values(variants).reverse()
      for (const { port, found } of inTurns) found[round] = await measure(port, body)
    }
    for (const [name, { found }] of Object.entries(variants)) {
      const median = (read) => quantile(found.slice(1).map(read))
      const rate = median(({ perSecond }) => perSecond).toFixed(1)
      const cpu = Object.keys(children).map((of) => `${of} ${median(({ cpu }) => cpu[of]).toFixed(0)}`)
      console.log(
        `${title.padEnd(12)} ${name.padEnd(16)} ${rate.padStart(8)} a second; processor, µs: ${cpu.join(', ')}`,
      )
    }
    const [alone, checked] = Object.values(variants).map(({ found }) => found.slice(1).map((turn) => turn.perSecond))
    const sum = (rates) => rates.reduce((one, other) => one + other)
    const ratios = checked.map((rate, at) => rate / alone[at]).sort((one, other) => one - other)
    const [least, most] = [ratios[0], ratios.at(-1)].map((ratio) => ratio.toFixed(2))
    console.log(`${title.padEnd(12)} ratio ${(sum(checked) / sum(alone)).toFixed(3)}; of rounds ${least} to ${most}`)
  }
} finally {
  for (const child of Object.values(children).reverse()) {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
  rmSync(directory, { recursive: true, force: true })
}

/** Makes an account with a cluster, a database `mine`, a token that writes to it, and the secret of a proxy. */
async function prepare() {
  const app = await openApp(readConfig({ ...environment, PORT: '0' }), { graceMilliseconds: 0 })
  try {
    const clusters = [{ name: 'main', url: `http://127.0.0.1:${checkedPort}` }]
    const ada = { email: 'ada@example.com', password: 'a Long pass-phrase 7' }
    const { accountId, clusterIds } = await operatorOf(app.core).createAccountWithAdmin('Bench', clusters, ada)
    const [clusterId] = clusterIds
    const run = graphqlOf(app.port)
    const { signIn } = await run('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', ada)
    const signedIn = graphqlOf(app.port, signIn.accessToken)
    const { createDatabase } = await signedIn(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { clusterId, name: 'mine' },
    )
    const permissions = [{ action: 'WRITE', databaseId: createDatabase.database.id }]
    const { createDatabaseToken } = await signedIn(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret } }',
      { clusterId, description: 'bench', permissions },
    )
    const { secret } = await clusterSecretsOf(app.core).mintProxySecret(accountId, clusterId, 0)
    return { clusterId, secret, token: createDatabaseToken.secret }
  } finally {
    await app.close()
  }
}

function graphqlOf(port, accessToken) {
  const authorization = accessToken ? { authorization: `Bearer ${accessToken}` } : {}
  return async (query, input) => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables: { input } }),
    })
    const { data, errors } = await answer.json()
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
}

function influxConfiguration() {
  const file = join(directory, 'influxdb.conf')
  writeFileSync(
    file,
    `reporting-disabled = true
    bind-address = "127.0.0.1:${rpcPort}"
    [meta]
      dir = "${directory}/meta"
    [data]
      dir = "${directory}/data"
      wal-dir = "${directory}/wal"
      query-log-enabled = false
    [http]
      bind-address = "127.0.0.1:${influxPort}"
      log-enabled = false
    [monitor]
      store-enabled = false
    [logging]
      level = "error"`,
  )
  return file
}

/** Both proxies are servers of one nginx: what is measured is the check. */
function nginxConfiguration() {
  const secretFile = join(directory, 'proxy.secret')
  writeFileSync(secretFile, `proxy_set_header X-Clustergate-Proxy ${secret};`)
  const url = new URL(`http://127.0.0.1:${checkedPort}`)
  const upstream = new URL(`http://127.0.0.1:${influxPort}`)
  const site = { clusterId, clusterName: 'main', url, upstream, checks: [`127.0.0.1:${checkPort}`] }
  const checked = configurationOf('nginx', site)
    .replace(/include \S+;/, `include ${secretFile};`)
    .replaceAll('/var/log/nginx/', `${directory}/`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(directory, name)};`,
  )
  const file = join(directory, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${directory}/pid;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 512; }
    http {
      ${temporary.join(' ')}
      ${checked}
      upstream plain { server 127.0.0.1:${influxPort}; keepalive 32; }
      server {
        listen ${plainPort};
        access_log ${directory}/plain.log;
        client_max_body_size 25m;
        location / { proxy_pass http://plain; proxy_http_version 1.1; proxy_set_header Connection ""; }
      }
    }`,
  )
  return file
}

async function start(name, program, args, port, path) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  })
  children[name] = child
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`${program} ended.`)
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${program} did not start.`)
}

/** Seconds of processor time that a process has used. */
function cpuSecondsOf({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function cpuSeconds() {
  return Object.entries(children).map(([name, child]) => [name, cpuSecondsOf(child)])
}

/** Writes on some connections, one request at a time on each: how many a second, and what one cost each process. */
async function measure(port, body) {
  const clients = Array.from({ length: connections }, () => new Client(`http://127.0.0.1:${port}`))
  let count = 0
  const before = Object.fromEntries(cpuSeconds())
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1_000
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < endAt; count++) await send(client, '/write?db=mine', body)
      await client.close()
    }),
  )
  const perSecond = (count / (performance.now() - startedAt)) * 1_000
  return {
    perSecond,
    cpu: Object.fromEntries(cpuSeconds().map(([name, after]) => [name, ((after - before[name]) / count) * 1e6])),
  }
}

async function send(client, path, body) {
  const headers = { authorization: `Token ${token}` }
  const { statusCode, body: answer } = await client.request({ method: 'POST', path, headers, body })
  const text = await answer.text()
  if (statusCode >= 300) throw new Error(`${statusCode}: ${text}`)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
