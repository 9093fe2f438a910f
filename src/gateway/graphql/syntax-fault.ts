import { type GraphQLError, getLocation, Lexer, Source, TokenKind } from 'graphql'

/**
 * What is wrong with a document that cannot be parsed: where, and which kind of token stands there. The token itself is
 * not told, which may be a password that has lost its quotes.
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
    if (start === 0) return isNamed(kind) ? kind : `"${kind}"`
  } catch {
    // What is no token at all.
  }
  return 'character'
}

/** Whether a kind has a name, such as Int; all others are called by their characters. */
const isNamed = (kind: TokenKind): boolean => /^\w/.test(kind)
