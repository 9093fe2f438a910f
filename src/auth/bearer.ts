import { type ClustergateError, unauthenticated } from '../errors.ts'
import type { SessionEndReason } from './session-lifetime.ts'

const form = /^Bearer ([\x21-\x7e]{1,256})$/i

/** The secret in an Authorization header. Throws UNAUTHENTICATED with a sentence about the right form. */
export function bearerOf(authorization: string): string {
  const secret = form.exec(authorization)?.[1]
  if (secret === undefined) throw misuseOf(authorization) ?? unauthenticated(rightForm)
  return secret
}

/** The error for a credential that is neither a session nor a management token; it does not repeat the secret. */
export function wrongSecret(secret: string): ClustergateError {
  return misuseOf(secret) ?? (ours.test(secret) ? notValid() : unauthenticated(rightForm))
}

export const notValid = () => unauthenticated('The credential is not valid, or no longer. Sign in again.')

/** The error for a session that has ended; it gives the reason where one is recorded. */
export const sessionIsOver = (reason: SessionEndReason | null) =>
  reason === null
    ? notValid()
    : unauthenticated('This session has ended because your groups now grant more. Sign in again.', {
        sessionEndReason: reason,
      })

const rightForm =
  'Send `Authorization: Bearer …` with the accessToken of signIn (cgs_…) or the secret of a management token (cgm_…).'

const ours = /^cg[sm]_/

/** Secrets of other kinds that clients send by mistake, with what to do instead. */
const misuses: readonly [secret: RegExp, explanation: string][] = [
  [
    /\bapiv\d+_/,
    'A database token reads and writes data, and does not open the management API. Sign in, or send a management token (cgm_…) as `Authorization: Bearer …`.',
  ],
  [
    /\bcgi_/,
    'The secret of an invitation is no credential: give it to acceptInvitation, whose accessToken goes into `Authorization: Bearer …`.',
  ],
  [
    /\bcgr_/,
    'The secret of a reset link is no credential: give it to resetPassword, then sign in, and send `Authorization: Bearer …`.',
  ],
  [
    /\bcgp_/,
    'The secret of a proxy opens the check of the data plane, and nothing else: the proxy sends it there as X-Clustergate-Proxy.',
  ],
]

function misuseOf(text: string): ClustergateError | undefined {
  const explanation = misuses.find(([secret]) => secret.test(text))?.[1]
  return explanation === undefined ? undefined : unauthenticated(explanation)
}
