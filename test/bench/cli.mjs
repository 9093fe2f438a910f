// How long the command line takes to start, as a multiple of `node -e 0` on the same machine at the same moment:
// node test/bench/cli.mjs, after `npm run build`. The list asks a server that answers at once, so that the request
// counts for nothing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = 21
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'clustergate-bench-'))

const page = JSON.stringify({ data: { databases: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } })
const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(page))
server.listen(0, '127.0.0.1')
await once(server, 'listening')

// As after a login: a profile, and a session that is kept for it.
const url = `http://127.0.0.1:${server.address().port}`
const credential = { profile: 'default', url, email: 'bench@example.com', accessToken: 'cgs_bench', expiresAt: '' }
const directory = join(home, 'clustergate')
mkdirSync(directory)
writeFileSync(join(directory, 'config.toml'), `[profile.default]\nurl = "${url}"\n`)
writeFileSync(join(directory, 'credentials.json'), JSON.stringify({ credentials: [credential] }), { mode: 0o600 })
const env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home }

const commands = {
  'node -e 0': ['-e', '0'],
  'clustergate --help': [main, '--help'],
  'clustergate database list': [main, 'database', 'list'],
}

async function measure(args) {
  const started = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return performance.now() - started
}

const taken = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
// In turns, so that a busy moment of the machine strikes all alike.
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(commands)) taken[name].push(await measure(args))
}
server.close()
rmSync(home, { recursive: true })

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const base = median(taken['node -e 0'])
console.log(`command                        ms  of node -e 0   (median of ${rounds}, Node ${process.version})`)
for (const [name, values] of Object.entries(taken)) {
  const milliseconds = median(values)
  console.log(
    `${name.padEnd(26)} ${milliseconds.toFixed(0).padStart(6)}  ${(milliseconds / base).toFixed(2).padStart(12)}`,
  )
}
