import { setTimeout as delay } from 'node:timers/promises'
import { load, openConnections, quantile } from './load.mjs'

const select = encodeURIComponent('SELECT mean(value) FROM cpu WHERE time > now() - 1h GROUP BY time(1m), host')

/** What proxies ask of the check: the client's method and address, and the status that is expected. */
const works = {
  'a write, allowed': { method: 'POST', target: (database) => `/write?db=${database}&precision=ns`, status: 204 },
  'a query, allowed': { method: 'GET', target: (_, read) => `/query?db=${read}&q=${select}`, status: 204 },
  'a write, denied': { method: 'POST', target: () => '/write?db=metrics-nowhere', status: 403 },
  'a write, unknown token': {
    method: 'POST',
    target: (database) => `/write?db=${database}`,
    status: 401,
    secret: 'no',
  },
}

/** Measures checks, a cluster's tokens in turn, and prints how many a second of the processor is enough for. */
export async function measureChecks(server, { clusterId, proxySecret, tokens }, { rounds, milliseconds }) {
  let port = server.checkPort()
  for (let attempt = 0; Number.isNaN(port) && attempt < 50; attempt++) {
    await delay(100)
    port = server.checkPort()
  }
  const clients = openConnections(port)
  const found = new Map(Object.keys(works).map((name) => [name, []]))
  // The first round warms up, and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const [name, { method, target, status, secret }] of Object.entries(works)) {
      let at = 0
      const next = () => {
        const token = tokens[at++ % tokens.length]
        const headers = {
          'x-clustergate-proxy': proxySecret,
          'x-original-method': method,
          'x-original-uri': target(token.writes, token.reads),
          'x-original-content-length': 'none',
          authorization: `Token ${secret ?? token.secret}`,
          'user-agent': 'Telegraf/1.30',
        }
        return { method: 'GET', path: `/dataplane/${clusterId}/check`, headers, status }
      }
      const result = await load(server, clients, next, { milliseconds })
      if (round >= 0) found.get(name).push(result)
    }
  }
  await Promise.all(clients.map((client) => client.destroy()))
  const median = (list, part) => quantile(list.map(part))
  console.log('| A check of | per second | per CPU second | p50 | p99 |\n| :-- | --: | --: | --: | --: |')
  for (const [name, list] of found) {
    const perCpu = Math.round(1 / median(list, ({ cpuPerRequest }) => cpuPerRequest))
    const [p50, p99] = [median(list, (one) => one.p50), median(list, (one) => one.p99)].map((ms) => ms.toFixed(2))
    console.log(`| ${name} | ${Math.round(median(list, (one) => one.perSecond))} | ${perCpu} | ${p50} ms | ${p99} ms |`)
  }
}
