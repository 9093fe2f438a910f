import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { built, noted } from '../built.ts'
import { makeStore, type TestStore } from '../store.ts'

await built()

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The gateway as its operator runs it: a process of its own. */
export interface Running {
  readonly process: ChildProcess
  readonly port: number
  readonly url: string
  /** What it has said on standard output so far. */
  said(): string
  /** Its log so far. */
  log(): string
  /** Sends a signal, and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Outcome>
}

type Environment = Readonly<Record<string, string>>

/** Nothing of the tests' own environment reaches the process. */
const environmentOf = (store: TestStore, environment: Environment) => ({
  PATH: process.env['PATH'] ?? '',
  ...noted,
  PORT: '0',
  CLUSTERGATE_DATA_DIR: store.dataDirectory,
  CLUSTERGATE_PUBLIC_URL: 'http://gateway.test',
  ...(store.databaseUrl && { DATABASE_URL: store.databaseUrl }),
  ...environment,
})

function launch(store: TestStore, args: readonly string[], environment: Environment, script = main) {
  const child = spawn(process.execPath, [script, ...args], {
    env: environmentOf(store, environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]): Outcome => ({ code: code as number | null, stdout, stderr }))
  return { child, ended, said: () => stdout, log: () => stderr }
}

/** Runs one of the operator's commands to its end. */
export const clustergate = (
  store: TestStore,
  args: readonly string[],
  environment: Environment = {},
): Promise<Outcome> => launch(store, args, environment).ended

/**
 * Starts the gateway, by a script of its own if need be, and waits until it listens; throws with what it said when it ends
 * before that.
 */
export async function startServer(
  store: TestStore,
  environment: Environment = {},
  args: readonly string[] = ['serve'],
  script?: string,
): Promise<Running> {
  const { child, ended, said, log } = launch(store, args, environment, script)
  const listening = new Promise<number>((resolve) => {
    child.stdout.on('data', () => {
      const port = /^Clustergate listens on http:\/\/localhost:(\d+)\/graphql$/m.exec(said())?.[1]
      if (port) resolve(Number(port))
    })
  })
  const early = ended.then(({ code, stderr }): never => {
    throw new Error(`The gateway ended with ${code}: ${stderr}`)
  })
  // Once it listens, its end is `stop`'s affair.
  early.catch(() => {})
  const port = await Promise.race([listening, early])
  return {
    process: child,
    port,
    url: `http://127.0.0.1:${port}/graphql`,
    said,
    log,
    stop: async (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** As `startServer`, killed when the test ends. */
export async function serverForTest(
  store: TestStore,
  environment: Environment = {},
  args?: readonly string[],
  script?: string,
): Promise<Running> {
  const server = await startServer(store, environment, args, script)
  onTestFinished(async () => {
    await server.stop('SIGKILL')
  })
  return server
}

/** A store that goes when the test ends. */
export async function storeForTest(isEmpty = false): Promise<TestStore> {
  const store = await makeStore(undefined, isEmpty)
  onTestFinished(() => store.remove())
  return store
}
