import { expect, it } from 'vitest'
import { waitForSilence } from '../../../src/gateway/http/grace.ts'

it.each([
  ['nothing comes any more', [0], 1],
  ['requests come for a while', [3, 1, 0], 3],
  ['requests keep coming', [5, 5, 5, 5, 5, 5], 4],
])('a gateway that is told to stop serves on until nothing has come meanwhile: where %s', async (_, coming, waits) => {
  let [count, waited] = [7, 0]
  await waitForSilence(
    () => count,
    async () => {
      count += coming[waited++] as number
    },
  )
  expect(waited).toBe(waits)
})
