import { authExchange } from '@urql/exchange-auth'
import { Client, cacheExchange, fetchExchange, mapExchange } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { gateway } from '../gateway.ts'
import { hasCode, type Refusal, refusalOf } from './refusal.ts'

const waitMilliseconds = 30_000

const fetchInTime: typeof fetch = (input, init) => {
  const limit = AbortSignal.timeout(waitMilliseconds)
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit })
}

const options = { url: gateway.apiPath, fetch: fetchInTime, preferGetMethod: false } as const

/** For what is asked before there is a session, and about the session itself. */
const bare = new Client({ ...options, exchanges: [fetchExchange] })

/** Asks the gateway, keeping nothing. `onSessionRefused` hears why a session is over. Throws Refusal. */
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
  // The cookie of a session that has ended is refused before anything is done, and taken back with the answer.
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
  /** The session has ended: resolves when there is a new one, and what was refused is asked again. */
  onSessionEnded(): Promise<void>
  /** The caller may do less than the console thought. */
  onForbidden(): void
}

/** The client of somebody who is signed in. */
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
