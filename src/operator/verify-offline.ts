import { verifyChain } from '../audit/verify.ts'
import type { Core } from '../core.ts'
import { noSuchAccount, onExistingStore } from './on-store.ts'
import { print, say } from './output.ts'

/** Walks the hash chain of every account of the store, or of one; the process ends with 1 when one is broken. */
export async function verifyOffline(account: string | undefined, isJson: boolean): Promise<void> {
  const results = await onExistingStore((core) => verifyAccounts(core, account))
  if (results.some(({ intact }) => !intact)) process.exitCode = 1
  if (isJson) return print(results)
  for (const { accountId, name, intact, checked, firstBrokenSequence, headHash } of results) {
    const verdict = intact
      ? `intact, ${checked} events`
      : `BROKEN at event ${firstBrokenSequence}, ${checked} good before it`
    say(`${accountId}  ${verdict}  head ${headHash}  ${name}`)
  }
}

async function verifyAccounts({ store, keys, checkpoints, services }: Core, accountId: string | undefined) {
  const present = await services.operator.accounts()
  // An account that was taken out of the store whole is missing from it, but not from the checkpoints.
  const missing = checkpoints.accountIds().filter((id) => !present.some((account) => account.id === id))
  const accounts = [...present, ...missing.map((id) => ({ id, name: '(not in the store)' }))]
  const chosen = accountId === undefined ? accounts : accounts.filter(({ id }) => id === accountId)
  if (chosen.length === 0) {
    throw accountId === undefined ? new Error('The store has no accounts: there is no log.') : noSuchAccount(accountId)
  }
  const verified = []
  for (const { id, name } of chosen) {
    verified.push({ accountId: id, name, ...(await verifyChain(store.db, keys, id, checkpoints.find(id))) })
  }
  return verified
}
