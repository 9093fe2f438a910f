import Negotiator from 'negotiator'

/** Whether a content type is that of JSON, with or without parameters. No form of a page can send it. */
export const isJson = (contentType = ''): boolean => /^application\/json[\t ]*(?:;|$)/i.test(contentType)

const current = 'application/graphql-response+json; charset=utf-8'
const legacy = 'application/json; charset=utf-8'

/** The results for the last `Accept` headers: clients send the same few over and over. */
const negotiated = new Map<string, string | undefined>()
const negotiatedMax = 50
const acceptLengthMax = 256

/** The media type of an answer, negotiated as Apollo Server does; undefined for a client that accepts neither. */
export function negotiate(accept: string | undefined): string | undefined {
  if (!accept) return legacy
  if (negotiated.has(accept)) return negotiated.get(accept)
  const mediaType = new Negotiator({ headers: { accept } }).mediaType([legacy, current])
  if (accept.length > acceptLengthMax) return mediaType
  // A client that makes up many headers slows others down for one request each, not for good.
  if (negotiated.size >= negotiatedMax) negotiated.clear()
  negotiated.set(accept, mediaType)
  return mediaType
}

/** As `negotiate`, for a refusal: a client that accepts neither media type gets JSON all the same. */
export const mediaTypeFor = (accept: string | undefined): string => negotiate(accept) ?? legacy

/**
 * Whether a client prefers `application/json` by name. By that media type a refused document is answered with 200:
 * https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const expectsLegacyStatus = (accept: string | undefined): boolean =>
  accept?.toLowerCase().includes('application/json') === true && mediaTypeFor(accept) === legacy
