import { dataOf } from './answer.ts'
import { aborted, ClustergateError } from './error.ts'
import { type ClientOptions, readOptions, type Settings } from './options.ts'
import type { Signal } from './platform.ts'
import { delayBefore, mayRepeat, pause } from './retry.ts'
import type { DocumentTypeDecoration } from './typed-document.ts'

/** The text of one named operation, with the types of what it takes and gives. */
export interface OperationDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string
}

export interface CallOptions {
  /** Ends the call, which then throws ABORTED. */
  readonly signal?: Signal | undefined
}

/** Variables may be left out where none is required. */
export type Given<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options]

/** Asks the gateway; answers with all of the data, or throws ClustergateError. */
export type Send = <Result, Variables>(
  document: OperationDocument<Result, Variables>,
  ...given: Given<Variables, CallOptions>
) => Promise<Result>

/** Asks with single documents, so that a bundler keeps only those that are imported. */
export function createSender(options: ClientOptions): Send {
  const settings = readOptions(options)
  return async (document, ...[variables, { signal } = {}]) => {
    const text = String(document)
    for (let attempt = 0; ; attempt++) {
      try {
        return (await ask(settings, text, variables, signal)) as never
      } catch (error) {
        if (attempt >= settings.retries || !mayRepeat(error, isQuery(text))) throw error
        const milliseconds = delayBefore(attempt, error)
        if (milliseconds === undefined) throw error
        await pause(milliseconds, signal)
      }
    }
  }
}

const isQuery = (text: string) => /^\s*query\b/.test(text)

async function ask(settings: Settings, text: string, variables: unknown, signal?: AbortSignal): Promise<unknown> {
  const body = JSON.stringify({ query: text, variables })
  const headers = await headersOf(settings)
  const timeout = AbortSignal.timeout(settings.timeoutMs)
  // As a method of something else, the fetch of browsers refuses to work.
  const { fetch } = settings
  try {
    const response = await fetch(settings.endpoint, {
      method: 'POST',
      headers,
      body,
      // A redirect would lose the body, and could take the token elsewhere.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    return await dataOf(response)
  } catch (error) {
    if (error instanceof ClustergateError) throw error
    if (signal?.aborted) throw aborted(signal)
    if (timeout.aborted) {
      throw new ClustergateError('TIMEOUT', `No answer came within ${settings.timeoutMs} ms.`, { cause: error })
    }
    throw new ClustergateError('NETWORK', `The gateway at ${settings.endpoint} cannot be reached.`, { cause: error })
  }
}

async function headersOf(settings: Settings): Promise<Headers> {
  const headers = new Headers(settings.headers)
  headers.set('accept', 'application/graphql-response+json, application/json;q=0.9')
  headers.set('content-type', 'application/json')
  const token = await settings.token()
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  return headers
}
