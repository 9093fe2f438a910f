import { Refusal } from './refusal.ts'

export interface Token {
  /** A word stands without quotes and may be a keyword; a name stands in double quotes. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'mark' | 'end'
  /** What the token says, without its quotes and escapes; a word is in upper case in `keyword`. */
  readonly text: string
  readonly keyword: string | undefined
  /** Where it begins. */
  readonly start: number
  /** Whether white space, or the beginning of the text, is before it. */
  readonly isSpaced: boolean
}

const marks = ':: =~ !~ != <> <= >= ( ) , ; . : = < > + - * / % & | ^'.split(' ')
const escapes: Readonly<Record<string, string>> = { n: '\n', '\\': '\\', '"': '"', "'": "'" }
const forbidden = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u

/**
 * The tokens of an InfluxQL text, one after the other, as InfluxDB's scanner finds them. Where servers differ, or read
 * something else than a person would, it throws Refusal: in `x"y"`, for one, InfluxDB 1.x sees the name y.
 */
export class InfluxqlTokens {
  private position = 0
  /** The token to be read next. */
  current: Token

  constructor(private readonly text: string) {
    if (forbidden.test(text)) throw new Refusal('The query has a control character, or is not valid Unicode.')
    this.current = this.scan()
  }

  get isAtEnd(): boolean {
    return this.current.kind === 'end'
  }

  next(): Token {
    const token = this.current
    this.current = this.scan()
    return token
  }

  isMark(...texts: readonly string[]): boolean {
    return this.current.kind === 'mark' && texts.includes(this.current.text)
  }

  /** Reads one of these marks; undefined when something else comes. */
  takeMark(...texts: readonly string[]): string | undefined {
    return this.isMark(...texts) ? this.next().text : undefined
  }

  /** Reads one of these keywords, in any case; undefined when something else comes. */
  takeWord(...keywords: readonly string[]): string | undefined {
    const { keyword } = this.current
    if (keyword === undefined || !keywords.includes(keyword)) return undefined
    this.next()
    return keyword
  }

  /** Reads the dot inside a dotted name, in which there is no white space; false when something else comes. */
  takeDot(): boolean {
    if (!this.isMark('.') || this.current.isSpaced) return false
    this.next()
    if (this.current.isSpaced) throw new Refusal('The query has white space after the dot in a name.')
    return true
  }

  /**
   * Reads a regular expression; false when none comes. Only the reader of statements knows where a slash begins one and
   * where it divides. It ends at the first slash without a backslash before it, whatever is before the backslash.
   */
  takeRegex(): boolean {
    if (!this.isMark('/')) return false
    for (let at = this.current.start + 1; ; at++) {
      const character = this.text[at]
      if (character === undefined || isLineBreak(character))
        throw new Refusal('The query has a regular expression that does not end in its line.')
      if (character !== '/') continue
      if (this.text[at - 1] === '\\') {
        // Servers do not agree on whether this slash is escaped.
        if (this.text[at - 2] === '\\')
          throw new Refusal('The query has a regular expression with a slash after two backslashes.')
        continue
      }
      this.position = at + 1
      this.current = this.scan()
      return true
    }
  }

  private scan(): Token {
    const before = this.position
    while (isWhiteSpace(this.text[this.position])) this.position++
    const start = this.position
    const isSpaced = start === 0 || start > before
    const made = (kind: Token['kind'], text: string, keyword?: string): Token => ({
      kind,
      text,
      keyword,
      start,
      isSpaced,
    })
    const first = this.text[start]
    if (first === undefined) return made('end', '')
    if (first === '"') return made('name', this.quoted('"'))
    if (first === "'") return made('string', this.quoted("'"))
    const word = this.match(/[A-Za-z_]\w*/y)
    if (word !== undefined) {
      if (this.text[this.position] === '"') throw new Refusal('The query has a quotation mark inside a name.')
      return made('word', word, word.toUpperCase())
    }
    // A whole number, a decimal one, or a duration.
    const number = this.match(/\d+(?:\.\d+|[A-Za-zµ][\wµ]*)?/y)
    if (number !== undefined) {
      if (/[\w.µ"]/.test(this.text[this.position] ?? '')) throw new Refusal('The query has a number that is none.')
      return made('number', number)
    }
    return made('mark', this.mark())
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.text)?.[0]
    this.position += found?.length ?? 0
    return found
  }

  private mark(): string {
    const at = this.position
    if (this.text.startsWith('--', at) || this.text.startsWith('/*', at))
      throw new Refusal('The query has a comment: send it without.')
    const mark = marks.find((text) => this.text.startsWith(text, at))
    if (mark === undefined) {
      const codePoint = this.text.codePointAt(at)?.toString(16).toUpperCase().padStart(4, '0')
      const hint = this.text[at] === '$' ? ': write the value in place of a $parameter' : ''
      throw new Refusal(`The query has the character U+${codePoint} outside of quotes${hint}.`)
    }
    this.position += mark.length
    return mark
  }

  /** What stands between quotes. */
  private quoted(quote: string): string {
    let text = ''
    for (let at = this.position + 1; ; at++) {
      const character = this.text[at]
      if (character === quote) {
        this.position = at + 1
        return text
      }
      if (character === undefined || isLineBreak(character))
        throw new Refusal('The query has quotes that do not end in their line.')
      if (character !== '\\') text += character
      else {
        const escaped = escapes[this.text[++at] ?? '']
        if (escaped === undefined) throw new Refusal('The query has an unknown escape in quotes.')
        text += escaped
      }
    }
  }
}

const isLineBreak = (character: string) => character === '\n' || character === '\r'
const isWhiteSpace = (character: string | undefined) => character !== undefined && ' \t\n\r'.includes(character)
