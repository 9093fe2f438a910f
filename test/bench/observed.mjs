import 'reflect-metadata'
// What it costs to be observed: node test/bench/observed.mjs, after `npm run build`. SMALL is asked in turns of gateways
// that differ in that alone, each of them started several times, because two processes of one program differ, too.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { load, openConnections, quantile } from './load.mjs'
import { seed } from './seed.mjs'
import { pin, start } from './servers.mjs'
import { reads } from './work.mjs'

const { values: options } = parseArgs({
  options: {
    starts: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '7' },
    milliseconds: { type: 'string', default: '500' },
    work: { type: 'string', default: 'SMALL' },
    /** Words that the names of variants contain, separated by commas. */
    variants: { type: 'string' },
  },
})
const milliseconds = Number(options.milliseconds)

/** A collector that reads what comes, and throws it away. */
const sink = `require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

function openCollector() {
  const child = spawn(process.execPath, ['-e', sink], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The collector has ended.')))
    child.stdout.once('data', (port) => resolve({ child, url: `http://127.0.0.1:${Number(port)}` }))
  })
}

const collector = await openCollector()
const traced = (sampler, ratio = '1') => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_TRACES_SAMPLER: sampler,
  OTEL_TRACES_SAMPLER_ARG: ratio,
})
const variants = {
  'not observed': {},
  'the same again': {},
  metrics: { CLUSTERGATE_METRICS_PORT: '0' },
  'traces, none recorded': traced('parentbased_always_off'),
  'traces, 1 %': traced('parentbased_traceidratio', '0.01'),
  'traces, 10 %': traced('parentbased_traceidratio', '0.1'),
  'traces, all': traced('parentbased_always_on'),
}
const wanted = Object.keys(variants).filter(
  (name, at) => at === 0 || !options.variants || options.variants.split(',').some((word) => name.includes(word)),
)

const directory = mkdtempSync(join(tmpdir(), 'clustergate-observed-'))
const seedDirectory = join(directory, 'seed')
try {
  const { admin } = await seed(seedDirectory)
  const processor = pin()
  const request = {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify(reads[options.work].body),
  }
  const found = new Map(wanted.map((name) => [name, []]))
  for (let again = 0; again < Number(options.starts); again++) await measure(again, request, processor, found)
  const [usual] = wanted
  console.log(`${options.work}: requests per processor second, and times those of a gateway that is not observed`)
  for (const name of wanted) {
    const ratios = found.get(name).map((one, at) => one / found.get(usual)[at])
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(3))
    console.log(
      `${name.padEnd(24)} ${quantile(found.get(name)).toFixed(0).padStart(6)}  ${middle}x (${low} to ${high})`,
    )
  }
} finally {
  collector.child.removeAllListeners('exit').kill()
  rmSync(directory, { recursive: true, force: true })
}

async function measure(again, request, processor, found) {
  const servers = []
  try {
    for (const [at, name] of wanted.entries()) {
      const place = join(directory, `${again}-${at}`)
      mkdirSync(place)
      const server = await start('clustergate', {
        ...{ directory: place, seedDirectory, processor, environment: variants[name] },
      })
      servers.push({ name, server, clients: openConnections(server.port), scraping: scrape(server) })
    }
    // The first rounds warm up, and are not counted.
    for (let round = -3; round < Number(options.rounds); round++) {
      for (let turn = 0; turn < servers.length; turn++) {
        const { name, server, clients } = servers[(turn + round + 3) % servers.length]
        const { cpuPerRequest } = await load(server, clients, () => request, { milliseconds })
        if (round >= 0) found.get(name).push(1 / cpuPerRequest)
      }
    }
  } finally {
    for (const { server, clients, scraping } of servers) {
      clearInterval(scraping)
      await Promise.all(clients.map((client) => client.destroy()))
      await server.stop()
    }
  }
}

/** Scrapes a server more often than Prometheus does; one without metrics has no port for them. */
function scrape(server) {
  return setInterval(async () => {
    const port = server.metricsPort()
    if (!Number.isNaN(port)) await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  }, 2_000)
}
