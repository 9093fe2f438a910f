import { fetchThrough, proxyFor } from './proxy.ts'

/** That no answer came, in words for a person. Its cause is what fetch’s own error had, by which the SDK decides. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The fetch of this command line: through the proxy of the environment, and with a cause in words when it fails. */
export async function fetchFor(address: string, environment: NodeJS.ProcessEnv): Promise<typeof globalThis.fetch> {
  const proxy = proxyFor(address, environment)
  const fetch = proxy ? await fetchThrough(proxy) : globalThis.fetch
  return async (input, init) => {
    try {
      return await fetch(input, init)
    } catch (error) {
      if (init?.signal?.aborted) throw error
      const { describeUnreachable } = await import('./unreachable.ts')
      const sentence = describeUnreachable(error, address, proxy, environment)
      throw new Unreachable(sentence, { cause: Object(error).cause })
    }
  }
}
