/**
 * What a refusal is about. The audit log tells refusals of a token apart by it, so it never quotes the request: a
 * client could otherwise fill the log with ever new reasons.
 */
export type RefusalKind = 'ADDRESS' | 'METHOD' | 'PARAMETERS' | 'BODY' | 'STATEMENT' | 'PERMISSION'

/** A data request that is not allowed. The message is the reason, which the client is shown. */
export class Refusal extends Error {
  constructor(
    reason: string,
    readonly kind: RefusalKind = 'STATEMENT',
  ) {
    super(reason)
  }
}
