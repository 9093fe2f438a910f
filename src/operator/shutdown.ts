import type { App } from '../app.ts'
import { waitMillisecondsMax } from '../gateway/http/grace.ts'

/** How long requests may run on once no new ones are taken. */
const runMillisecondsMax = 10_000

/** After this the process exits, even if requests are still running. */
export const stopMillisecondsMax = waitMillisecondsMax + runMillisecondsMax

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGTERM', stop)
      process.off('SIGINT', stop)
      resolve()
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
}

/** Lets running requests finish; the process ends with 0 within 14 seconds. */
export async function shutDown(app: App): Promise<void> {
  setTimeout(() => process.exit(0), stopMillisecondsMax).unref()
  await app.close()
}
