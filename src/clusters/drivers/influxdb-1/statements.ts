import { ClusterHttp } from '../cluster-http.ts'
import { type Call, ClusterError } from '../driver.ts'
import type { Connection } from '../kind.ts'
import { misunderstood, refusalOf } from '../refusals.ts'
import { type Result, type Row, resultsOf, rowsOf } from './answers.ts'

/** How many reading statements go in one request. */
const readsMax = 200

/**
 * Runs InfluxQL on one cluster, as the gateway's user. Every statement that changes something is a request of its own:
 * in a request of several, the reason of the one that failed is lost, and those before it stay done.
 */
export class Statements {
  readonly #http: ClusterHttp
  readonly #authorization: string

  constructor({ managementUrl, settings, credential }: Connection) {
    this.#http = new ClusterHttp('influxdb-1', managementUrl, settings.ca)
    this.#authorization = `Basic ${Buffer.from(`${settings.username}:${credential}`).toString('base64')}`
  }

  /** The version that the cluster says it is. */
  async version(call: Call): Promise<string> {
    const headers = { authorization: this.#authorization }
    const answer = await this.#http.send({ method: 'GET', path: '/ping', headers }, call)
    const version = answer.headers['x-influxdb-version']
    if (answer.status === 401) throw refusalOf(answer.status, false)
    if (typeof version !== 'string') throw misunderstood(false)
    if (/^v?[23]\./.test(version)) {
      throw new ClusterError('PROTOCOL', 'The cluster is InfluxDB 2 or 3, not 1.x: connect it as what it is.')
    }
    return version
  }

  /** Whether the cluster answers statements that come without any credential. */
  async answersAnyone(call: Call): Promise<boolean> {
    return (await this.#send('SHOW DATABASES', call, {})).status === 200
  }

  async change(statement: string, call: Call): Promise<void> {
    await this.read(statement, call)
  }

  /** Changes something unless what it speaks of is gone already. */
  async changeUnlessGone(statement: string, call: Call): Promise<void> {
    await this.readUnlessGone(statement, call)
  }

  async read(statement: string, call: Call): Promise<readonly Row[]> {
    const [result] = await this.#run(statement, call)
    return rowsOf(result)
  }

  /** Undefined when what the statement speaks of is gone. */
  async readUnlessGone(statement: string, call: Call): Promise<readonly Row[] | undefined> {
    try {
      return await this.read(statement, call)
    } catch (error) {
      if (error instanceof ClusterError && error.code === 'MISSING') return undefined
      throw error
    }
  }

  /**
   * The rows of statements that only read, in their order, in as few requests as will do; undefined for each that
   * speaks of something that is gone. The cluster stops at such a statement and does not say why, so that it is asked
   * once more alone.
   */
  async readEach(statements: readonly string[], call: Call): Promise<readonly (readonly Row[] | undefined)[]> {
    const found: (readonly Row[] | undefined)[] = []
    while (found.length < statements.length) {
      const batch = statements.slice(found.length, found.length + readsMax)
      const results = await this.#run(batch.join(';'), call)
      const failedAt = results.findIndex(({ error }) => error !== undefined)
      if (failedAt === -1 && results.length !== batch.length) throw misunderstood(false)
      for (const result of failedAt === -1 ? results : results.slice(0, failedAt)) found.push(rowsOf(result))
      if (failedAt !== -1) found.push(await this.readUnlessGone(batch[failedAt] as string, call))
    }
    return found
  }

  close(): Promise<void> {
    return this.#http.close()
  }

  async #run(statements: string, call: Call): Promise<readonly Result[]> {
    return resultsOf(await this.#send(statements, call, { authorization: this.#authorization }))
  }

  #send(statements: string, call: Call, headers: Readonly<Record<string, string>>) {
    const body = String(new URLSearchParams({ q: statements }))
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers }
    return this.#http.send({ method: 'POST', path: '/query', headers: form, body }, call)
  }
}

const escaped = (text: string, quote: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)

/** A name as it stands in a statement. */
export const name = (text: string): string => `"${escaped(text, '"')}"`

/** A text as it stands in a statement. */
export const text = (value: string): string => `'${escaped(value, "'")}'`
