import type { IncomingHttpHeaders } from 'node:http'
import { badInput } from '../../errors.ts'
import { Idempotency, keyHeader } from '../../idempotency.ts'

/** A key as it is, or as the quoted string that the IETF's draft of this header asks for. */
const form = /^(?:[\w-]{8,64}|"[\w-]{8,64}")$/

/** The key in a request's headers; undefined without one. Throws BAD_INPUT for any other than one of the form. */
export function idempotencyIn(headers: IncomingHttpHeaders): Idempotency | undefined {
  // Node.js joins the values of a header that is sent twice, and these fit no more.
  const given = headers['idempotency-key']
  if (given === undefined) return undefined
  if (typeof given === 'string' && form.test(given)) return new Idempotency(given.replaceAll('"', ''))
  throw badInput(keyHeader, `Send one ${keyHeader} of 8 to 64 letters, digits, - and _, such as a UUID.`)
}
