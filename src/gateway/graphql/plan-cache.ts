import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Cost, costOf, hasFixedCost } from '../admission/cost.ts'
import { sha256 } from '../http/persisted-query.ts'
import type { Plan } from './plan.ts'

/** A valid operation as it was sent, and its plans. */
export interface Known {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The variables that its `@include` and `@skip` depend on; each set of their values has a plan of its own. */
  readonly conditions: readonly string[]
  /** Its cost, where that does not depend on variables. */
  readonly fixedCost: Cost | undefined
  /** By the values of `conditions`; null where it cannot be planned. */
  readonly plans: Map<string, Plan | null>
}

interface Entry extends Pick<Known, 'document' | 'operation'> {
  readonly text: string
  readonly name: string
  readonly owner: string
  /** Computed at the first reuse: most operations are sent once. */
  known: Known | undefined
}

export const entriesMax = 1_000
const charactersMax = 500_000
/** The part of one owner, so that nobody pushes out the plans of others. */
export const entriesOfOwnerMax = 100
const charactersOfOwnerMax = 50_000
/** Longer documents are rare, and a plan takes many times the memory of its text. */
export const textLengthMax = 20_000

/**
 * The operations that have passed before, by their exact text and name, and the texts by their SHA-256. Those that were
 * used least recently make room. No text holds a secret.
 */
export class PlanCache {
  readonly #texts = new Map<string, Map<string, Entry>>()
  readonly #hashes = new Map<string, string>()
  readonly #owned = new Map<string, LRUCache<Entry, true>>()
  readonly #entries = leastRecent(entriesMax, charactersMax, (entry) => this.#forget(entry))

  get(text: string, operationName: string | null | undefined): Known | undefined {
    const entry = this.#find(text, operationName)
    if (!entry) return undefined
    this.#entries.get(entry)
    this.#owned.get(entry.owner)?.get(entry)
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
    if (!this.#texts.has(text)) this.#hashes.set(sha256(text), text)
    this.#texts.set(text, (this.#texts.get(text) ?? new Map()).set(entry.name, entry))
    this.#ownedBy(owner).set(entry, true)
    this.#entries.set(entry, true)
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

  #ownedBy(owner: string): LRUCache<Entry, true> {
    const drop = (entry: Entry) => void this.#entries.delete(entry)
    const owned = this.#owned.get(owner) ?? leastRecent(entriesOfOwnerMax, charactersOfOwnerMax, drop)
    this.#owned.set(owner, owned)
    return owned
  }

  #forget(entry: Entry): void {
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
  }
}

const leastRecent = (max: number, characters: number, onGone: (entry: Entry) => void): LRUCache<Entry, true> =>
  new LRUCache({
    max,
    maxSize: characters,
    sizeCalculation: (_, { text }) => Math.max(text.length, 1),
    // After, not before: here one cache takes an entry out of the other.
    disposeAfter: (_, entry) => onGone(entry),
  })

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
