export interface Attribute {
  readonly key: string
  readonly value: string
}

/** Reads one attribute per line, as `key=value`; the gateway checks keys and values. */
export function readAttributes(text: string): Attribute[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [key = '', ...value] = line.split('=')
      return { key: key.trim(), value: value.join('=').trim() }
    })
}

export const printAttributes = (attributes: readonly Attribute[]): string =>
  attributes.map(({ key, value }) => `${key}=${value}`).join('\n')
