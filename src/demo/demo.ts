import 'reflect-metadata'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import { type App, openApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { openCore } from '../core.ts'
import type { DemoOptions } from '../operator/commands.ts'
import { say, warn } from '../operator/output.ts'
import { sayWhere } from '../operator/serve.ts'
import { shutDown, stopSignal } from '../operator/shutdown.ts'
import { connectCluster } from './cluster.ts'
import { cast, makeContent } from './content.ts'
import { writeFirstPoint } from './first-point.ts'
import { demoPassword } from './people.ts'
import { DemoClock, daysOfHistory } from './scenario.ts'

/** Runs the gateway on a temporary directory full of content, which is removed when it stops. */
export async function runDemo({ scale, influxd }: DemoOptions): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'clustergate-demo-'))
  const remove = () => rmSync(dataDirectory, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const config = demoConfig(dataDirectory, influxd ? { host: '127.0.0.1', port: 0 } : undefined)
    const interrupted = () => process.exit(130)
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    await fill(config, scale)
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    const stopped = stopSignal()
    const app = await openApp(config)
    sayWhere(app)
    await connectCluster(app).catch(endAfter(app))
    const cluster = influxd && (await writeFirstPoint(app).catch(endAfter(app)))
    sayWho()
    await stopped
    await cluster?.stop()
    await shutDown(app)
  } finally {
    remove()
  }
}

/** The environment's configuration, but on an embedded store of the demo's own, and without a mail server. */
function demoConfig(dataDirectory: string, check: Config['check']): Config {
  const config = readConfig({ CLUSTERGATE_LOG_LEVEL: 'warn', ...process.env, CLUSTERGATE_DATA_DIR: dataDirectory })
  return { ...config, databaseUrl: undefined, masterKey: undefined, smtpUrl: undefined, check: check ?? config.check }
}

/** Closes the gateway after a failure, which goes on. */
const endAfter =
  (app: App) =>
  async (error: unknown): Promise<never> => {
    await app.close()
    throw error
  }

async function fill(config: Config, scale: number): Promise<void> {
  const started = performance.now()
  const clock = new DemoClock(Date.now())
  const core = await openCore(config, { clock: () => clock.now })
  const progress = openProgress()
  try {
    await makeContent(core, clock, scale, (day) => progress.show(day))
  } finally {
    progress.close()
    await core.close()
  }
  warn(`Ninety days of a company’s life took ${Math.ceil((performance.now() - started) / 1_000)} s to make.`)
}

/** A progress bar on a terminal, one line elsewhere; on standard error, because it is no result. */
function openProgress(): { show(day: number): void; close(): void } {
  if (!process.stderr.isTTY) {
    warn('Making the content …')
    return { show() {}, close() {} }
  }
  const format = 'Making the content {bar} day {value} of {total}, {eta_formatted} left'
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic)
  bar.start(daysOfHistory, 0)
  return { show: (day) => bar.update(day), close: () => bar.stop() }
}

function sayWho(): void {
  const people = { Admin: cast.admin, Member: cast.member, Auditor: cast.auditor }
  say(`Sign in with the password “${demoPassword}” as`)
  for (const [group, { email, name }] of Object.entries(people)) say(`  ${email.padEnd(30)} ${name}, ${group}`)
  say('Everything here is gone when this stops (Ctrl+C).')
}
