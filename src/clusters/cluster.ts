import { badInput } from '../errors.ts'
import { parseText } from '../values/text.ts'

export const parseClusterName = (name: string, field: string): string => parseText(name, field, 'A cluster name', 1, 64)

/** The base URL for writes and queries of a cluster, without a slash at its end. Throws BAD_INPUT. */
export function parseClusterUrl(text: string, field: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  if (!plain || text.length > 512 || url.search || url.hash) {
    throw badInput(field, 'A cluster URL is http(s)://host, with a port and a path if need be, and nothing else.')
  }
  return url.href.replace(/\/$/, '')
}
