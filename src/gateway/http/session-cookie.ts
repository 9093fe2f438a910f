import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Config } from '../../config.ts'
import type { SessionCookie } from '../../requests/request-context.ts'

export const isSecure = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl.startsWith('https:')

const markLength = 8

/**
 * What a cookie of this gateway is called. Browsers tell cookies apart by host alone: gateways on other ports or paths
 * of one host get each other's, and know by the mark which are none of theirs. The prefix makes browsers insist on
 * Secure, this host and the path `/`, which plain HTTP on localhost cannot offer.
 */
export function cookieName(word: string, config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string {
  const mark = createHash('sha256').update(`${keyFingerprint} ${config.publicUrl}`).digest('hex').slice(0, markLength)
  return `${isSecure(config) ? '__Host-' : ''}${word}-${mark}`
}

export const sessionCookieName = (config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string =>
  cookieName('clustergate', config, keyFingerprint)

/** Sets and clears a cookie in an answer. */
export function sessionCookie(name: string, config: Config, reply: FastifyReply): SessionCookie {
  const options = { httpOnly: true, sameSite: 'strict', secure: isSecure(config), path: '/' } as const
  return {
    set: (secret, expiresAt) => void reply.setCookie(name, secret, { ...options, expires: new Date(expiresAt) }),
    clear: () => void reply.clearCookie(name, options),
  }
}
