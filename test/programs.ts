import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../src/demo/programs.ts'
import { eventually } from './gateway.ts'
import { isInstalled } from './installed.ts'

/** Programs that are no part of the project, by the Debian package that each is in. */
const packages = {
  nginx: 'nginx-light',
  caddy: 'caddy',
  openssl: 'openssl',
  influxd: 'influxdb',
  influx: 'influxdb-client',
  'systemd-analyze': 'systemd',
  buildah: 'buildah',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  haproxy: 'haproxy',
  patroni: 'patroni',
  etcd: 'etcd-server',
}

export type Program = keyof typeof packages

/** Whether a program is here; a test that needs it says loudly that it was skipped where it is not. */
export function isHere(program: Program): boolean {
  if (isInstalled(program)) return true
  console.warn(
    `SKIPPED: ${program} is not here, so that nothing is shown with it: apt-get install ${packages[program]}`,
  )
  return false
}

export { freePort }

/** A port where nothing listens: unlike a free one, it is given to nobody by chance. */
export const closedPort = 1

const portsMax = 5

/** Starts something on a free port; on another one where somebody else has taken that before it could. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await start(await freePort())
    } catch (error) {
      if (tried === portsMax || !/address already in use/i.test(String(error))) throw error
    }
  }
}

/** A program that runs until it is stopped. */
export interface RunningProgram {
  /** What it has said so far, on standard output and standard error. */
  said(): string
  stop(): Promise<void>
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>
}

/** Starts a program and waits until `isUp`; throws with what it said when it ends before. */
export async function startProgram(
  command: readonly string[],
  isUp: () => Promise<boolean>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RunningProgram> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
  }
  const running = { said: () => said, stop: () => stopProgram(child), kill: () => stopProgram(child, 'SIGKILL') }
  try {
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(`${program} ended:\n${said}`)
      return isUp().catch(() => false)
    })
  } catch (error) {
    await running.stop()
    throw error
  }
  return running
}

export async function stopProgram(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
