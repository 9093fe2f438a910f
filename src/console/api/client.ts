import { authExchange } from '@urql/exchange-auth'
import { Client, cacheExchange, fetchExchange, mapExchange } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { gateway } from '../gateway.ts'
import { newestAnswerExchange } from './newest-answer.ts'
import { hasCode, type Refusal, refusalOf } from './refusal.ts'

const waitMilliseconds = 30_000

const fetchInTime: typeof fetch = (input, init) => {
  const limit = AbortSignal.timeout(waitMilliseconds)
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit })
}

const options = { url: gateway.apiPath, fetch: fetchInTime, preferGetMethod: false } as const

/** The client without session handling: for requests before the sign-in, and about the session itself. */
const bare = new Client({ ...options, exchanges: [fetchExchange] })

/** Sends a request past the cache. `onSessionRefused` is told why a session is over. Throws Refusal. */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  onSessionRefused?: (refusal: Refusal) => void,
): Promise<Data> {
  const text = document.toString()
  const send = () =>
    /^\s*mutation/.test(text)
      ? bare.mutation<Data>(text, variables as object).toPromise()
      : bare.query<Data>(text, variables as object).toPromise()
  let result = await send()
  // The gateway refuses the cookie of an ended session before it does anything, and deletes it with the answer.
  if (result.error && hasCode(result.error, 'UNAUTHENTICATED')) {
    onSessionRefused?.(refusalOf(result.error))
    result = await send()
  }
  if (result.error) throw refusalOf(result.error)
  return result.data as Data
}

export interface Watchers {
  /** The gateway refused the session; the refusal may say why it is over. */
  onSessionRefused(refusal: Refusal): void
  /** The session has ended: resolves when there is a new one, upon which refused requests are repeated. */
  onSessionEnded(): Promise<void>
  /** The gateway answered FORBIDDEN: the permissions of the viewer are fewer than the console knows. */
  onForbidden(): void
}

/** The client of a signed-in user, with a cache. */
export function openClient({ onSessionRefused, onSessionEnded, onForbidden }: Watchers): Client {
  return new Client({
    ...options,
    exchanges: [
      mapExchange({
        onError(error) {
          if (hasCode(error, 'FORBIDDEN')) onForbidden()
        },
      }),
      cacheExchange,
      newestAnswerExchange,
      mapExchange({
        // The payload of a rehearsal shows what is not so: no query is refreshed for it, and it comes beside the data.
        onResult: (result) =>
          result.operation.context['isRehearsal']
            ? { ...result, data: null, extensions: { ...result.extensions, rehearsedData: result.data } }
            : result,
      }),
      authExchange(async () => ({
        addAuthToOperation: (operation) => operation,
        didAuthError(error) {
          const isRefused = hasCode(error, 'UNAUTHENTICATED')
          if (isRefused) onSessionRefused(refusalOf(error))
          return isRefused
        },
        refreshAuth: onSessionEnded,
      })),
      fetchExchange,
    ],
  })
}
