import { expect } from 'vitest'
import { type Exchange, exchange, type Sent } from '../gateway/exchange.ts'
import type { TestGateway } from '../gateway.ts'

/** How many statements an attack may cost, with those that find out who sends it. */
const statementsMax = 2

/** Sends it; the answer must be refused as the contract says, before it costs more than a look at the store, and leave the gateway as it was. */
export async function refused(
  gateway: TestGateway,
  sent: Sent,
  ...codes: readonly [string, ...string[]]
): Promise<Exchange> {
  const { result: answer, statements } = await gateway.count(() => exchange(gateway, sent))
  expect(answer.status).toBeLessThan(500)
  expect(Object.values(answer.body.data ?? {}).filter((value) => value !== null)).toEqual([])
  expect(codes).toContain(answer.body.errors[0].extensions.code)
  expect(answer.body.errors.length).toBeLessThanOrEqual(5)
  expect(answer.text).not.toMatch(/node_modules|\.[jt]s:\d|stack|exception|RangeError|SQLITE|syntax error at/)
  expect(statements.length).toBeLessThanOrEqual(statementsMax)
  await unharmed(gateway)
  return answer
}

/** The next in line is served, and nothing went wrong inside. */
export async function unharmed(gateway: TestGateway): Promise<void> {
  expect(await gateway.anonymous.run('{ __typename }')).toEqual({ __typename: 'Query' })
  expect(gateway.log.filter(({ msg }) => msg === 'fault')).toEqual([])
}
