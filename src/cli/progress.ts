interface Progress {
  show(rows: number): void
  close(): void
}

/** A running count on a terminal; undefined elsewhere. */
export async function openProgress(): Promise<Progress | undefined> {
  if (!process.stderr.isTTY) return undefined
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: '{value} read, {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
    // An interrupted command would leave the terminal without a cursor.
    hideCursor: false,
  })
  bar.start(0, 0)
  return { show: (rows) => bar.update(rows), close: () => bar.stop() }
}
