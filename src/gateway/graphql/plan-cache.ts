import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import { type Cost, costOf, hasFixedCost } from '../admission/cost.ts'
import { sha256 } from '../http/persisted-query.ts'
import type { Plan } from '../plans/compile.ts'

/** A valid operation as it was sent, and the plans made of it. */
export interface Known {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The variables that its `@include` and `@skip` depend on; each set of their values has a plan of its own. */
  readonly conditions: readonly string[]
  /** What it costs, where that does not depend on variables. */
  readonly fixedCost: Cost | undefined
  /** Null where it cannot be planned. */
  readonly plans: Map<string, Plan | null>
}

interface Entry extends Pick<Known, 'document' | 'operation'> {
  readonly text: string
  readonly name: string
  readonly owner: string
  /** The larger, the later. */
  lastUse: number
  /** Worked out when it is used again: most that is seen once is not. */
  known: Known | undefined
}

const entriesMax = 1_000
const charactersMax = 500_000
/** What one caller may hold, so that nobody pushes out what others use. */
const entriesOfOwnerMax = 100
const charactersOfOwnerMax = 50_000
/** Longer ones are nobody's daily question. Parsed and planned, a document takes about 100 bytes for each character. */
const textLengthMax = 20_000

/** The operations that were seen and are used, by their exact text, or its hash, and name; nothing secret is a key. */
export class PlanCache {
  readonly #texts = new Map<string, Map<string, Entry>>()
  /** The texts by their SHA-256. */
  readonly #hashes = new Map<string, string>()
  readonly #owned = new Map<string, Set<Entry>>()
  readonly #entries = new Set<Entry>()
  #characters = 0
  #uses = 0

  get(text: string, operationName: string | null | undefined): Known | undefined {
    const entry = this.#find(text, operationName)
    if (!entry) return undefined
    entry.lastUse = ++this.#uses
    entry.known ??= knownOf(entry)
    return entry.known
  }

  /** Keeps a valid operation; whoever brings more than their share loses the one they have not used for longest. */
  add(
    text: string,
    operationName: string | null | undefined,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    owner: string,
  ): void {
    if (this.#find(text, operationName) || text.length > textLengthMax) return
    const entry: Entry = {
      text,
      name: operationName ?? '',
      owner,
      lastUse: ++this.#uses,
      document,
      operation,
      known: undefined,
    }
    const owned = this.#owned.get(owner) ?? new Set()
    this.#owned.set(owner, owned.add(entry))
    if (!this.#texts.has(text)) this.#hashes.set(sha256(text), text)
    this.#texts.set(text, (this.#texts.get(text) ?? new Map()).set(entry.name, entry))
    this.#entries.add(entry)
    this.#characters += text.length
    while (owned.size > entriesOfOwnerMax || charactersOf(owned) > charactersOfOwnerMax) this.#remove(oldest(owned))
    while (this.#entries.size > entriesMax || this.#characters > charactersMax) this.#remove(oldest(this.#entries))
  }

  /** Whether an operation has been seen, and has passed. */
  has(text: string, operationName: string | null | undefined): boolean {
    return this.#find(text, operationName) !== undefined
  }

  /** The text of an operation that has been seen, and has passed. */
  textOf(hash: string): string | undefined {
    return this.#hashes.get(hash)
  }

  #find(text: string, operationName: string | null | undefined): Entry | undefined {
    return this.#texts.get(text)?.get(operationName ?? '')
  }

  #remove(entry: Entry): void {
    const { text, name, owner } = entry
    const named = this.#texts.get(text)
    named?.delete(name)
    if (named?.size === 0) {
      this.#texts.delete(text)
      this.#hashes.delete(sha256(text))
    }
    const owned = this.#owned.get(owner)
    owned?.delete(entry)
    if (owned?.size === 0) this.#owned.delete(owner)
    this.#entries.delete(entry)
    this.#characters -= text.length
  }
}

function charactersOf(entries: ReadonlySet<Entry>): number {
  let sum = 0
  for (const { text } of entries) sum += text.length
  return sum
}

/** The one that was not used for longest, of at least one. */
function oldest(entries: ReadonlySet<Entry>): Entry {
  let found: Entry | undefined
  for (const entry of entries) {
    if (!found || entry.lastUse < found.lastUse) found = entry
  }
  return found as Entry
}

const knownOf = ({ document, operation }: Entry): Known => ({
  document,
  operation,
  conditions: conditionsOf(document),
  fixedCost: hasFixedCost(document) ? costOf(document, operation, {}) : undefined,
  plans: new Map(),
})

function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(directive) {
      const [argument] = directive.arguments ?? []
      if (argument?.value.kind === Kind.VARIABLE) names.add(argument.value.name.value)
    },
  })
  return [...names].sort()
}
