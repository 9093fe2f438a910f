import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { CompiledQuery } from 'kysely'
import { type Deadline, Overdue } from '../../deadline.ts'
import { Queue } from '../../queue.ts'
import { within } from '../../time-limit.ts'
import { inAsyncStatement } from '../../traces/statement-span.ts'
import type { LongReads } from '../engine.ts'
import type { ReadAnswer, ReadRequest } from './reader.ts'

export const readersMax = 2
/** The same limit as on PostgreSQL. */
export const statementMillisecondsMax = 5_000
/** The same limit as for every other wait for the store. */
export const waitMillisecondsMax = 5_000
/** How long a process may take to start. A read waits for it as for its turn, and leaves it to the next one then. */
const startMillisecondsMax = 60_000
const busyMilliseconds = 1_000
/** Lets other requests go first where processors are few. */
const niceness = 10

/** Node runs only JavaScript in a child process: when started from the sources, the built file is used. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/store/sqlite/reader.js' : './reader.js', import.meta.url),
)

interface Reader {
  readonly child: ChildProcess
  /** Rejects where it ends before it takes statements. */
  readonly ready: Promise<void>
}

/**
 * Reads a SQLite store in child processes, which start with the first such read. A statement of SQLite can be stopped
 * only by ending its process: its libraries for Node cannot interrupt one, not even in a thread. A process, unlike a
 * thread, can also be given a lower priority than the one that answers requests.
 */
export class SqliteReaders implements LongReads {
  readonly #queue = new Queue({ atOnce: readersMax, waitMilliseconds: waitMillisecondsMax })
  /** Those that no read holds, the next one last; those that are late still start. */
  readonly #idle: Reader[] = []
  readonly #all = new Set<ChildProcess>()
  #isClosed = false

  constructor(
    private readonly path: string,
    private readonly onStatement: ((sql: string) => void) | undefined,
    private readonly statementMilliseconds = statementMillisecondsMax,
  ) {}

  run<Row>({ sql, parameters }: CompiledQuery<Row>, deadline?: Deadline): Promise<readonly Row[]> {
    const read = () => this.#queue.run(() => this.#read({ sql, parameters }, deadline), deadline)
    return inAsyncStatement('sqlite', sql, read) as Promise<readonly Row[]>
  }

  /** Ends the readers, with the statements that still run. */
  async close(): Promise<void> {
    this.#isClosed = true
    const idle = new Set(this.#idle.map(({ child }) => child))
    await Promise.all(
      [...this.#all].map(async (child) => {
        // Otherwise this process could exit before.
        child.ref()
        const ended = once(child, 'exit')
        if (idle.has(child)) child.disconnect()
        else child.kill('SIGKILL')
        await ended
      }),
    )
  }

  async #read(request: ReadRequest, deadline: Deadline | undefined): Promise<readonly unknown[]> {
    if (this.#isClosed) throw new Error('The store is closed.')
    const startMilliseconds = deadline?.allow(waitMillisecondsMax) ?? waitMillisecondsMax
    const reader = this.#idle.pop() ?? this.#start()
    const { child } = reader
    child.channel?.ref()
    let milliseconds: number
    try {
      await within(startMilliseconds, reader.ready, () => {
        throw new Overdue()
      })
      milliseconds = deadline?.allow(this.statementMilliseconds) ?? this.statementMilliseconds
    } catch (error) {
      this.#release(reader, 'unshift')
      throw error
    }
    this.onStatement?.(request.sql)
    const answer = await ask(child, request, milliseconds)
    this.#release(reader, 'push')
    if ('rows' in answer) return answer.rows
    const { message, ...codes } = answer.error
    throw Object.assign(new Error(message), codes)
  }

  /** Puts a reader that is not held any more where the next read finds it: behind those that have started if it has not. */
  #release(reader: Reader, place: 'push' | 'unshift'): void {
    const { child } = reader
    child.channel?.unref()
    if (child.connected && this.#all.has(child)) this.#idle[place](reader)
  }

  #start(): Reader {
    // It gets neither the arguments nor the environment of this process, which may hold secrets.
    const child = fork(program, [this.path, String(busyMilliseconds)], {
      serialization: 'advanced',
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#all.add(child)
    const forget = () => {
      this.#all.delete(child)
      const at = this.#idle.findIndex((idle) => idle.child === child)
      if (at >= 0) this.#idle.splice(at, 1)
    }
    child.on('exit', forget)
    child.on('error', () => {
      // One that was never made does not exit. Any other error between two reads concerns no request.
      if (child.pid === undefined) forget()
    })
    child.unref()
    return { child, ready: start(child) }
  }
}

/** Waits until a process takes statements, and lowers its priority: one that is low from the start may never come up. */
function start(child: ChildProcess): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), startMillisecondsMax).unref()
    const fail = () => {
      clearTimeout(timer)
      reject(endedUnexpectedly())
    }
    child.once('exit', fail).once('error', fail)
    child.once('message', () => {
      clearTimeout(timer)
      child.off('exit', fail).off('error', fail)
      lower(child)
      resolve()
    })
  })
  // A read that waits for it hears of it.
  ready.catch(() => {})
  return ready
}

const endedUnexpectedly = () => new Error('A reader of the store has ended unexpectedly.')

function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness)
  } catch {
    // Then it reads at normal priority.
  }
}

/** Asks a reader. When the answer takes too long, ends the reader and with it the statement, and throws Overdue. */
function ask(reader: ChildProcess, request: ReadRequest, milliseconds: number): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reader.kill('SIGKILL')
      done(() => reject(new Overdue()))
    }, milliseconds)
    const onMessage = (answer: ReadAnswer) => done(() => resolve(answer))
    const onExit = () => done(() => reject(endedUnexpectedly()))
    const onError = (error: Error) => done(() => reject(error))
    const done = (settle: () => void) => {
      clearTimeout(timer)
      reader.off('message', onMessage).off('exit', onExit).off('error', onError)
      settle()
    }
    reader.once('message', onMessage).once('exit', onExit).once('error', onError)
    reader.send(request)
  })
}
