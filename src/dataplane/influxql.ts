import { InfluxqlTokens } from './influxql-tokens.ts'
import { Refusal } from './refusal.ts'

/** Something that a text reads or writes. */
export interface Touched {
  readonly database: string
  /** The retention policy that it names; empty where it names none. */
  readonly policy: string
  /** Whether it is the database that is meant, as by `db..m` and SHOW, whatever policy the request is for. */
  readonly isWhole: boolean
}

export interface DatabasesTouched {
  readonly reads: readonly Touched[]
  readonly writes: readonly Touched[]
}

const statementsMax = 50
/** How many different ones a text may touch. */
const touchedMax = 100
const depthMax = 32

// biome-ignore format: as in the grammar
const operators = ['+', '-', '*', '/', '%', '&', '|', '^', '=', '!=', '<>', '<', '<=', '>', '>=', '=~', '!~']

/** What SHOW may show. Every other list is of the whole server, or tells of databases that it does not check. */
const shown = ['MEASUREMENTS', 'SERIES', 'TAG KEYS', 'TAG VALUES', 'FIELD KEYS', 'RETENTION POLICIES']

/**
 * What an InfluxQL text reads and writes, each once; `database` is the request's own, to which everything
 * refers that names none. Only a part of the language is open, SELECT, EXPLAIN and six kinds of SHOW, and every token of
 * it is read by its grammar, so that none can mean something else to the server. Throws Refusal for everything else.
 */
export function databasesTouched(text: string, database: string | undefined): DatabasesTouched {
  const query = new QueryReader(new InfluxqlTokens(text), database)
  query.read()
  return { reads: [...query.reads.values()], writes: [...query.writes.values()] }
}

/** A reader by recursive descent over https://docs.influxdata.com/influxdb/v1/query_language/spec/. */
class QueryReader {
  readonly reads = new Map<string, Touched>()
  readonly writes = new Map<string, Touched>()
  private depth = 0

  constructor(
    private readonly tokens: InfluxqlTokens,
    private readonly database: string | undefined,
  ) {
    if (database !== undefined) this.touch(this.reads, { database, policy: '', isWhole: false })
  }

  read(): void {
    let statements = 0
    for (;;) {
      while (this.tokens.takeMark(';'));
      if (this.tokens.isAtEnd) break
      if (++statements > statementsMax) throw new Refusal(`The query has more than ${statementsMax} statements.`)
      this.statement()
      if (!this.tokens.isAtEnd && !this.tokens.isMark(';')) throw this.unexpected()
    }
    if (statements === 0) throw new Refusal('The query is empty.')
  }

  private statement(): void {
    const word = this.tokens.takeWord('SELECT', 'SHOW', 'EXPLAIN')
    if (word === undefined)
      throw new Refusal(`${this.said()} is not open to database tokens: only SELECT, EXPLAIN and SHOW are.`)
    if (word === 'EXPLAIN') {
      this.tokens.takeWord('ANALYZE')
      this.expectWord('SELECT')
    }
    if (word === 'SHOW') this.show()
    else this.select()
  }

  private select(): void {
    this.list(() => this.field())
    if (this.tokens.takeWord('INTO')) this.target()
    this.expectWord('FROM')
    this.list(() => this.source())
    this.clauses()
  }

  private show(): void {
    const first = this.word()
    const kind = ['TAG', 'FIELD', 'RETENTION'].includes(first) ? `${first} ${this.word()}` : first
    if (!shown.includes(kind))
      throw new Refusal(`SHOW ${kind.slice(0, 64)} is not open to database tokens: only SHOW ${shown.join(', ')} are.`)
    const database = this.tokens.takeWord('ON') ? this.name() : this.own()
    this.touch(this.reads, { database, policy: '', isWhole: true })
    if (this.tokens.takeWord('FROM')) this.list(() => this.source())
    if (this.tokens.takeWord('WITH')) this.with()
    this.clauses()
  }

  private with(): void {
    if (this.expectWord('KEY', 'MEASUREMENT') === 'MEASUREMENT') {
      if (this.expectMark('=', '=~') === '=') this.source()
      else this.regex()
    } else if (this.tokens.takeWord('IN')) this.parentheses(() => this.list(() => this.name()))
    else if (isRegexOperator(this.expectMark('=', '!=', '<>', '=~', '!~'))) this.regex()
    else this.name()
  }

  /** What stands after the sources. */
  private clauses(): void {
    for (;;) {
      const clause = this.tokens.takeWord('WHERE', 'GROUP', 'ORDER', 'FILL', 'TZ', ...limits)
      if (clause === undefined) return
      if (clause === 'WHERE') this.expression()
      else if (clause === 'GROUP') this.groupBy()
      else if (clause === 'ORDER') this.orderBy()
      else if (limits.includes(clause)) this.number()
      else this.argumentList()
    }
  }

  private groupBy(): void {
    this.expectWord('BY')
    this.list(() => this.regexOrExpression())
  }

  private orderBy(): void {
    this.expectWord('BY')
    this.list(() => {
      this.name()
      this.tokens.takeWord('ASC', 'DESC')
    })
  }

  private field(): void {
    this.regexOrExpression()
    if (this.tokens.takeWord('AS')) this.name()
  }

