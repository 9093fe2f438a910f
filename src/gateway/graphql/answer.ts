import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server'
import { overdue } from '../../deadline.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { inOperation } from '../../traces/operation-span.ts'
import { landingPageHeaders } from '../http/headers.ts'
import { noteOperation, type RequestLogEntry } from '../request-log.ts'
import { askApollo } from './apollo.ts'
import type { Known } from './plan-cache.ts'
import type { Planned } from './planned.ts'
import { shippedName } from './shipped-operations.ts'

/** An operation that has been admitted, for a plan or for Apollo Server to answer. */
export interface Asked {
  readonly context: RequestContext
  /** Present where a plan may answer: the operation has passed before, and the request has the usual form. */
  readonly known: Known | undefined
  readonly variables: Readonly<Record<string, unknown>>
  /** The media type of a planned answer; undefined where the client accepts none. */
  readonly mediaType: string | undefined
  readonly forApollo: () => HTTPGraphQLRequest
}

export interface Answer {
  readonly status: number
  readonly headers: Iterable<readonly [name: string, value: string]>
  readonly body: string
}

/** Answers operations, by a plan or else by Apollo Server. Throws UNAVAILABLE, and Overdue. */
export class Answers {
  constructor(
    private readonly planned: Planned,
    private readonly apollo: ApolloServer<RequestContext>,
  ) {}

  async answer(asked: Asked, entry: RequestLogEntry): Promise<Answer> {
    const answer = await inOperation(
      () => this.#byPlanOrApollo(asked, entry),
      () => ({
        type: entry.operationType,
        name: shippedName(entry.operationName),
      }),
    )
    if (asked.context.admission.deadline.isGivenUp) throw overdue()
    return answer
  }

  async #byPlanOrApollo(asked: Asked, entry: RequestLogEntry): Promise<Answer> {
    const { known, variables, mediaType, context } = asked
    if (!known || mediaType === undefined) return this.#byApollo(asked, entry)
    // Before the work, so that the log names an operation that takes too long, too.
    noteOperation(entry, known.operation)
    const answered = await this.planned.answer(known, variables, context)
    if (!answered) return this.#byApollo(asked, entry)
    entry.way = 'planned'
    for (const code of answered.errorCodes) entry.errorCodes.add(code)
    return { status: 200, headers: [['content-type', mediaType]], body: answered.body }
  }

  async #byApollo({ forApollo, context }: Asked, entry: RequestLogEntry): Promise<Answer> {
    entry.way = 'apollo'
    const { status, headers, body, errorCodes } = await askApollo(this.apollo, forApollo(), context)
    for (const code of errorCodes) entry.errorCodes.add(code)
    return { status, headers: withPageHeaders([...headers], body), body }
  }
}

type Headers = readonly (readonly [name: string, value: string])[]

const withPageHeaders = (headers: Headers, body: string): Headers =>
  headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/html'))
    ? [...headers, ...Object.entries(landingPageHeaders(body))]
    : headers
