const readers = new Set<() => void>()

/** Registers a way to read what is shown again; returns what ends that. */
export function onReadAgain(again: () => void): () => void {
  readers.add(again)
  return () => readers.delete(again)
}

/** Reads again all that is shown: somebody else has changed it, and no change of this page refreshes it. */
export function readAgain(): void {
  for (const again of readers) again()
}
