import { dataOf } from './answer.ts'
import { aborted, ClustergateError } from './error.ts'
import { keyFor } from './idempotency.ts'
import type { CallOptions, DryRunOptions, Send } from './method.ts'
import { type ClientOptions, readOptions, type Settings } from './options.ts'
import { rehearsed } from './rehearse.ts'
import { delayAfter, mostTelling, pause } from './retry.ts'

/** A client for single documents, so that a bundler keeps only those that are imported. */
export function createSender(options: ClientOptions): Send {
  const settings = readOptions(options)
  return async (document: unknown, variables?: unknown, call?: AnyCall) => {
    const attempt = attemptOf(settings, String(document), variables, call)
    const failures: unknown[] = []
    for (;;) {
      try {
        // The type of the answer is written into the document by codegen; the gateway answers by its schema.
        return (await attempt.ask()) as never
      } catch (error) {
        failures.push(error)
        const milliseconds = delayAfter(failures, settings.retries, attempt.isRepeatable)
        if (milliseconds === undefined) throw mostTelling(failures)
        await pause(milliseconds, call?.signal)
      }
    }
  }
}

type AnyCall = CallOptions & Partial<DryRunOptions>

/** What every attempt of a call sends. A mutation is repeatable under a key, which is the same for all attempts. */
function attemptOf(settings: Settings, text: string, variables: unknown, call: AnyCall = {}) {
  if (call.dryRun) {
    const operation = { query: rehearsed(text), variables }
    return { isRepeatable: true, ask: () => ask(settings, operation, undefined, call.signal, true) }
  }
  const isQuery = /^\s*query\b/.test(text)
  const key = keyFor(text, isQuery, { ...call, idempotent: call.idempotent ?? settings.idempotent })
  return {
    isRepeatable: isQuery || key !== undefined,
    ask: () => ask(settings, { query: text, variables }, key, call.signal),
  }
}

async function ask(
  settings: Settings,
  operation: object,
  key: string | undefined,
  signal?: AbortSignal,
  isDryRun = false,
): Promise<unknown> {
  const body = JSON.stringify(operation)
  const headers = await headersOf(settings)
  if (key !== undefined) headers.set('idempotency-key', key)
  const timeout = AbortSignal.timeout(settings.timeoutMs)
  // Called as a function: the fetch of browsers throws when it is called as a method of another object.
  const { fetch } = settings
  try {
    const response = await fetch(settings.endpoint, {
      method: 'POST',
      headers,
      body,
      // A redirect would lose the body, and could send the token to another host.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    return await dataOf(response, isDryRun)
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
