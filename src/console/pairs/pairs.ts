/** An attribute of a person, or a label of a database. */
export interface Pair {
  readonly key: string
  readonly value: string
}

/** Reads one pair per line, as `key=value`; the gateway checks keys and values. */
export function readPairs(text: string): Pair[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [key = '', ...value] = line.split('=')
      return { key: key.trim(), value: value.join('=').trim() }
    })
}

export const printPairs = (pairs: readonly Pair[]): string =>
  pairs.map(({ key, value }) => `${key}=${value}`).join('\n')
