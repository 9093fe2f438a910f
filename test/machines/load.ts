import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, clientOf } from '../gateway.ts'
import type { Gateways } from './gateways.ts'

/** What became of one request. */
export interface Sent {
  readonly startedAt: number
  readonly milliseconds: number
  /** The code of its error, or the status that HAProxy answered with in the place of a gateway; `ok` without one. */
  readonly outcome: string
  readonly answer: Answer | undefined
}

/** Sends one document by HAProxy, and tells how it ended. */
export async function send(
  { url, token }: Pick<Gateways, 'url' | 'token'>,
  query: string,
  variables: object = {},
  key?: string,
): Promise<Sent> {
  const client = clientOf(url, {
    authorization: `Bearer ${token}`,
    ...(key !== undefined && { 'idempotency-key': key }),
  })
  const startedAt = performance.now()
  const ended = (outcome: string, answer?: Answer): Sent => ({
    startedAt,
    milliseconds: performance.now() - startedAt,
    outcome,
    answer,
  })
  try {
    const answer = await client.send(query, variables)
    return ended(answer.errors[0]?.extensions.code ?? 'ok', answer)
  } catch (error) {
    return ended(error instanceof SyntaxError ? 'an answer of HAProxy' : `no answer: ${causeOf(error)}`)
  }
}

const causeOf = (error: unknown): string =>
  String((error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message)

/** How often each outcome came. */
export function tally(all: readonly Sent[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of all) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

const createDocument = `mutation ($input: CreateDatabaseTokenInput!) {
  createDatabaseToken(input: $input) { token { id } } }`
const revokeDocument = 'mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }'
const writerPauseMilliseconds = 20

/** What writers were told that is so. */
export interface Acknowledged {
  /** The ids of tokens, by their descriptions. */
  readonly made: Map<string, string>
  readonly revoked: Set<string>
  readonly sent: Sent[]
  /** Descriptions of tokens that were asked for under a key. */
  readonly keyed: Set<string>
  stop(): Promise<void>
}

/**
 * Writers that make tokens and revoke them, one after the other. Half of them send keys, and send a request again until
 * it is acknowledged; the others go on with the next token.
 */
export function startWriters(gateways: Gateways, count: number, round: string): Acknowledged {
  const { clusterId } = gateways
  const acknowledged = {
    made: new Map<string, string>(),
    revoked: new Set<string>(),
    sent: [] as Sent[],
    keyed: new Set<string>(),
  }
  let isOver = false
  const note = async (sending: Promise<Sent>): Promise<Sent> => {
    const one = await sending
    acknowledged.sent.push(one)
    await delay(writerPauseMilliseconds)
    return one
  }
  const make = async (description: string, key: string | undefined): Promise<string | undefined> => {
    const input = { clusterId, description, permissions: [] }
    const { answer } = await note(send(gateways, createDocument, { input }, key))
    const error = answer?.errors[0]?.extensions as { code: string; resourceId?: string } | undefined
    if (error?.code === 'BAD_INPUT' || error?.code === 'UNAUTHENTICATED') throw new Error(`Refused: ${answer?.text}`)
    if (error) return error.code === 'IDEMPOTENCY_KEY_REUSED' ? error.resourceId : undefined
    return answer?.data.createDatabaseToken.token.id
  }
  /** What has a key is asked for until it is there, also at the end. */
  const makeOnce = async (description: string): Promise<string> => {
    acknowledged.keyed.add(description)
    const key = randomUUID()
    for (;;) {
      const id = await make(description, key)
      if (id !== undefined) return id
    }
  }
  const write = async (writer: number): Promise<void> => {
    for (let at = 0; !isOver; at++) {
      const description = `${round} ${writer}-${at}`
      const id = await (writer % 2 === 0 ? makeOnce(description) : make(description, undefined))
      if (id === undefined) continue
      acknowledged.made.set(description, id)
      const { outcome } = await note(send(gateways, revokeDocument, { id }))
      if (outcome === 'ok') acknowledged.revoked.add(id)
    }
  }
  const writing = Array.from({ length: count }, (_, writer) => write(writer))
  return {
    ...acknowledged,
    async stop() {
      isOver = true
      await Promise.all(writing)
    },
  }
}
