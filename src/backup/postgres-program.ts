import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { writeWhole } from '../files/write-whole.ts'
import { libpqEnvironment, type PostgresTarget, parsePostgresUrl } from '../store/postgres/url.ts'

/** How long a program may run: a day, which no store takes. */
const runMilliseconds = 86_400_000
const stderrMax = 4_096
/** How often the server is asked whether it has let a program in. */
const lookMilliseconds = 50

export type ProgramName = 'pg_dump' | 'pg_restore' | 'psql'

/** A program of PostgreSQL that runs. */
export interface Program {
  readonly process: ChildProcess
  /** Resolves at its end; rejects with what it said when it fails. */
  readonly ended: Promise<void>
}

/** Starts a program of PostgreSQL. Throws, in a sentence, where it is not installed. */
export function startProgram(
  name: ProgramName,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Program {
  const child = spawn(name, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LC_ALL: 'C', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Not the option `timeout`: the timer of a program that could not be started would keep this process alive.
    signal: AbortSignal.any([signal, AbortSignal.timeout(runMilliseconds)]),
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(0, stderrMax)
  })
  // A program that ends early no longer reads.
  child.stdin.on('error', () => {})
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => {
      reject((error as NodeJS.ErrnoException).code === 'ENOENT' ? notInstalled(name) : error)
    })
  })
  failed.catch(() => {})
  const closed = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`${name} failed: ${firstOf(said)}`)
  })
  const ended = Promise.race([failed, closed])
  ended.catch(() => {})
  closed.catch(() => {})
  return { process: child, ended }
}

/** Runs a program to its end; answers with what it printed, up to a limit. */
export async function runProgram(...given: Parameters<typeof startProgram>): Promise<string> {
  const { process: child, ended } = startProgram(...given)
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed = `${printed}${text}`.slice(0, 1_000_000)
  })
  child.stdin?.end()
  await ended
  return printed
}

const firstOf = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.replace(/^pg_\w+: (error: |warning: )?/, '').trim())
    .find((line) => line !== '') ?? 'it said nothing.'

const notInstalled = (name: ProgramName) =>
  new Error(
    `${name} is not found: install the client programs of PostgreSQL (Debian: postgresql-client), as new as the server, ` +
      'or put their directory first in PATH.',
  )

/** Throws, in a sentence, where a program is older than the server, which it could not read or write wholly. */
export async function expectAsNewAs(name: ProgramName, serverVersion: number, signal: AbortSignal): Promise<void> {
  const printed = await runProgram(name, ['--version'], {}, signal)
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(printed)?.[1])
  const needed = Math.floor(serverVersion / 10_000)
  if (major >= needed) return
  throw new Error(
    `${name} is of version ${major}, and the server of version ${needed}: install the client programs of PostgreSQL ` +
      `${needed} or later, and put their directory first in PATH.`,
  )
}

/** How a program reaches a server. */
export interface Access {
  readonly environment: Readonly<Record<string, string>>
  /** Removes the file with the password, if there is one. */
  remove(): Promise<void>
}

/**
 * The environment by which a program reaches a server. The password lies in a file that only this user can read, in
 * `directory`: neither a command line nor an environment shows it. Call `remove` once it is no longer needed.
 */
export function environmentFor(url: string, { host, port, ssl }: PostgresTarget, directory: string): Access {
  const { user, password, database } = parsePostgresUrl(url)
  const environment: Record<string, string> = {
    PGAPPNAME: `clustergate backup ${randomUUID()}`,
    PGCONNECT_TIMEOUT: '10',
  }
  for (const name of ['PGPASSFILE', 'PGPASSWORD', 'PGSSLMODE', 'PGUSER'] as const) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  Object.assign(environment, libpqEnvironment(url))
  if (host !== undefined) environment['PGHOST'] = host
  if (port !== undefined) environment['PGPORT'] = String(port)
  if (user !== undefined) environment['PGUSER'] = user
  if (database !== undefined) environment['PGDATABASE'] = database
  if (ssl === false && environment['PGSSLMODE'] === undefined) environment['PGSSLMODE'] = 'prefer'
  const path = join(directory, 'pgpass')
  if (password !== undefined) {
    writeWhole(path, `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`)
    environment['PGPASSFILE'] = path
    delete environment['PGPASSWORD']
  }
  return { environment, remove: () => rm(path, { force: true }) }
}

/**
 * Waits for the end of a program, and removes the file with its password as soon as the server has let it in, so that no
 * kill leaves it behind. The connection is another one to the same server.
 */
export async function withoutPassword(client: pg.Client, access: Access, { ended }: Program): Promise<void> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  ended.then(over, over)
  const isIn = async () => {
    // In a transaction, the server shows who is connected as it was when that was asked first.
    await client.query('select pg_stat_clear_snapshot()')
    const name = access.environment['PGAPPNAME']
    return (await client.query('select from pg_stat_activity where application_name = $1', [name])).rowCount !== 0
  }
  const removed = (async () => {
    while (!isOver && !(await isIn())) await delay(lookMilliseconds)
    await access.remove()
  })()
  // Where the connection breaks, the file is removed after the program.
  await Promise.all([ended, removed.catch(() => {})])
}
