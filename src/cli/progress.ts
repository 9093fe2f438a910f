interface Progress {
  show(rows: number): void
  close(): void
}

/** A count that runs on a terminal; nothing elsewhere. */
export async function openProgress(): Promise<Progress | undefined> {
  if (!process.stderr.isTTY) return undefined
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: '{value} read, {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
    // What is interrupted would leave the terminal without one.
    hideCursor: false,
  })
  bar.start(0, 0)
  return { show: (rows) => bar.update(rows), close: () => bar.stop() }
}
