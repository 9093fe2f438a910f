import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { checkDocument, limits } from './document-limits.ts'
import { entranceOf } from './entrances.ts'
import { checkNesting, checkTokens } from './nesting.ts'

/** The document of a request before validation; it is parsed once, and only where a limit depends on it. */
export class IncomingDocument {
  #parsed: DocumentNode | null | undefined

  /** `known` is the operation where it has passed before, and need not be parsed. */
  constructor(
    private readonly text: string | undefined,
    private readonly operationName: string | undefined,
    private readonly known: OperationDefinitionNode | undefined,
  ) {}

  /** The operation that runs. Throws QUERY_TOO_COMPLEX; undefined where Apollo Server finds another fault. */
  get operation(): OperationDefinitionNode | undefined {
    if (this.known) return this.known
    const operations = (this.#parse()?.definitions ?? []).filter(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    )
    if (this.operationName === undefined) return operations.length === 1 ? operations[0] : undefined
    return operations.find(({ name }) => name?.value === this.operationName)
  }

  /** The entrance that it selects, where it selects nothing else. Throws as `operation` does. */
  get entrance(): string | undefined {
    const { operation } = this
    return operation && entranceOf(operation)
  }

  /** Throws QUERY_TOO_COMPLEX for a document over a limit. */
  check(): void {
    const document = this.known ? undefined : this.#parse()
    if (document) checkDocument(document)
  }

  /** Undefined for a document that cannot be parsed: Apollo Server parses it again, and answers with the fault. */
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
