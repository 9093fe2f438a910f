import { badInput } from './error.ts'
import type { CallOptions } from './method.ts'

/** The mutations that need no credential, and take no key. */
export const openMutations = ['acceptInvitation', 'confirmEmail', 'requestPasswordReset', 'resetPassword', 'signIn']

/** A document whose first field is one of them; with a key, a mutation has one field. */
const openMutation = new RegExp(`^[^{]*\\{\\s*(?:\\w+\\s*:\\s*)?(?:${openMutations.join('|')})\\b`)

/** The key of a call, the same for all its attempts; undefined where it needs none. Throws BAD_INPUT. */
export function keyFor(
  document: string,
  isQuery: boolean,
  { idempotencyKey, idempotent }: CallOptions,
): string | undefined {
  if (idempotencyKey !== undefined) {
    if (/^[\w-]{8,64}$/.test(idempotencyKey)) return idempotencyKey
    throw badInput('idempotencyKey', 'A key has 8 to 64 letters, digits, - and _.')
  }
  return idempotent && !isQuery && !openMutation.test(document) ? makeKey() : undefined
}

/** `crypto.randomUUID` is missing in pages that come by plain HTTP. */
const makeKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
