import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { CompiledQuery } from 'kysely'
import { type Deadline, Overdue } from '../../deadline.ts'
import { Queue } from '../../queue.ts'
import type { Lane } from '../engine.ts'
import type { ReadAnswer, ReadRequest } from './reader.ts'

const readersMax = 2
/** As PostgreSQL gives a statement. */
const statementMillisecondsMax = 5_000
/** As long as any other wait for the store. */
const waitMillisecondsMax = 5_000
const busyMilliseconds = 1_000
/** Others' requests go before, where processors are few. */
const niceness = 10

/** Node runs JavaScript in a new process: from the sources, what was built of them stands in. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/store/sqlite/reader.js' : './reader.js', import.meta.url),
)

/**
 * Reads a SQLite store in processes of their own, which start with the first read that comes. Nothing but the end of
 * its process stops a statement of SQLite, whose libraries for Node run it without a way to interrupt it, in a thread
 * too; and a process, unlike a thread, can be given less of the processors than the one that answers everybody.
 */
export class SqliteReaders implements Lane {
  readonly #queue = new Queue({ atOnce: readersMax, waitMilliseconds: waitMillisecondsMax })
  readonly #idle: ChildProcess[] = []
  readonly #all = new Set<ChildProcess>()
  #isClosed = false

  constructor(
    private readonly path: string,
    private readonly onStatement: ((sql: string) => void) | undefined,
    private readonly statementMilliseconds = statementMillisecondsMax,
  ) {}

  run<Row>({ sql, parameters }: CompiledQuery<Row>, deadline?: Deadline): Promise<readonly Row[]> {
    return this.#queue.run(() => this.#read({ sql, parameters }, deadline), deadline) as Promise<readonly Row[]>
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(
      [...this.#all].map(async (reader) => {
        // Otherwise nothing might keep this process up until then.
        reader.ref()
        const ended = once(reader, 'exit')
        if (this.#idle.includes(reader)) reader.disconnect()
        else reader.kill('SIGKILL')
        await ended
      }),
    )
  }

  async #read(request: ReadRequest, deadline: Deadline | undefined): Promise<readonly unknown[]> {
    if (this.#isClosed) throw new Error('The store is closed.')
    this.onStatement?.(request.sql)
    const milliseconds = deadline?.allow(this.statementMilliseconds) ?? this.statementMilliseconds
    const reader = this.#idle.pop() ?? this.#start()
    reader.channel?.ref()
    const answer = await ask(reader, request, milliseconds)
    if (reader.connected) {
      reader.channel?.unref()
      this.#idle.push(reader)
    }
    if ('rows' in answer) return answer.rows
    const { message, ...codes } = answer.error
    throw Object.assign(new Error(message), codes)
  }

  #start(): ChildProcess {
    // Neither arguments nor variables of this process are for it; the latter may hold secrets.
    const reader = fork(program, [this.path, String(busyMilliseconds)], {
      serialization: 'advanced',
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#all.add(reader)
    reader.on('exit', () => {
      this.#all.delete(reader)
      const at = this.#idle.indexOf(reader)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    // What fails between two reads concerns nobody.
    reader.on('error', () => {})
    reader.unref()
    lower(reader)
    return reader
  }
}

function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness)
  } catch {
    // It may read at the same priority.
  }
}

/** Throws Overdue when the answer takes too long, and ends the reader, with which the statement ends. */
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
    reader
      .once('message', onMessage as never)
      .once('exit', onExit)
      .once('error', onError)
    reader.send(request)
  })
}
