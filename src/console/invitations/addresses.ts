/**
 * Reads e-mail addresses from text pasted from a mail, a sheet or a chat: `Ada Lovelace <ada@example.com>, …`, also
 * with the last name first. Line breaks, commas, semicolons or blanks separate them. Each is returned once; the gateway
 * checks whether it is valid.
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

/**
 * Whether a part stands for itself: in `Lovelace, Ada <ada@example.com>` the part before the comma belongs to the next.
 */
const isWhole = (part: string, at: number, parts: readonly string[]): boolean =>
  part.includes('@') || !parts[at + 1]?.includes('<')
