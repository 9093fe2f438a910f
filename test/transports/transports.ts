import * as documents from '../../src/sdk/index.ts'
import { type Client, ClustergateError, createClient } from '../../src/sdk/index.ts'
import type { CommandLine } from '../cli/command-line.ts'

/** How an attempt went, on any transport. */
export interface Result {
  /** OK, or the code of the refusal. */
  readonly code: string
  /** What the operation’s root field answered; undefined where it was refused. */
  readonly answer?: unknown
}

export type Operation = Exclude<keyof Client, 'overview' | 'node' | 'nodes'>

/** One thing to try, as an operation with variables and as words for the command line. */
export interface Attempt {
  readonly operation: Operation
  readonly variables: object
  readonly args: readonly string[]
}

/** Where and as whom. */
export interface Caller {
  readonly url: string
  readonly token: string | undefined
}

export type Transport = (attempt: Attempt, caller: Caller) => Promise<Result>

const texts = new Map<string, unknown>(Object.entries(documents))

const documentOf = (operation: Operation): string =>
  String(texts.get(`${operation[0]?.toUpperCase()}${operation.slice(1)}Document`))

const rootOf = (data: object): unknown => Object.values(data)[0]

export const http: Transport = async ({ operation, variables }, { url, token }) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query: documentOf(operation), variables }),
    })
    const { data, errors } = (await response.json()) as {
      data: object
      errors?: readonly { extensions: { code: string } }[]
    }
    return errors?.[0] ? { code: errors[0].extensions.code } : { code: 'OK', answer: rootOf(data) }
  } catch {
    return { code: 'NETWORK' }
  }
}

export const sdk: Transport = async ({ operation, variables }, { url, token }) => {
  const client = createClient({ url, token, retries: 0 })
  try {
    const call = client[operation] as (variables: object) => Promise<object>
    return { code: 'OK', answer: rootOf(await call(variables)) }
  } catch (error) {
    if (error instanceof ClustergateError) return { code: error.code }
    throw error
  }
}

/** How a command ends for each code. */
const exitCodes: Readonly<Record<string, number>> = {
  OK: 0,
  UNAUTHENTICATED: 3,
  NOT_FOUND: 4,
  BAD_INPUT: 2,
  NETWORK: 5,
  FORBIDDEN: 1,
  CONFLICT: 1,
  LAST_ADMIN: 1,
  INVALID_CREDENTIALS: 1,
}

export const cli =
  (commandLine: CommandLine): Transport =>
  async ({ args }, { url, token = '' }) => {
    const environment = { CLUSTERGATE_URL: url, CLUSTERGATE_TOKEN: token }
    const { code: exitCode, stdout, stderr } = await commandLine.run(args, { environment })
    const code =
      exitCode === 0 ? 'OK' : (/\(([A-Z_]+)(?: at [\w.]+)?(?:, request [\w-]+)?\)$/m.exec(stderr)?.[1] ?? stderr)
    if (exitCodes[code] !== exitCode) throw new Error(`${code} ended with ${exitCode}: ${stderr}`)
    if (exitCode !== 0) return { code }
    return { code, answer: stdout === '' ? undefined : JSON.parse(stdout) }
  }