  private target(): void {
    if (this.depth > 0) throw new Refusal('INTO is not allowed in a subquery.')
    this.touch(
      this.writes,
      this.touchedByName(() => {
        if (!this.tokens.takeMark(':')) return false
        this.expectWord('MEASUREMENT')
        return true
      }),
    )
  }

  private source(): void {
    if (this.tokens.isMark('(')) this.parentheses(() => this.subquery())
    else if (this.tokens.takeRegex()) this.touch(this.reads, { database: this.own(), policy: '', isWhole: false })
    else
      this.touch(
        this.reads,
        this.touchedByName(() => this.tokens.takeRegex()),
      )
  }

  private subquery(): void {
    this.expectWord('SELECT')
    this.select()
  }

  /** Bounded while it is read: the names of a text of 64 kB would keep the process and the store busy. */
  private touch(into: Map<string, Touched>, touched: Touched): void {
    into.set(JSON.stringify(touched), touched)
    if (this.reads.size + this.writes.size > touchedMax) {
      throw new Refusal(`The query names more than ${touchedMax} databases and retention policies.`)
    }
  }

  /**
   * What a dotted name touches: the first part of db.policy.m and db..m, and that of the request for policy.m and m.
   * `takeLast` reads what else may stand after the last dot.
   */
  private touchedByName(takeLast: () => boolean): Touched {
    const parts = [this.name()]
    while (this.tokens.takeDot()) {
      if (takeLast()) {
        parts.push('')
        break
      }
      parts.push(this.tokens.isMark('.') ? '' : this.name())
    }
    if (parts.length > 3) throw new Refusal('The query has a name of more than three parts.')
    const [first = '', second = ''] = parts
    if (parts.length === 3) return { database: first, policy: second, isWhole: second === '' }
    return { database: this.own(), policy: parts.length === 2 ? first : '', isWhole: false }
  }

  private regexOrExpression(): void {
    if (!this.tokens.takeRegex()) this.expression()
  }

  private expression(): void {
    this.operand()
    for (;;) {
      const operator = this.tokens.takeWord('AND', 'OR') ?? this.tokens.takeMark(...operators)
      if (operator === undefined) return
      if (isRegexOperator(operator)) this.regex()
      else this.operand()
    }
  }

  private operand(): void {
    while (this.tokens.takeMark('+', '-'));
    const { kind } = this.tokens.current
    if (this.tokens.isMark('(')) this.parentheses(() => this.expression())
    else if (this.tokens.takeMark('*')) this.type()
    else if (kind === 'string' || kind === 'number') this.tokens.next()
    else this.callOrColumn()
  }

  private callOrColumn(): void {
    const { keyword } = this.tokens.current
    this.name()
    if (this.tokens.isMark('(')) this.argumentList()
    else if (keyword === 'DISTINCT') this.name()
    else {
      while (this.tokens.takeDot()) this.name()
      this.type()
    }
  }

  /** The kind of column that is meant, as in `v::field`. */
  private type(): void {
    if (this.tokens.takeMark('::')) this.word()
  }

  private argumentList(): void {
    this.parentheses(() => {
      if (!this.tokens.isMark(')')) this.list(() => this.regexOrExpression())
    })
  }

  private parentheses(read: () => void): void {
    this.expectMark('(')
    if (++this.depth > depthMax) throw new Refusal(`The query has more than ${depthMax} parentheses in each other.`)
    read()
    this.depth--
    this.expectMark(')')
  }

  private list(read: () => void): void {
    do read()
    while (this.tokens.takeMark(','))
  }

  /** The database of the request. */
  private own(): string {
    if (this.database === undefined) throw new Refusal('The query is for no database: name it by the parameter db.')
    return this.database
  }

  private name(): string {
    const { kind, text } = this.tokens.current
    if ((kind !== 'word' && kind !== 'name') || text === '') throw this.unexpected()
    return this.tokens.next().text
  }

  private word(): string {
    const { keyword } = this.tokens.current
    if (keyword === undefined) throw this.unexpected()
    this.tokens.next()
    return keyword
  }

  private regex(): void {
    if (!this.tokens.takeRegex()) throw this.unexpected()
  }

  private number(): void {
    if (this.tokens.current.kind !== 'number') throw this.unexpected()
    this.tokens.next()
  }

  private expectMark(...marks: readonly string[]): string {
    const mark = this.tokens.takeMark(...marks)
    if (mark === undefined) throw this.unexpected()
    return mark
  }

  private expectWord(...keywords: readonly string[]): string {
    const word = this.tokens.takeWord(...keywords)
    if (word === undefined) throw this.unexpected()
    return word
  }

  private unexpected(): Refusal {
    return new Refusal(`The query is not in the part of InfluxQL that is open to database tokens, at ${this.said()}.`)
  }

  /** What comes next, for a message that goes into a header: never what stands in quotes. */
  private said(): string {
    const { kind, keyword, text, start } = this.tokens.current
    if (kind === 'end') return 'its end'
    return `${keyword?.slice(0, 32) ?? (kind === 'mark' ? text : `the ${kind}`)} (character ${start + 1})`
  }
}

const limits = ['LIMIT', 'OFFSET', 'SLIMIT', 'SOFFSET']
const isRegexOperator = (operator: string) => operator === '=~' || operator === '!~'
