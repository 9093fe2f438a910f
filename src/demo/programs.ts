import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A program beside the gateway, which runs until it is stopped. */
export interface Program {
  stop(): Promise<void>
}

const startMillisecondsMax = 20_000
const stopMillisecondsMax = 5_000
const lookAgainMilliseconds = 50

/** Starts a program, and waits until `url` answers. Throws with what the program said when it does not come up. */
export async function startProgram(command: string, args: readonly string[], url: string): Promise<Program> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  let fault: Error | undefined
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-2_000)
  })
  child.once('error', (error) => {
    fault = error
  })
  const stop = async () => {
    if (fault || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const kill = setTimeout(() => child.kill('SIGKILL'), stopMillisecondsMax)
    await ended
    clearTimeout(kill)
  }
  // The demo may end without a word, as by a second Ctrl+C.
  process.once('exit', () => child.kill('SIGKILL'))
  const end = performance.now() + startMillisecondsMax
  while (performance.now() < end) {
    if (fault) throw new Error(`${command} is not here: apt-get install influxdb nginx-light`, { cause: fault })
    if (child.exitCode !== null) break
    if (await answers(url)) return { stop }
    await delay(lookAgainMilliseconds)
  }
  await stop()
  throw new Error(`${command} did not start. ${said}`)
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  )

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
