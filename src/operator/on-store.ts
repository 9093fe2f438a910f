import type { Core } from '../core.ts'

/** Opens the store of the environment's configuration for one piece of work. */
export async function onStore<T>(work: (core: Core) => Promise<T>): Promise<T> {
  // Loaded only now, so that a slip on the command line is answered at once.
  const { readConfig } = await import('../config.ts')
  const config = readConfig(process.env)
  await import('reflect-metadata')
  const { openCore } = await import('../core.ts')
  const core = await openCore(config)
  try {
    return await work(core)
  } finally {
    await core.close()
  }
}

/** As `onStore`, on an account that must exist. */
export const onAccount = <T>(accountId: string, work: (core: Core) => Promise<T>): Promise<T> =>
  onStore(async (core) => {
    const accounts = await core.services.operator.accounts()
    if (!accounts.some(({ id }) => id === accountId)) throw noSuchAccount(accountId)
    return work(core)
  })

export const noSuchAccount = (id: string) =>
  new Error(`There is no account ${id}; \`clustergate account list\` shows them.`)
