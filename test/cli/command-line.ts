import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { built, noted } from '../built.ts'

await built()

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Circumstances {
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
}

/** The command line as somebody uses it at home: every command a process, and nothing of the tests’ own environment. */
export interface CommandLine {
  readonly home: string
  run(args: readonly string[], circumstances?: Circumstances): Promise<Outcome>
  /** What a command prints as JSON; throws when it does not end with 0. */
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  json(args: readonly string[], circumstances?: Circumstances): Promise<any>
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): ReturnType<typeof launch>
  remove(): Promise<void>
}

function launch(home: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      ...noted,
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

export async function openCommandLine(always: Readonly<Record<string, string>> = {}): Promise<CommandLine> {
  const home = await mkdtemp(join(tmpdir(), 'clustergate-home-'))
  const commandLine: CommandLine = {
    home,
    async run(args, { environment, stdin = '' } = {}) {
      const child = launch(home, args, { ...always, ...environment })
      let stdout = ''
      let stderr = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
      })
      // Most commands end without having read any of it.
      child.stdin.on('error', () => {})
      child.stdin.end(stdin)
      const [code] = await once(child, 'close')
      return { code: code as number | null, stdout, stderr }
    },
    async json(args, circumstances) {
      const { code, stdout, stderr } = await commandLine.run([...args, '--format', 'json'], circumstances)
      if (code !== 0) throw new Error(`clustergate ${args.join(' ')} ended with ${code}: ${stderr}`)
      return JSON.parse(stdout)
    },
    start: (args, environment) => launch(home, args, { ...always, ...environment }),
    remove: () => rm(home, { recursive: true, force: true }),
  }
  return commandLine
}

/** As `openCommandLine`, gone when the test ends. */
export async function commandLineForTest(always?: Readonly<Record<string, string>>): Promise<CommandLine> {
  const commandLine = await openCommandLine(always)
  onTestFinished(() => commandLine.remove())
  return commandLine
}
