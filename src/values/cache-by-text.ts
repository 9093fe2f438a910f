import { LRUCache } from 'lru-cache'

const charactersMax = 4_000_000

/**
 * Keeps what is made of texts alone, so that no entry can be out of date; the texts that it keeps are bounded together.
 * Many read an entry, so nobody may change one.
 */
export function cacheByText<Made extends object>(): (text: string, make: (text: string) => Made) => Made {
  const entries = new LRUCache<string, Made>({ maxSize: charactersMax, sizeCalculation: (_, text) => text.length })
  return (text, make) => {
    let made = entries.get(text)
    if (made === undefined) {
      made = make(text)
      entries.set(text, made)
    }
    return made
  }
}
