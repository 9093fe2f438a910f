import Negotiator from 'negotiator'

const current = 'application/graphql-response+json; charset=utf-8'
const legacy = 'application/json; charset=utf-8'

/** What the last requests accept, and what came of it: clients send the same few headers over and over. */
const negotiated = new Map<string, string | undefined>()
const negotiatedMax = 50
const acceptLengthMax = 256

/** The media type of an answer, negotiated as Apollo Server does; undefined for a client that accepts neither. */
export function negotiate(accept: string | undefined): string | undefined {
  if (!accept) return legacy
  if (negotiated.has(accept)) return negotiated.get(accept)
  const mediaType = new Negotiator({ headers: { accept } }).mediaType([legacy, current])
  if (accept.length > acceptLengthMax) return mediaType
  // A client that makes up many of them slows others down for one request, not for good.
  if (negotiated.size >= negotiatedMax) negotiated.clear()
  negotiated.set(accept, mediaType)
  return mediaType
}

/** As `negotiate`, for a refusal: a client that accepts neither media type is answered all the same. */
export const mediaTypeFor = (accept: string | undefined): string => negotiate(accept) ?? legacy

/**
 * Whether a client would rather have the older media type by name. There every request that can be read is answered
 * with 200, also where its document is refused: https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const expectsLegacyStatus = (accept: string | undefined): boolean =>
  accept?.toLowerCase().includes('application/json') === true && mediaTypeFor(accept) === legacy
