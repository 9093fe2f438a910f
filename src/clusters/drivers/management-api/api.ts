import { parse, parseNumberAndBigInt, stringify } from 'lossless-json'
import { z } from 'zod'
import type { ClusterAnswer, ClusterHttp, ClusterRequest } from '../cluster-http.ts'
import { type Call, ClusterError } from '../driver.ts'
import { misunderstood, refusalOf } from '../refusals.ts'
import type { Credential } from './credential.ts'

/**
 * A refusal that has a meaning for the one who asks. A status counts only in the API's own form, because a 404 of a proxy
 * on the way says nothing about what is on the cluster; NO_ROUTE is a 404 in any other form.
 */
export type Expected = 400 | 404 | 409 | 'NO_ROUTE'

export interface ApiRequest<Shape, Refusal extends Expected> {
  readonly method: ClusterRequest['method']
  /** Below the address of the cluster, made by `path`. */
  readonly path: string
  readonly body?: object
  /** What the answer to success looks like; without it that is 204, without content. */
  readonly shape?: z.ZodType<Shape>
  readonly expected?: readonly Refusal[]
}

const vendorRefusal = z.object({ code: z.bigint(), message: z.string() })

/** The Management API v0 of one cluster: what it refuses, or answers in another shape than it should, is a ClusterError. */
export class ManagementApi {
  constructor(
    private readonly http: ClusterHttp,
    /** Where the paths of the cluster begin. */
    private readonly root: string,
    private readonly credential: Credential,
  ) {}

  /** Answers in the request's shape, or with the refusal that was expected. Integers are `bigint`: they have 64 bits. */
  async ask<Shape = undefined, Refusal extends Expected = never>(
    request: ApiRequest<Shape, Refusal>,
    call: Call,
  ): Promise<Shape | Refusal> {
    const answer = await this.#send(request, call)
    const changes = request.method !== 'GET'
    if (answer.status < 300) return read(answer, request.shape, changes)
    const refusal = refusalIn(answer)
    if (request.expected?.some((one) => one === refusal)) return refusal as Refusal
    if (answer.status === 404) {
      const message = 'There is no Management API at this address, or it knows no account and cluster of these ids.'
      throw new ClusterError('PROTOCOL', message, { retry: true, unknown: false })
    }
    throw refusalOf(answer.status, changes)
  }

  async close(): Promise<void> {
    await Promise.all([this.http.close(), this.credential.close()])
  }

  /** A refused credential is asked for anew once: one that was fetched may have been revoked before its end. */
  async #send({ method, path, body }: ApiRequest<unknown, Expected>, call: Call): Promise<ClusterAnswer> {
    const send = (token: string) =>
      this.http.send(
        {
          method,
          path: `${this.root}${path}`,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(body && { 'content-type': 'application/json' }),
          },
          ...(body && { body: stringify(body) as string }),
        },
        call,
      )
    const token = await this.credential.token()
    const answer = await send(token)
    if (answer.status !== 401 || !this.credential.renew(token)) return answer
    return send(await this.credential.token())
  }
}

/** A path whose names are encoded, slashes included: `db/rp` is one segment. */
export function path(literals: TemplateStringsArray, ...names: readonly string[]): string {
  const dots = names.find((name) => name === '.' || name === '..')
  if (dots !== undefined) throw new ClusterError('UNSUPPORTED', `No path of the Management API can hold “${dots}”.`)
  return String.raw({ raw: literals }, ...names.map(encodeURIComponent))
}

function read<Shape>({ status, text }: ClusterAnswer, shape: z.ZodType<Shape> | undefined, changes: boolean): Shape {
  if (!shape) {
    if (status !== 204) throw misunderstood(changes)
    return undefined as Shape
  }
  const { success, data } = shape.safeParse(json(text))
  if (!success) throw misunderstood(changes)
  return data
}

function refusalIn({ status, text }: ClusterAnswer): Expected | undefined {
  const isVendors = vendorRefusal.safeParse(json(text)).success
  if (status === 404) return isVendors ? 404 : 'NO_ROUTE'
  return isVendors && (status === 400 || status === 409) ? status : undefined
}

function json(text: string): unknown {
  try {
    return parse(text, undefined, parseNumberAndBigInt)
  } catch {
    return undefined
  }
}
