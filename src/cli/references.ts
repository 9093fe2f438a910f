import { notFound, wrongUsage } from './exit-codes.ts'
import { harmless } from './harmless.ts'

/** A row that a name on the command line may mean. */
export interface Candidate {
  readonly id: string
  /** The row in words, which tells it from others of the same name: `metrics in cluster main`. */
  readonly label: string
}

export interface Named extends Candidate {
  readonly name: string
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** Whether a text is an id of this kind, not a name. */
export const isIdOf = (kind: string, text: string): boolean => new RegExp(`^${kind}_${uuid}$`).test(text)

/** The only candidate. Throws NOT_FOUND without any, and wrong usage, which lists them, for several. */
export function theOne<Found extends Candidate>(noun: string, name: string, candidates: readonly Found[]): Found {
  const [found, ...others] = candidates
  if (!found) throw notFound(`There is no ${noun} ${JSON.stringify(name)} that you can see. (NOT_FOUND)`)
  if (others.length === 0) return found
  const lines = candidates.map(({ id, label }) => `  ${id}  ${harmless(label)}`)
  throw wrongUsage([`There are several: say which ${noun} you mean by its id.`, ...lines].join('\n'))
}

/** The rows of a list that match exactly: the search of the gateway also finds parts of names. */
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

/** The object that a query by id returned. Throws NOT_FOUND for null, the answer for what the caller cannot see. */
export function existing<Thing>(noun: string, id: string, thing: Thing | null): Thing {
  if (thing !== null) return thing
  throw notFound(`There is no ${noun} ${JSON.stringify(id)} that you can see. (NOT_FOUND)`)
}
