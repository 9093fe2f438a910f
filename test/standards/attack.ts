import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Exchange, exchange, type Sent } from '../gateway/exchange.ts'
import type { TestGateway } from '../gateway.ts'

const attempts = 5

/** The longest that the process was deaf to others while it answered this, at the best of a few attempts. */
async function deafMilliseconds(gateway: TestGateway, sent: Sent, enough: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < attempts && best >= enough; attempt++) {
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    await exchange(gateway, sent)
    await delay(5)
    histogram.disable()
    best = Math.min(best, histogram.max / 1e6)
  }
  return best
}

const deafMillisecondsMax = 100

/** Sends it; the answer must be refused as the contract says, soon, and leave the gateway as it was. */
export async function refused(
  gateway: TestGateway,
  sent: Sent,
  ...codes: readonly [string, ...string[]]
): Promise<Exchange> {
  const answer = await exchange(gateway, sent)
  expect(answer.status).toBeLessThan(500)
  expect(Object.values(answer.body.data ?? {}).filter((value) => value !== null)).toEqual([])
  expect(codes).toContain(answer.body.errors[0].extensions.code)
  expect(answer.body.errors.length).toBeLessThanOrEqual(5)
  expect(answer.text).not.toMatch(/node_modules|\.[jt]s:\d|stack|exception|RangeError|SQLITE|syntax error at/)
  expect(await deafMilliseconds(gateway, sent, deafMillisecondsMax)).toBeLessThan(deafMillisecondsMax)
  await unharmed(gateway)
  return answer
}

/** The next in line is served, and nothing went wrong inside. */
export async function unharmed(gateway: TestGateway): Promise<void> {
  expect(await gateway.anonymous.run('{ __typename }')).toEqual({ __typename: 'Query' })
  expect(gateway.log.filter(({ msg }) => msg === 'fault')).toEqual([])
}
