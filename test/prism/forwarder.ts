import { parse, parseNumberAndBigInt } from 'lossless-json'
import { onTestFinished } from 'vitest'
import { openServer } from '../clusters/emulators/emulator.ts'

export interface Judged {
  readonly request: string
  readonly status: number
  /** What Prism complains of, in its own words. */
  readonly violations: string | null
}

/** Sends each request both to its cluster and to Prism, and answers with what one of them says. */
export interface Forwarder {
  readonly seen: readonly Judged[]
  /** At first the cluster's. */
  answersWith(whose: 'CLUSTER' | 'PRISM'): void
  /** The address to use instead of that of a cluster. */
  readonly through: (cluster: string) => Promise<string>
}

export function openForwarder(prism: string): Forwarder {
  const seen: Judged[] = []
  let whose: 'CLUSTER' | 'PRISM' = 'CLUSTER'
  return {
    seen,
    answersWith(next) {
      whose = next
    },
    async through(cluster) {
      const { url, close } = await openServer(async ({ method, path, headers, text }) => {
        const { authorization = '', accept = '', 'content-type': mediaType } = headers
        const init = {
          method,
          headers: { authorization, accept, ...(mediaType && { 'content-type': mediaType }) },
          ...(text !== '' && { body: text }),
        }
        // Prism does not serve what the file says that all paths begin with.
        const judged = await fetch(prism + path.replace('/api/v0', ''), init)
        const violations = judged.headers.get('sl-violations')
        seen.push({ request: `${method} ${path}`, status: judged.status, violations })
        const answer = whose === 'PRISM' ? judged : await fetch(cluster + path, init)
        const body = await answer.text()
        return { status: answer.status, ...(body !== '' && { body: parse(body, undefined, parseNumberAndBigInt) }) }
      })
      onTestFinished(close)
      return url
    },
  }
}
