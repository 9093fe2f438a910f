/** How often the wait is repeated while requests keep coming. */
export const waitsMax = 4

/**
 * Waits until no request has come meanwhile, a few times at most. A load balancer that is busy notices late that a gateway
 * is not ready any more, and what it sends to a connection that is being closed is lost.
 */
export async function waitForSilence(countRequests: () => number, wait: () => Promise<unknown>): Promise<void> {
  for (let waits = 0; waits < waitsMax; waits++) {
    const before = countRequests()
    await wait()
    if (countRequests() === before) return
  }
}
