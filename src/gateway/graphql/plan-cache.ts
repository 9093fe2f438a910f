import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import { type Cost, costOf, hasFixedCost } from '../admission/cost.ts'
import { sha256 } from '../http/persisted-query.ts'
import type { Plan } from './plan.ts'

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
  /** Worked out when it is used again: most that is seen once is not. */
  known: Known | undefined
}

const entriesMax = 1_000
const charactersMax = 500_000
/** What one caller may hold, so that nobody pushes out what others use. */
const entriesOfOwnerMax = 100
const charactersOfOwnerMax = 50_000
/** Longer documents are not sent every day, and a plan takes many times the room of its text. */
const textLengthMax = 20_000

/** The operations that were seen and are used, by their exact text, or its hash, and name; nothing secret is a key. */
export class PlanCache {
  readonly #texts = new Map<string, Map<string, Entry>>()
  /** The texts by their SHA-256. */
  readonly #hashes = new Map<string, string>()
  readonly #owned = new Map<string, LeastRecent>()
  readonly #entries = new LeastRecent()

  get(text: string, operationName: string | null | undefined): Known | undefined {
    const entry = this.#find(text, operationName)
    if (!entry) return undefined
    this.#entries.use(entry)
    this.#owned.get(entry.owner)?.use(entry)
    entry.known ??= knownOf(entry)
    return entry.known
  }

  /** Keeps a valid operation; an owner who brings too many loses the one that was not used for longest. */
  add(
    text: string,
    operationName: string | null | undefined,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    owner: string,
  ): void {
    if (this.#find(text, operationName) || text.length > textLengthMax) return
    const entry: Entry = { text, name: operationName ?? '', owner, document, operation, known: undefined }
    const owned = this.#owned.get(owner) ?? new LeastRecent()
    this.#owned.set(owner, owned)
    owned.use(entry)
    this.#entries.use(entry)
    if (!this.#texts.has(text)) this.#hashes.set(sha256(text), text)
    this.#texts.set(text, (this.#texts.get(text) ?? new Map()).set(entry.name, entry))
    while (owned.holdsMoreThan(entriesOfOwnerMax, charactersOfOwnerMax)) this.#remove(owned.oldest)
    while (this.#entries.holdsMoreThan(entriesMax, charactersMax)) this.#remove(this.#entries.oldest)
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
    if (owned?.isEmpty) this.#owned.delete(owner)
    this.#entries.delete(entry)
  }
}

/** Entries in the order of their last use, and how many characters their texts have. */
class LeastRecent {
  readonly #entries = new Set<Entry>()
  #characters = 0

  get oldest(): Entry {
    return this.#entries.values().next().value as Entry
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  holdsMoreThan(entries: number, characters: number): boolean {
    return this.#entries.size > entries || this.#characters > characters
  }

  /** Adds an entry, or makes it the most recent one. */
  use(entry: Entry): void {
    this.delete(entry)
    this.#entries.add(entry)
    this.#characters += entry.text.length
  }

  delete(entry: Entry): void {
    if (this.#entries.delete(entry)) this.#characters -= entry.text.length
  }
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
