import type { Span } from '@opentelemetry/api'
import { beginSpan, noteFailure, within } from './tracing.ts'

/** What an operation turned out to be. */
export interface KnownOperation {
  readonly type: string | undefined
  /** Its name, if it is one that we ship, or else `other`. */
  readonly name: string
}

/** Answers an operation within a span; what it is, is asked for at its end. */
export function inOperation<T>(work: () => Promise<T>, known: () => KnownOperation): Promise<T> {
  const span = beginSpan('GraphQL operation', {})
  return span ? described(span, work, known) : work()
}

async function described<T>(span: Span, work: () => Promise<T>, known: () => KnownOperation): Promise<T> {
  try {
    return await within(span, work)
  } catch (error) {
    noteFailure(span, error)
    throw error
  } finally {
    describe(span, known())
    span.end()
  }
}

function describe(span: Span, { type, name }: KnownOperation): void {
  span.setAttribute('graphql.operation.name', name)
  if (type === undefined) return
  span.setAttribute('graphql.operation.type', type)
  span.updateName(name === 'other' ? type : `${type} ${name}`)
}
