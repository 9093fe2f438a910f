import { expect } from 'vitest'
import { type Call, type ClusterDriver, ClusterError } from '../../src/clusters/drivers/driver.ts'
import type { Emulator, Fault, Loss } from './emulators/emulator.ts'

/** An operation of a driver, and what of the cluster it is about. */
export interface Operation<Server extends Emulator> {
  readonly title: string
  /** What is on the cluster before. */
  prepare?(server: Server): void
  run(driver: ClusterDriver, call: Call, server: Server): Promise<unknown>
  /** What is on the cluster afterwards, to be compared. */
  state(server: Server): unknown
}

export interface DriverUnderTest<Server extends Emulator> {
  start(): Promise<Server>
  open(server: Server): ClusterDriver
}

/** What a call meets, and what a driver makes of it. */
export const faults: readonly (readonly [title: string, fault: Fault | Loss, code: string])[] = [
  ['a fault of the cluster', 500, 'CLUSTER_FAULT'],
  ['a refused credential', 401, 'CREDENTIAL_REFUSED'],
  ['a right that is missing', 403, 'FORBIDDEN'],
  ['too many requests', 429, 'CLUSTER_FAULT'],
  ['a page of something on the way', 'HTML', 'PROTOCOL'],
  ['half an answer', 'TORN', 'PROTOCOL'],
  ['no answer', 'HANG', 'UNREACHABLE'],
  ['a lost answer', 'LOST', 'UNREACHABLE'],
]

/**
 * Has each call of an operation go wrong in turn. Every time the driver says what it was in an error of its own that
 * repeats no word of the cluster, and a second attempt ends as one without the fault does.
 */
export async function survives<Server extends Emulator>(
  { start, open }: DriverUnderTest<Server>,
  operation: Operation<Server>,
  fault: Fault | Loss,
  code: string,
): Promise<void> {
  const whole = await attempt(undefined)
  expect(whole.error).toBeUndefined()
  for (let at = 0; at < whole.calls; at++) {
    const { error, state, violations } = await attempt(at)
    // Half of an answer without content is the whole of it.
    if (error || fault !== 'TORN') {
      expect(error, `call ${at}`).toBeInstanceOf(ClusterError)
      expect(error).toMatchObject({ code, outcome: { retry: true } })
      expect(error?.message).not.toContain('words of the cluster')
    }
    expect(state, `after call ${at}`).toEqual(whole.state)
    expect(violations).toEqual([])
  }

  async function attempt(faultyCall: number | undefined) {
    const server = await start()
    operation.prepare?.(server)
    const driver = open(server)
    const patience = new AbortController()
    let calls = 0
    server.before = () => {
      if (calls++ !== faultyCall) return undefined
      if (fault === 'HANG') patience.abort()
      return fault === 'LOST' || fault === 'TORN' ? undefined : fault
    }
    server.after = () => (calls - 1 === faultyCall && (fault === 'LOST' || fault === 'TORN') ? fault : undefined)
    try {
      const run = (signal: AbortSignal) =>
        operation.run(driver, { signal }, server).then(
          () => undefined,
          (error: ClusterError) => error,
        )
      const error = await run(patience.signal)
      const callsOfFirst = calls
      if (error) expect(await run(new AbortController().signal)).toBeUndefined()
      return { error, calls: callsOfFirst, state: operation.state(server), violations: server.violations }
    } finally {
      await driver.close()
      await server.close()
    }
  }
}
