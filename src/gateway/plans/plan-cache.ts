import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import { costOf, hasFixedCost } from '../limits.ts'
import type { Plan } from './compile.ts'

/** A valid operation as it was sent, and the plans made of it. */
export interface Known {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The variables that its `@include` and `@skip` depend on; each set of their values has a plan of its own. */
  readonly conditions: readonly string[]
  /** What it costs, where that does not depend on variables. */
  readonly fixedCost: number | undefined
  /** Null where it cannot be planned. */
  readonly plans: Map<string, Plan | null>
}

interface Entry extends Known {
  readonly owner: string
  readonly size: number
}

const entriesMax = 1_000
const charactersMax = 500_000
/** What one caller may hold, so that nobody pushes out what others use. */
const entriesOfOwnerMax = 100
const charactersOfOwnerMax = 50_000
/** Longer ones are nobody's daily question. Parsed and planned, a document takes about 100 bytes for each character. */
const textLengthMax = 20_000

/** The operations that were seen and are used, keyed by their exact text and name; nothing secret is a key. */
export class PlanCache {
  readonly #entries = new Map<string, Entry>()
  readonly #owned = new Map<string, Set<string>>()
  #characters = 0

  get(text: string, operationName: string | null | undefined): Known | undefined {
    const key = keyOf(text, operationName)
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    // The one used last stands last.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry
  }

  /** Keeps a valid operation; whoever brings more than their share loses the one they have not used for longest. */
  add(
    text: string,
    operationName: string | null | undefined,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    owner: string,
  ): void {
    const key = keyOf(text, operationName)
    if (this.#entries.has(key) || text.length > textLengthMax) return
    const owned = this.#owned.get(owner) ?? new Set()
    this.#owned.set(owner, owned)
    const conditions = conditionsOf(document)
    const fixedCost = hasFixedCost(document) ? costOf(document, operation, {}) : undefined
    this.#entries.set(key, { document, operation, conditions, fixedCost, plans: new Map(), owner, size: text.length })
    this.#characters += text.length
    owned.add(key)
    while (owned.size > entriesOfOwnerMax || this.#charactersOf(owned) > charactersOfOwnerMax) {
      this.#remove(this.#oldest((entry) => entry.owner === owner))
    }
    while (this.#entries.size > entriesMax || this.#characters > charactersMax) this.#remove(this.#oldest())
  }

  /** Whether an operation has been seen, and has passed. */
  has(text: string, operationName: string | null | undefined): boolean {
    return this.#entries.has(keyOf(text, operationName))
  }

  #charactersOf(keys: ReadonlySet<string>): number {
    let sum = 0
    for (const key of keys) sum += this.#entries.get(key)?.size ?? 0
    return sum
  }

  #oldest(match: (entry: Entry) => boolean = () => true): string {
    for (const [key, entry] of this.#entries) if (match(entry)) return key
    throw new Error('The plan cache has lost an entry.')
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key) as Entry
    this.#entries.delete(key)
    this.#characters -= entry.size
    const owned = this.#owned.get(entry.owner)
    owned?.delete(key)
    if (owned?.size === 0) this.#owned.delete(entry.owner)
  }
}

/** The length comes first, so that no name can run into the text behind it. */
const keyOf = (text: string, operationName: string | null | undefined): string =>
  `${operationName?.length ?? 0} ${operationName ?? ''}${text}`

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
