import { notFound, wrongUsage } from './exit-codes.ts'
import { harmless } from './harmless.ts'

/** Something that a command names, with what to tell it apart by. */
export interface Candidate {
  readonly id: string
  /** As people say it where several have the same name: `metrics in cluster main`. */
  readonly label: string
}

export interface Named extends Candidate {
  readonly name: string
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** Whether a text is an id of the kind, rather than a name. */
export const isIdOf = (kind: string, text: string): boolean => new RegExp(`^${kind}_${uuid}$`).test(text)

/**
 * The one that is meant. Throws NOT_FOUND where there is none, and wrong usage, with all that it could mean, where
 * there are several.
 */
export function theOne<Found extends Candidate>(noun: string, name: string, candidates: readonly Found[]): Found {
  const [found, ...others] = candidates
  if (!found) throw notFound(`There is no ${noun} ${JSON.stringify(name)} that you can see. (NOT_FOUND)`)
  if (others.length === 0) return found
  const lines = candidates.map(({ id, label }) => `  ${id}  ${harmless(label)}`)
  throw wrongUsage([`There are several: say which ${noun} you mean by its id.`, ...lines].join('\n'))
}

/** Those rows of a list that pass; the search of the gateway finds parts of names too. */
export async function pick<Row, Found>(
  rows: AsyncIterable<Row>,
  choose: (row: Row) => Found | undefined,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for await (const row of rows) {
    const chosen = choose(row)
    if (chosen !== undefined) found.push(chosen)
  }
  return found
}

/** What the gateway knows under an id. Throws NOT_FOUND for null, as it answers when there is nothing to see. */
export function existing<Thing>(noun: string, id: string, thing: Thing | null): Thing {
  if (thing !== null) return thing
  throw notFound(`There is no ${noun} ${JSON.stringify(id)} that you can see. (NOT_FOUND)`)
}
