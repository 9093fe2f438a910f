/** What became of a mutation that was sent with an `Idempotency-Key`. */
export type KeyOutcome =
  | { readonly replayed: false }
  /** An earlier request was carried out at that time, and this one is answered from it. */
  | { readonly replayed: true; readonly firstAt: number }

/**
 * The `Idempotency-Key` of one request, under which its mutation is carried out once, however often the request comes.
 */
export class Idempotency {
  /**
   * Authenticate the mutation and its arguments: the first is kept, the others are those under other master keys. Set
   * before the mutation begins.
   */
  requestHashes: readonly [string, ...string[]] = ['']
  /** Undefined until the mutation was carried out or replayed; a further change of the same request looks up nothing. */
  outcome: KeyOutcome | undefined

  constructor(readonly key: string) {}
}

/** How long a key is kept, from the change that was carried out under it. */
export const keyMilliseconds = 24 * 3_600_000

/** The header, as errors name it. */
export const keyHeader = 'Idempotency-Key'
