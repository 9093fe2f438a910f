import type { App } from '../app.ts'

/** Nothing that is still running then is waited for. */
const drainMillisecondsMax = 9_000

/** Waits for SIGTERM or SIGINT, then lets running requests finish; the process ends with 0 within 10 seconds. */
export async function untilStopped(app: App): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  setTimeout(() => process.exit(0), drainMillisecondsMax).unref()
  await app.close()
}
