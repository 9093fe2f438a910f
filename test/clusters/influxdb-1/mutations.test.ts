import { describe, expect, it } from 'vitest'
import { isHere } from '../../programs.ts'
import { onlyCall } from '../lossy-proxy.ts'
import { all, ofTokens, stateOf } from './changes.ts'
import { allModes, useManaged } from './managed.ts'

const cases = allModes.flatMap((mode) => {
  // A database is the same thing whether the cluster enforces tokens or a proxy.
  const of = mode === 'by the cluster itself' ? all : ofTokens
  return [[mode, Object.entries(of)] as const]
})

describe.runIf(isHere('influxd')).each(cases)(
  'a change of InfluxDB 1.x, guarded %s, whose answer is lost:',
  (mode, of) => {
    const managed = useManaged(mode)

    it.each(of)(
      '%s: whichever it is, one retry ends in the same state',
      { timeout: 120_000 },
      async (title, prepare) => {
        const attempt = async (lost: number) => {
          const { names, tokens, run } = await prepare(managed, `-${title.length}-${lost}`)
          await managed.settled()
          managed.proxy.forget()
          managed.proxy.decide(onlyCall(lost, 'ANSWER_LOST'))
          const made = await run()
          const calls = managed.proxy.calls.length
          managed.proxy.decide()
          await managed.settled()
          return { calls, state: await stateOf(managed, names, made ? [...tokens, made] : tokens) }
        }
        const whole = await attempt(0)
        expect(whole.calls).toBeGreaterThan(0)
        for (let lost = 1; lost <= whole.calls; lost++) {
          expect((await attempt(lost)).state, `the answer of call ${lost}`).toEqual(whole.state)
        }
        expect(await managed.counts()).toEqual({ pendingCount: 0, failedCount: 0, driftedCount: 0 })
      },
    )
  },
)
