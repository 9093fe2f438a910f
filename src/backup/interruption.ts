const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs work that is told of the first signal to end, so that it can leave things as they were. Throws, once it has
 * ended, that it was interrupted. Work that has called `goOn` is brought to its end whatever signal comes.
 */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal, goOn: () => void) => Promise<T>,
  consequence = 'nothing was written.',
): Promise<T> {
  const stop = new AbortController()
  let goesOn = false
  const end = () => {
    if (!goesOn) stop.abort()
  }
  const goOn = () => {
    stop.signal.throwIfAborted()
    goesOn = true
  }
  for (const name of signals) process.on(name, end)
  try {
    return await work(stop.signal, goOn)
  } catch (error) {
    if (stop.signal.aborted) throw new Error(`Interrupted: ${consequence}`, { cause: error })
    throw error
  } finally {
    for (const name of signals) process.off(name, end)
  }
}
