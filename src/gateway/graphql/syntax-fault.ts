import { type GraphQLError, getLocation, Lexer, Source, TokenKind } from 'graphql'

/**
 * The fault of a document that cannot be parsed: its place, and the kind of token there. The token itself is not told,
 * because it may be a password without its quotes.
 */
export function syntaxFault({ source, positions: [position] = [] }: GraphQLError): string {
  if (!source || position === undefined) return 'Syntax Error: the document cannot be read.'
  const { line, column } = getLocation(source, position)
  return `Syntax Error at line ${line}, column ${column}: unexpected ${kindOfFirst(source.body.slice(position))}.`
}

function kindOfFirst(rest: string): string {
  try {
    const { kind, start } = new Lexer(new Source(rest)).advance()
    if (kind === TokenKind.EOF) return 'end of the document'
    // Such as Int; all other kinds are called by their characters.
    if (start === 0) return /^\w/.test(kind) ? kind : `"${kind}"`
  } catch {
    // No token begins there.
  }
  return 'character'
}
