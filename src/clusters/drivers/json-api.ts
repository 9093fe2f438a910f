import type { z } from 'zod'
import type { ClusterAnswer, ClusterHttp, ClusterRequest } from './cluster-http.ts'
import type { Call } from './driver.ts'
import { misunderstood, refusalOf } from './refusals.ts'

export interface JsonRequest<Shape> {
  readonly method: ClusterRequest['method']
  /** With its query string; begins with a slash. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: object
  /** Whether it only asks, though its method may change things. */
  readonly isQuestion?: boolean
  /** What the answer to success looks like; without it, its content means nothing. */
  readonly shape?: z.ZodType<Shape>
  /** The statuses of refusals that have a meaning for the one who asks. */
  readonly expected?: readonly number[]
}

export interface JsonAnswer<Shape> {
  readonly status: number
  /** Undefined for a refusal. */
  readonly value: Shape | undefined
  readonly headers: ClusterAnswer['headers']
}

export interface JsonApiOptions {
  /** Sent with every request. */
  readonly authorization: string
  /**
   * How the API words its own refusals. Another 404 is that of something on the way, and says nothing about what is on
   * the cluster.
   */
  readonly refusal: z.ZodType
}

/** An API that speaks JSON: what it refuses, or answers in another shape than it should, is a ClusterError. */
export class JsonApi {
  constructor(
    private readonly http: ClusterHttp,
    private readonly options: JsonApiOptions,
  ) {}

  async ask<Shape = undefined>(request: JsonRequest<Shape>, call: Call): Promise<JsonAnswer<Shape>> {
    const { method, path, body, shape, expected = [] } = request
    const headers = {
      authorization: this.options.authorization,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    }
    const answer = await this.http.send({ method, path, headers, ...(body && { body: JSON.stringify(body) }) }, call)
    const { status } = answer
    const changes = method !== 'GET' && request.isQuestion !== true
    if (isPage(answer) && status < 500) throw misunderstood(changes)
    if (status < 300) return { status, value: shape && read(answer, shape, changes), headers: answer.headers }
    if (!expected.includes(status)) throw refusalOf(status, changes)
    if (!this.options.refusal.safeParse(json(answer.text)).success) throw misunderstood(changes)
    return { status, value: undefined, headers: answer.headers }
  }

  close(): Promise<void> {
    return this.http.close()
  }
}

const isPage = ({ headers }: ClusterAnswer): boolean => String(headers['content-type'] ?? '').includes('html')

function read<Shape>({ text }: ClusterAnswer, shape: z.ZodType<Shape>, changes: boolean): Shape {
  const { success, data } = shape.safeParse(json(text))
  if (!success) throw misunderstood(changes)
  return data
}

/** Undefined for no content; a text that is no JSON stays the text. */
function json(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
