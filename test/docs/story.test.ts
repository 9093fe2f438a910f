import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { built } from '../built.ts'
import { blocksIn, root } from './documents.ts'

await built()

/** Chapters whose shell blocks are no part of the story, and why; a block of any other chapter is run. */
const notRun: Readonly<Record<string, string>> = {
  'README.md: Running it':
    'installs and starts, or runs all tests: the story begins with a gateway that has just started',
  'docs/operating.md: The master key': 'takes its time: test/docs/master-key.test.ts runs it beside a gateway',
  'docs/operating.md: PostgreSQL': 'needs a server: test/store/two-roles.test.ts runs the same',
  'docs/backup.md: Making one': 'test/docs/backup.test.ts runs it beside a gateway',
  'docs/backup.md: Verifying one': 'the same',
  'docs/backup.md: Restoring': 'the same, and starts what was restored',
  'docs/observability.md: Traces': 'needs a collector: test/traces has one',
  'docs/data-plane.md: JWTs for InfluxDB 1.x': 'needs the secret of a cluster: test/dataplane/jwt.test.ts runs it',
  'docs/clusters.md: Connecting a cluster':
    'needs a cluster of each kind: test/clusters/links and the tests of each driver have them',
  'docs/clusters.md: Whether it is well': 'the same: test/clusters/links runs them',
  'docs/clusters.md: Disconnecting': 'the same: test/clusters/links runs them',
  'docs/contributing.md: Setting up': 'runs all tests: .ci/run does',
  'docs/contributing.md: Testing': 'runs tests: .ci/run does',
  'docs/behind-a-proxy.md': 'needs nginx or Caddy: test/proxies runs both configurations',
  'docs/data-plane.md: Turning it on': 'needs a cluster with a proxy: test/dataplane has both',
  'docs/data-plane.md: Behind nginx, Caddy, Traefik, Envoy': 'the same: test/dataplane runs what it prints',
  'docs/operating.md: Looking at the set-up': 'looks at a whole set-up: test/operator tries each check',
  'docs/contributing.md: Releasing a version': 'makes files of the project: test/upgrades uses them',
  'docs/deploy/README.md: systemd': 'needs systemd: test/deploy',
  'docs/deploy/README.md: The image': 'needs a builder of images: test/deploy',
  'docs/deploy/README.md: Compose': 'needs Docker: test/deploy',
  'docs/deploy/README.md: Kubernetes': 'needs a cluster: test/deploy',
  'docs/observability.md: Metrics': 'needs Prometheus: test/metrics',
  'docs/several-machines.md: What every gateway needs': 'needs several machines: npm run test:machines',
  'docs/benchmark.md': 'takes minutes, and measures this machine',
}

/** A directory as `npm ci` leaves it, as far as `npx clustergate` can tell. */
async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'clustergate-docs-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  await mkdir(join(home, 'node_modules', '.bin'), { recursive: true })
  await writeFile(join(home, 'package.json'), '{ "private": true }')
  const bin = join(home, 'node_modules', '.bin', 'clustergate')
  await writeFile(bin, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist', 'main.js')}' "$@"\n`)
  await chmod(bin, 0o755)
  return home
}

/** The first start; answers with its port, and with the link that it prints. */
async function start(home: string, environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(root, 'dist', 'main.js'), 'serve'], {
    cwd: home,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const found = (form: RegExp) => form.exec(said)?.[1]
  while (!found(/(cgi_\S+)\n/)) await Promise.race([once(child.stdout, 'data'), endsTooSoon(child)])
  return { port: found(/localhost:(\d+)\/graphql/) ?? '', secret: found(/(cgi_\S+)\n/) ?? '' }
}

async function endsTooSoon(child: ReturnType<typeof spawn>): Promise<never> {
  await once(child, 'close')
  throw new Error(`The gateway ended with ${child.exitCode}.`)
}

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('SKIPPED: the story of the documentation needs curl, which is not installed.')

/**
 * The story as it is printed, but for two things that cannot be known when it is printed: the secret of the first
 * link, written `cgi_…`, and the port, as 4000 may be taken on this machine.
 */
it.skipIf(!hasCurl)(
  'the documentation tells one story that works from top to bottom, exactly as printed',
  async () => {
    const home = await makeHome()
    const environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      PORT: '0',
    }
    const { port, secret } = await start(home, environment)
    const all = blocksIn('sh')
    expect(Object.keys(notRun).filter((chapter) => !all.some((block) => block.chapter === chapter))).toEqual([])
    const story = all.filter(({ chapter }) => !(chapter in notRun))
    expect(story.map(({ chapter }) => chapter)).toEqual([
      'README.md: A first session',
      "docs/operating.md: The operator's commands",
      'docs/cli.md: A session',
      'docs/api.md: Idempotency',
    ])
    const script = story.map(({ text }) => text).join('\n')
    // What is to be replaced by hand is the first link alone; comments may leave something out.
    expect(script.replace(/ #.*/g, '').match(/\S*…/g)).toEqual(['link="$url/accept#cgi_…'])

    const printed = script.replaceAll('cgi_…', secret).replaceAll('localhost:4000', `localhost:${port}`)
    const shell = spawn('sh', ['-e'], {
      cwd: home,
      env: { ...environment, PORT: port },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [shell.stdout, shell.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    shell.stdin.on('error', () => {})
    // Read whole before anything runs, so that no command takes the rest for its own input.
    shell.stdin.end(`{\n${printed}\n} < /dev/null\n`)
    const [code] = await once(shell, 'close')

    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' })
    expect(said).not.toContain('"errors"')
    expect(said).toContain('"email":"admin@localhost","groups":[{"key":"admin"}]')
    expect(said).toContain('"email":"mel@example.com","groups":[{"key":"member"}]')
    expect(said).toMatch(/"secret":"apiv1_/)
    expect(said).toMatch(/zoe@example\.com {2}imported/)
    expect(said).toContain('ada@example.com joins Nordgrid as Admin.')
    expect(said).toMatch(/max@example\.com {2}\S*\/accept#cgi_/)
    expect(said).toMatch(/no +DATABASE_CREATE /)
    expect(said).toContain('Example Inc')
    expect(said).toMatch(/"idempotency":\{"replayed":false\}\}\}\s+\{"data".*"idempotency":\{"replayed":true,"firstAt"/)
    const events = (await readFile(join(home, 'audit.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.filter(({ outcome }) => outcome !== 'SUCCEEDED')).toEqual([])
    expect(said).toMatch(/Signed out at http:\/\/localhost:\d+\.\n/)
  },
  180_000,
)
