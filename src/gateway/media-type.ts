import type { FastifyReply } from 'fastify'
import Negotiator from 'negotiator'

const current = 'application/graphql-response+json; charset=utf-8'
const legacy = 'application/json; charset=utf-8'

/** The media type of an answer, negotiated as Apollo Server does; who accepts neither is answered all the same. */
export const mediaTypeFor = (accept: string | undefined): string =>
  (accept && new Negotiator({ headers: { accept } }).mediaType([legacy, current])) || legacy

/**
 * Whether a client would rather have the older media type by name. There every request that can be read is answered
 * with 200, also where its document is refused: https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const expectsLegacyStatus = (accept: string | undefined): boolean =>
  accept?.toLowerCase().includes('application/json') === true && mediaTypeFor(accept) === legacy

export const isPage = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/html')

const mediaTypesMax = 50

/** Remembers what Apollo Server answers clients that accept this. */
export function noteMediaType(mediaTypes: Map<string, string>, accepted: string, reply: FastifyReply): void {
  const mediaType = reply.getHeader('content-type')
  if (reply.statusCode !== 200 || typeof mediaType !== 'string' || accepted.length > 256) return
  // Whoever makes up many of them slows others down for one request, not for good.
  if (mediaTypes.size >= mediaTypesMax) mediaTypes.clear()
  mediaTypes.set(accepted, mediaType)
}
