import type { App } from '../app.ts'

/** After this the process exits, even if requests are still running. */
const drainMillisecondsMax = 9_000

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

/** Lets running requests finish; the process ends with 0 within 10 seconds. */
export async function shutDown(app: App): Promise<void> {
  setTimeout(() => process.exit(0), drainMillisecondsMax).unref()
  await app.close()
}
