import { AsyncLocalStorage } from 'node:async_hooks'
import type { Caller } from '../auth/caller.ts'

/** What the log will say of one request; it travels with the request wherever that goes. */
export interface Exchange {
  readonly requestId: string
  readonly startedAt: number
  caller: Caller | undefined
  operationName: string | undefined
  /** Whether a plan answered it, without Apollo Server. */
  planned: boolean
  /** The codes of the errors in the answer. */
  readonly errorCodes: Set<string>
}

export const exchanges = new AsyncLocalStorage<Exchange>()
