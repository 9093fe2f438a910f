import { secretVariable } from './environment.ts'
import { quoted, shellQuoted } from './quotes.ts'
import { anyDatabase, point, query, type Target } from './target.ts'

export interface Request {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: string
}

/** A write, a query, or both; a token that may do neither is shown how a query would be refused. */
export function requestsOf({ base, writable, readable }: Target): readonly Request[] {
  const write = (database: string): Request => ({
    method: 'POST',
    url: `${base}/write?db=${encodeURIComponent(database)}`,
    body: point,
  })
  const read = (database: string): Request => ({
    method: 'GET',
    url: `${base}/query?db=${encodeURIComponent(database)}&q=${encodeURIComponent(query)}`,
  })
  const requests = [...(writable ? [write(writable)] : []), ...(readable ? [read(readable)] : [])]
  return requests.length > 0 ? requests : [read(anyDatabase)]
}

/** The requests as commands of a POSIX shell. */
export const curl = (requests: readonly Request[]): string => requests.map(curlOf).join('\n\n')

const curlOf = ({ method, url, body }: Request): string =>
  [
    `curl --fail-with-body --request ${method} ${shellQuoted(url)}`,
    `--header "Authorization: Bearer $${secretVariable}"`,
    ...(body === undefined ? [] : [`--data-binary ${shellQuoted(body)}`]),
  ].join(' \\\n  ')

/** The requests as a program that needs nothing but Python. */
export const python = (requests: readonly Request[]): string =>
  `import os
import urllib.request

headers = {"Authorization": "Bearer " + os.environ[${quoted(secretVariable)}]}
${requests
  .map(
    ({ method, url, body }) => `
request = urllib.request.Request(
    ${quoted(url)},
    method=${quoted(method)},${body === undefined ? '' : `\n    data=${quoted(body)}.encode(),`}
    headers=headers,
)
print(urllib.request.urlopen(request, timeout=10).read().decode())
`,
  )
  .join('')}`

/** The requests as a program that needs nothing but Node.js. */
export const node = (requests: readonly Request[]): string =>
  `const headers = { authorization: "Bearer " + process.env.${secretVariable} }

async function ask(url, options) {
  const response = await fetch(url, { ...options, headers, signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(response.status + " " + (await response.text()))
  return response.text()
}

${requests
  .map(({ method, url, body }) => {
    const options = `{ method: ${quoted(method)}${body === undefined ? '' : `, body: ${quoted(body)}`} }`
    return `console.log(await ask(${quoted(url)}, ${options}))\n`
  })
  .join('')}`
