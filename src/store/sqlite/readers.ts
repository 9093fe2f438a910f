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
/** How long a read waits for its process to start; that goes on starting, and serves the next one. */
const startMillisecondsMax = 10_000
const busyMilliseconds = 1_000
/** Lets other requests go first where processors are few. */
const niceness = 10

/** Node runs only JavaScript in a child process: when started from the sources, the built file is used. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/store/sqlite/reader.js' : './reader.js', import.meta.url),
)

interface Reader {
  readonly process: ChildProcess
  /** Settled once it takes statements, or has ended. */
  readonly ready: Promise<void>
}

/**
 * Reads a SQLite store in child processes, which start with the first such read. A statement of SQLite can be stopped
 * only by ending its process: its libraries for Node cannot interrupt one, not even in a thread. A process, unlike a
 * thread, can also be given a lower priority than the one that answers requests.
 */
export class SqliteReaders implements LongReads {
  readonly #queue = new Queue({ atOnce: readersMax, waitMilliseconds: waitMillisecondsMax })
  /** Those that no read holds; one of them may still be starting. */
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
    const idle = new Set(this.#idle.map(({ process }) => process))
    await Promise.all(
      [...this.#all].map(async (process) => {
        // Otherwise this process could exit before.
        process.ref()
        const ended = once(process, 'exit')
        if (idle.has(process)) process.disconnect()
        else process.kill('SIGKILL')
        await ended
      }),
    )
  }

  async #read(request: ReadRequest, deadline: Deadline | undefined): Promise<readonly unknown[]> {
    if (this.#isClosed) throw new Error('The store is closed.')
    const reader = await this.#take(deadline)
    this.onStatement?.(request.sql)
    const milliseconds = deadline?.allow(this.statementMilliseconds) ?? this.statementMilliseconds
    const answer = await ask(reader.process, request, milliseconds)
    this.#giveBack(reader)
    if ('rows' in answer) return answer.rows
    const { message, ...codes } = answer.error
    throw Object.assign(new Error(message), codes)
  }

  /** A reader that has started. One that takes too long to is left to the next read, and Overdue is thrown. */
  async #take(deadline: Deadline | undefined): Promise<Reader> {
    const milliseconds = deadline?.allow(startMillisecondsMax) ?? startMillisecondsMax
    const reader = this.#idle.pop() ?? this.#start()
    reader.process.channel?.ref()
    return within(
      milliseconds,
      reader.ready.then(() => reader),
      () => {
        this.#giveBack(reader)
        throw new Overdue()
      },
    )
  }

  #giveBack(reader: Reader): void {
    if (!reader.process.connected) return
    reader.process.channel?.unref()
    this.#idle.push(reader)
  }

  #start(): Reader {
    // It gets neither the arguments nor the environment of this process, which may hold secrets.
    const process = fork(program, [this.path, String(busyMilliseconds)], {
      serialization: 'advanced',
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#all.add(process)
    process.on('exit', () => {
      this.#all.delete(process)
      const at = this.#idle.findIndex((idle) => idle.process === process)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    // An error between two reads concerns no request.
    process.on('error', () => {})
    process.unref()
    const ready = new Promise<void>((resolve) => {
      process.once('message', () => {
        // Not before: beside busy processes one of low priority takes long to start.
        lower(process)
        resolve()
      })
      process.once('exit', resolve).once('error', resolve)
    })
    return { process, ready }
  }
}

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
    const onExit = () => done(() => reject(new Error('A reader of the store has ended unexpectedly.')))
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
