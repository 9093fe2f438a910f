import { Lexer, Source, type Token, TokenKind } from 'graphql'
import { ClustergateError } from '../../errors.ts'
import { limits } from './document-limits.ts'

/** The depth of brackets in a document: far more than its levels of fields need, far less than the stack holds. */
export const documentNestingMax = 60
export const variablesNestingMax = 20
export const variablesValuesMax = 5_000

const opening = /[[({]/g
const opens: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closes: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** Throws QUERY_TOO_COMPLEX for a document nested so deep that the parser, which is recursive, could overflow the stack. */
export function checkNesting(text: string): void {
  if ((text.match(opening)?.length ?? 0) <= documentNestingMax) return
  let depth = 0
  for (const { kind } of tokensOf(text)) {
    if (opens.has(kind)) depth++
    else if (closes.has(kind)) depth--
    if (depth > documentNestingMax) throw new ClustergateError('QUERY_TOO_COMPLEX', 'The document has too many levels.')
  }
}

/** Throws QUERY_TOO_COMPLEX where the parser stopped, at `givenUpAt`, because of too many tokens. */
export function checkTokens(text: string, givenUpAt: number): void {
  let tokens = 0
  for (const { start } of tokensOf(text)) {
    if (start > givenUpAt) return
    if (++tokens > limits.tokens) throw new ClustergateError('QUERY_TOO_COMPLEX', 'The document has too many tokens.')
  }
}

/** The tokens of a document, up to a character that begins none: the parser stops there, too. */
function* tokensOf(text: string): Generator<Token> {
  const lexer = new Lexer(new Source(text))
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) yield token
  } catch {
    // Only the lexer throws here.
  }
}

/** Throws BAD_INPUT for variables, or extensions, that are nested too deep or hold too many values. Does not recurse. */
export function checkGiven(given: unknown): void {
  if (!isHolder(given)) return
  let values = 0
  let level: object[] = [given]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > variablesNestingMax) throw new ClustergateError('BAD_INPUT', 'The variables are nested too deep.')
    const next: object[] = []
    for (const holder of level) {
      const held: unknown[] = Object.values(holder)
      values += held.length
      if (values > variablesValuesMax) throw new ClustergateError('BAD_INPUT', 'The variables hold too many values.')
      next.push(...held.filter(isHolder))
    }
    level = next
  }
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null
