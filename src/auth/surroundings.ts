import type { Environment } from '../policy/conditions.ts'

/** What the conditions of groups are held against, but for the attributes of the person. */
export type Surroundings = Omit<Environment, 'attributes'>

/** Those of a request: of a person with their session, or of a token. No way of signing in has a second factor. */
export const surroundingsOf = (
  now: number,
  ip: string | null,
  session: { readonly createdAt: number } | undefined,
): Surroundings => ({
  now,
  ip,
  mfa: false,
  authenticatedAt: session?.createdAt ?? null,
  caller: session ? 'PERSON' : 'TOKEN',
})

/** Those of a person who sends no request: no condition on network or sign-in holds. */
export const withoutRequest = (now: number): Surroundings => ({
  now,
  ip: null,
  mfa: false,
  authenticatedAt: null,
  caller: 'PERSON',
})
