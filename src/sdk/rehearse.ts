import { badInput } from './error.ts'

/** A mutation up to its selection: its name, and its variables with their default values and directives. */
const mutationHead = /^\s*mutation\b\s*\w*\s*(?:\((?:"(?:\\.|[^"\\])*"|\([^()]*\)|[^()"])*\))?/

/**
 * The document with its mutation only rehearsed. The directive stands in the text, so that a gateway that does not know it
 * refuses the document, and changes nothing. Throws BAD_INPUT for a document that begins with no mutation.
 */
export function rehearsed(document: string): string {
  const head = mutationHead.exec(document)?.[0]
  if (head === undefined) throw badInput('dryRun', 'Only a mutation can be rehearsed; a query changes nothing.')
  return `${head} @dryRun${document.slice(head.length)}`
}
