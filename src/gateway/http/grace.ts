/** How long a gateway that is told to stop serves on at least, and how often it waits so while requests keep coming. */
export const waitMilliseconds = 1_000
const waitsMax = 4

/** How long it serves on at most; only then do the requests that still run get their time. */
export const waitMillisecondsMax = waitsMax * waitMilliseconds

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
