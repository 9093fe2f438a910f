import type { Span } from '@opentelemetry/api'
import { beginSpan, inSpan } from './tracing.ts'

/** What an operation turned out to be. */
export interface KnownOperation {
  readonly type: string | undefined
  /** Its name, if it is one that we ship, or else `other`. */
  readonly name: string
}

/** Answers an operation within a span; what it is, is asked for at its end. */
export function inOperation<T>(work: () => Promise<T>, known: () => KnownOperation): Promise<T> {
  const span = beginSpan('GraphQL operation', {})
  if (!span) return work()
  return inSpan(span, async () => {
    try {
      return await work()
    } finally {
      describe(span, known())
    }
  })
}

function describe(span: Span, { type, name }: KnownOperation): void {
  span.setAttribute('graphql.operation.name', name)
  if (type === undefined) return
  span.setAttribute('graphql.operation.type', type)
  span.updateName(name === 'other' ? type : `${type} ${name}`)
}
