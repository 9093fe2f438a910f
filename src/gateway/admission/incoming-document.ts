import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { checkDocument, limits } from './document-limits.ts'
import { entranceOf } from './entrances.ts'
import { checkNesting, checkTokens } from './nesting.ts'

/** What is read of a document before Apollo Server has it: once, and only where something depends on it. */
export class IncomingDocument {
  #parsed: DocumentNode | null | undefined

  /** `known` is the operation itself where it has been seen, and has passed. */
  constructor(
    private readonly text: string | undefined,
    private readonly operationName: string | undefined,
    private readonly known: OperationDefinitionNode | undefined,
  ) {}

  /** The one that is asked for. Throws QUERY_TOO_COMPLEX; what else is wrong is told later. */
  get operation(): OperationDefinitionNode | undefined {
    if (this.known) return this.known
    const operations = (this.#parse()?.definitions ?? []).filter(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    )
    if (this.operationName === undefined) return operations.length === 1 ? operations[0] : undefined
    return operations.find(({ name }) => name?.value === this.operationName)
  }

  /** The way in that it asks for, if it asks for nothing else. Throws as `operation` does. */
  get entrance(): string | undefined {
    const { operation } = this
    return operation && entranceOf(operation)
  }

  /** Throws QUERY_TOO_COMPLEX for a document that is not known, and over a limit. */
  check(): void {
    const document = this.known ? undefined : this.#parse()
    if (document) checkDocument(document)
  }

  /** Undefined for what cannot be parsed: Apollo Server parses it, too, and tells why. */
  #parse(): DocumentNode | undefined {
    this.#parsed ??= this.text === undefined ? null : (readDocument(this.text) ?? null)
    return this.#parsed ?? undefined
  }
}

function readDocument(text: string): DocumentNode | undefined {
  checkNesting(text)
  try {
    return parse(text, { maxTokens: limits.tokens, noLocation: true })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    checkTokens(text, error.positions?.[0] ?? 0)
    return undefined
  }
}
