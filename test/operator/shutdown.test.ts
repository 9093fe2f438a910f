import { readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import type { App } from '../../src/app.ts'
import { shutDown, stopMillisecondsMax } from '../../src/operator/shutdown.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('requests that run have ten seconds, also after the four in which the gateway serves on', () => {
  vi.useFakeTimers()
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  void shutDown({ close: () => new Promise(() => {}) } as unknown as App)

  vi.advanceTimersByTime(13_999)
  expect(exit).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(exit).toHaveBeenCalledWith(0)
})

it.each([
  ['clustergate.service', /^TimeoutStopSec=(\d+)s$/m, 0],
  ['compose.yaml', /^ {4}stop_grace_period: (\d+)s$/m, 0],
  ['kubernetes/base/deployment.yaml', /^ {6}terminationGracePeriodSeconds: (\d+)$/m, 5],
])('%s kills no gateway that is still stopping', (file, form, secondsBefore) => {
  const text = readFileSync(new URL(`../../docs/deploy/${file}`, import.meta.url), 'utf8')
  expect(Number(form.exec(text)?.[1])).toBeGreaterThan(stopMillisecondsMax / 1_000 + secondsBefore)
})
