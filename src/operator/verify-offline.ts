import { verifyChain } from '../audit-events/verify.ts'
import type { Core } from '../core.ts'
import type { Opened } from './on-store.ts'
import { noSuchAccount, onExistingStore } from './on-store.ts'
import { print, say, warn } from './output.ts'

/**
 * Verifies the hash chain of every account of the store, or of one. The exit code is 1 when a chain is broken, or does
 * not contain the given head.
 */
export async function verifyOffline(account: string | undefined, isJson: boolean, head?: string): Promise<void> {
  const { results, unchecked, since } = await onExistingStore(async (core) => ({
    results: await verifyAccounts(core, account, head),
    unchecked: whatIsUnchecked(core),
    since: core.checkpoints.origin()?.since,
  }))
  if (results.some(({ intact }) => !intact)) process.exitCode = 1
  if (unchecked) warn(unchecked)
  if (isJson) return print(results)
  for (const result of results)
    say(`${result.accountId}  ${verdictOf(result)}  head ${result.headHash}  ${result.name}`)
  if (since !== undefined) say(`Compared with the heads that are remembered outside the store since ${since}.`)
}

type Result = Awaited<ReturnType<typeof verifyAccounts>>[number]

function verdictOf({ intact, checked, firstBrokenSequence, containsHead }: Result): string {
  if (intact) return `intact, ${checked} events`
  if (firstBrokenSequence !== null) return `BROKEN at event ${firstBrokenSequence}, ${checked} good before it`
  return containsHead === false ? `BROKEN, without the head that was kept, ${checked} events` : 'BROKEN'
}

async function verifyAccounts(core: Opened, accountId: string | undefined, head: string | undefined) {
  const { store, keys, checkpoints, sink, operator } = core
  checkpoints.learn((await sink?.read(keys)) ?? {})
  const present = await operator.accounts()
  // An account that was removed from the store as a whole is still in the checkpoints.
  const missing = checkpoints.accountIds().filter((id) => !present.some((account) => account.id === id))
  const accounts = [...present, ...missing.map((id) => ({ id, name: '(not in the store)' }))]
  const chosen = accountId === undefined ? accounts : accounts.filter(({ id }) => id === accountId)
  if (chosen.length === 0) {
    throw accountId === undefined ? new Error('The store has no accounts: there is no log.') : noSuchAccount(accountId)
  }
  const verified = []
  for (const { id, name } of chosen) {
    const verification = await verifyChain(store.db, keys, id, checkpoints.find(id), undefined, head)
    verified.push({
      accountId: id,
      name,
      ...verification,
      firstBrokenSequence: verification.firstBrokenSequence ?? null,
    })
  }
  return verified
}

/**
 * What cannot be verified, because the heads outside the store are missing or not signed; undefined when they are
 * there.
 */
function whatIsUnchecked({ config, checkpoints }: Core): string | undefined {
  const place = `audit-heads.json in ${config.dataDirectory}`
  const unseen = 'A log that was cut short together with its head before then is only found out by --head, or the sink.'
  const origin = checkpoints.origin()
  if (!origin) return `There is no ${place}: nothing outside the store was there to compare with. ${unseen}`
  if (origin.since === undefined)
    return `The ${place} is not signed: an earlier version wrote it, or somebody else. ${unseen}`
  return undefined
}
