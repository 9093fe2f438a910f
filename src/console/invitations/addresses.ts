/**
 * The addresses in a text, as they are pasted from a mail, a sheet or a chat: `Ada Lovelace <ada@example.com>, …`, also
 * with the last name first, one a line, or with commas, semicolons or blanks between. Each once; whether it is an
 * address, the gateway says.
 */
export function readAddresses(text: string): readonly string[] {
  const found = text
    .split(/[\n;]/)
    .flatMap((line) => line.split(',').filter(isWhole))
    .flatMap((part) => /<([^<>]*)>/.exec(part)?.[1] ?? part.split(/\s/))
    .map((address) => address.trim().toLowerCase())
    .filter(Boolean)
  return [...new Set(found)]
}

/** Of `Lovelace, Ada <ada@example.com>`, what stands before the comma is no address. */
const isWhole = (part: string, at: number, parts: readonly string[]): boolean =>
  part.includes('@') || !parts[at + 1]?.includes('<')
