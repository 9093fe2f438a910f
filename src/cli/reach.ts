import { fetchThrough, proxyFor } from './proxy.ts'

/**
 * The error that no answer came, in words for a person. It keeps the cause of fetch’s own error, by which the SDK
 * decides on retries.
 */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The fetch of the command line: through the proxy of the environment, with failures explained in words. */
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
