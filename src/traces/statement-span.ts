import { type Span, SpanKind, type SpanOptions } from '@opentelemetry/api'
import { beginSpan, inSpan, noteFailure, spanUnderWay } from './tracing.ts'

type System = 'sqlite' | 'postgresql'

/** How a statement is shown. */
interface Summary {
  readonly name: string
  readonly lowerVerb: string
  readonly options: SpanOptions
}

/** More than the gateway has statements; a list of another length makes another text. */
const summariesMax = 1_000
const summaries = new Map<string, Summary>()

/** Called when a statement has ended, with its verb in lower case and how long it took. */
export type OnStatementEnd = (verb: string, milliseconds: number) => void

/** Those that time the statements of this process. */
export const statementTimers = new Set<OnStatementEnd>()

/** Runs a statement that is synchronous within a span. */
export function inStatement<T>(system: System, sql: string, run: () => T): T {
  const span = beginStatement(system, sql)
  const isTimed = statementTimers.size > 0
  if (!span && !isTimed) return run()
  const begunAt = isTimed ? performance.now() : 0
  try {
    return run()
  } catch (error) {
    if (span) noteFailure(span, error)
    throw error
  } finally {
    span?.end()
    if (isTimed) tellTime(system, sql, begunAt)
  }
}

/** The same for a statement that is waited for. */
export function inAsyncStatement<T>(system: System, sql: string, run: () => Promise<T>): Promise<T> {
  if (statementTimers.size === 0) return inSpan(beginStatement(system, sql), run)
  const begunAt = performance.now()
  const answer = inSpan(beginStatement(system, sql), run)
  return answer.finally(() => tellTime(system, sql, begunAt))
}

function tellTime(system: System, sql: string, begunAt: number): void {
  const milliseconds = performance.now() - begunAt
  const { lowerVerb } = summaryOf(system, sql)
  for (const tell of statementTimers) tell(lowerVerb, milliseconds)
}

/** Waits for a connection, or for the turn of a change, within a span. */
export const inWait = <T>(system: System, what: 'connection' | 'turn', wait: () => Promise<T>): Promise<T> =>
  inSpan(beginSpan(`wait for a ${what}`, { attributes: { 'db.system.name': system } }), wait)

/** Undefined where nothing is recorded. */
function beginStatement(system: System, sql: string): Span | undefined {
  if (!spanUnderWay()) return undefined
  const { name, options } = summaryOf(system, sql)
  return beginSpan(name, options)
}

function summaryOf(system: System, sql: string): Summary {
  let summary = summaries.get(sql)
  if (!summary) {
    summary = summarize(system, sql)
    if (summaries.size >= summariesMax) summaries.clear()
    summaries.set(sql, summary)
  }
  return summary
}

const verbs = /\b(select|insert|update|delete|begin|commit|rollback)\b/i
const tables = /\b(?:from|into|update|join)\s+"?([a-z][a-z_]*)\b/i

/** Verb and table of a statement: nothing else of its text, and none of its parameters. */
function summarize(system: System, sql: string): Summary {
  const verb = verbs.exec(sql)?.[1]?.toUpperCase() ?? 'OTHER'
  const table = tables.exec(sql)?.[1]
  return {
    name: table === undefined ? verb : `${verb} ${table}`,
    lowerVerb: verb.toLowerCase(),
    options: {
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': system,
        'db.operation.name': verb,
        ...(table !== undefined && { 'db.collection.name': table }),
      },
    },
  }
}
