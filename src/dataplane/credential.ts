import type { Parameters } from './query-string.ts'

/** Why a request is not authenticated; shown to the client, which gets the status 401. */
export class Unauthenticated extends Error {}

const lengthMax = 256
const form = /^(Bearer|Token|Basic) +([\x21-\x7e]+)$/i
const base64Form = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * The secret of a data request, from one of the places where InfluxDB's clients put it: `Authorization` as Bearer, Token
 * or the password of Basic, or the parameter `p`. Two are refused, because a cluster may prefer either. Throws
 * Unauthenticated.
 */
export function credentialOf(authorization: string | undefined, parameters: Parameters): string {
  const password = parameters.get('p') || undefined
  if (authorization !== undefined && password !== undefined) {
    throw new Unauthenticated('Send the token once: in the Authorization header, or as the parameter p.')
  }
  const secret = password ?? (authorization === undefined ? undefined : secretIn(authorization))
  if (secret === undefined) throw new Unauthenticated('Send a database token.')
  if (secret.length > lengthMax) throw new Unauthenticated(wrongForm)
  return secret
}

const wrongForm = 'The Authorization header must be `Bearer TOKEN`, `Token TOKEN`, or Basic with the token as password.'

function secretIn(authorization: string): string {
  const [, scheme, value = ''] = form.exec(authorization) ?? []
  if (scheme === undefined) throw new Unauthenticated(wrongForm)
  if (scheme.toLowerCase() !== 'basic') return value
  const pair = base64Form.test(value) ? Buffer.from(value, 'base64').toString() : ''
  const colon = pair.indexOf(':')
  if (colon < 0 || colon === pair.length - 1) throw new Unauthenticated(wrongForm)
  return pair.slice(colon + 1)
}
