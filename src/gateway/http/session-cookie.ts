import { createHash } from 'node:crypto'
import { serialize } from 'cookie'
import type { Config } from '../../config.ts'
import type { SessionCookie } from '../../requests/request-context.ts'

export const isSecure = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl.startsWith('https:')

const markLength = 8

/**
 * The name of a cookie of this gateway. Browsers tell cookies apart by host alone: gateways on other ports or paths of
 * one host get each other's, and tell their own by the mark. The prefix `__Host-` makes browsers insist on Secure, this
 * host and the path `/`, which plain HTTP on localhost cannot offer.
 */
export function cookieName(word: string, config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string {
  const mark = createHash('sha256').update(`${keyFingerprint} ${config.publicUrl}`).digest('hex').slice(0, markLength)
  return `${isSecure(config) ? '__Host-' : ''}${word}-${mark}`
}

export const sessionCookieName = (config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string =>
  cookieName('clustergate', config, keyFingerprint)

export const cookieOptions = (config: Pick<Config, 'publicUrl'>) =>
  ({ httpOnly: true, sameSite: 'strict', secure: isSecure(config), path: '/' }) as const

/** Sets a cookie in an answer, and replaces one of the same name; `line` is the value of the `set-cookie` header. */
export type SetCookie = (name: string, line: string) => void

export function sessionCookie(name: string, config: Config, send: SetCookie): SessionCookie {
  const options = cookieOptions(config)
  return {
    set: (secret, expiresAt) => send(name, serialize(name, secret, { ...options, expires: new Date(expiresAt) })),
    clear: () => send(name, serialize(name, '', { ...options, expires: new Date(0), maxAge: 0 })),
  }
}
