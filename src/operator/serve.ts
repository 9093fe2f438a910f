import 'reflect-metadata'
import { type App, openApp } from '../app.ts'
import type { Config } from '../config.ts'
import { inWords } from './cluster-failure.ts'
import { type FirstStart, firstStart, type Linked } from './first-start.ts'
import { say, whatToKeep } from './output.ts'
import { shutDown, stopSignal } from './shutdown.ts'

/** Runs the gateway until it is told to stop. */
export async function serve(config: Config): Promise<void> {
  const stopped = stopSignal()
  const app = await openApp(config, { begin })
  await stopped
  await shutDown(app)
}

/** Prints the gateway's address, and does the first start. */
async function begin(app: App): Promise<void> {
  sayWhere(app)
  const first = await firstStart(app.core)
  sayFirst(first)
  const { place, isNew } = app.core.masterKey
  if (first || isNew) say(whatToKeep(place))
}

export function sayWhere({ core: { config }, port, checkPort, metricsPort }: App): void {
  say(`Clustergate listens on http://${shownHost(config.host)}:${port}/graphql`)
  if (config.check) say(`Checks of the data plane are answered on http://${shownHost(config.check.host)}:${checkPort}`)
  if (config.metrics) say(`Metrics are answered on http://${shownHost(config.metrics.host)}:${metricsPort}/metrics`)
  const { databaseUrl, dataDirectory, masterKey } = config
  const rest = masterKey === undefined ? 'the key and mail' : 'mail'
  say(`Data lies in ${databaseUrl === undefined ? dataDirectory : `PostgreSQL, ${rest} in ${dataDirectory}`}`)
}

function sayFirst(first: FirstStart | undefined): void {
  if (!first) return
  if (first.linked) sayLinked(first.linked)
  if ('admin' in first) say(`Created the Admin ${first.admin}; sign in with the password from the environment.`)
  else
    say(`Become the first Admin (${first.email}) with the secret after the # of this link, shown once:\n${first.link}`)
}

function sayLinked({ title, note: { error, version, warning } }: Linked): void {
  const found = error ? `, which is tried again from now on: ${inWords(error)}` : version && `, version ${version}`
  say(`Connected to ${title}${found ?? ''}`)
  if (warning !== null) say(`WARNING: ${warning}`)
}

/** The host by which a browser on this machine reaches the gateway. */
function shownHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
