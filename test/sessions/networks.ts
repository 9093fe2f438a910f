import { type Answer, type Client, clientOf, password, type TestGateway } from '../gateway.ts'
import { signInDocument } from './documents.ts'

/** A gateway whose clients may say from which address they come. */
export const behindProxy = { environment: { CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1' } }

/** A client at a network address, with the cookies of its browser if it has any. */
export const from = ({ url }: TestGateway, ip: string, cookie?: string): Client =>
  clientOf(url, { 'x-forwarded-for': ip, ...(cookie && { cookie }) })

let networks = 0
/** An address from which nobody has come yet. */
export const newNetwork = (): string => `198.51.${100 + (++networks >> 8)}.${networks & 255}`

/** The cookie, among those of an answer, by which the browser is known again. */
export function deviceCookieOf({ headers }: Answer): string {
  const [cookie] = headers.getSetCookie().filter((one) => one.includes('clustergate-device'))
  return cookie?.split(';')[0] ?? ''
}

/** Tries to sign in, and returns the answer also when it is a refusal. */
export const enter = (client: Client, input: object): Promise<Answer> =>
  client.send(signInDocument, { input: { password, ...input } })
