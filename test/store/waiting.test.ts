import { expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { makeStore } from '../store.ts'

it('a store tells how many changes wait for their turn', async () => {
  const { dataDirectory, databaseUrl, remove } = await makeStore()
  const store = await openStore({ databaseUrl, dataDirectory })
  try {
    let end = () => {}
    const held = new Promise<void>((resolve) => {
      end = resolve
    })
    const first = store.change('account', () => held)
    const others = [store.change('account', async () => {}), store.change('account', async () => {})]
    await expect.poll(() => store.waitingCount).toBe(2)
    end()
    await Promise.all([first, ...others])
    expect(store.waitingCount).toBe(0)
  } finally {
    await store.close()
    await remove()
  }
})
