import type { Restoration, RestoredAccount } from '../backup/restore/restore.ts'
import type { Revival } from '../backup/restore/revivals.ts'
import type { Gap } from '../backup/restore/settle-account.ts'
import type { Losses } from '../backup/restore/take-away.ts'
import { say, warn } from './output.ts'

/** Tells the operator what was restored, what has ended, and what is left to do. */
export function showRestoration(file: string, restored: Restoration): void {
  const { createdAt, accounts, headsFrom, headsKept, lostAccounts, absentRole, formerKeys, unfinished } = restored
  say(`Restored ${file}: the store as it was at ${createdAt}.`)
  if (headsFrom.length > 0) say(`The last audit heads of before are those of ${headsFrom.join(' and ')}.`)
  if (headsKept !== null) say(`They are kept as ${headsKept}.`)
  for (const account of accounts) showAccount(account)
  for (const id of lostAccounts) warn(`The account ${id} was made after the backup: it is lost.`)
  if (absentRole !== null) {
    warn(`This server has no role ${absentRole}: create the gateway's, and run clustergate migrate --grant-to ROLE.`)
  }
  for (const id of formerKeys) {
    warn(`The store takes the master key ${id} again: if it was retired, run clustergate key retire ${id} once more.`)
  }
  for (const one of unfinished) warn(`NOT DONE: ${one}`)
  say('People sign in anew. Start the gateway.')
}

function showAccount(account: RestoredAccount): void {
  const { id, name, gap, lastSequence, lastKnownSequence, ended, again, notAgain, revivals, areRevoked } = account
  say(`account    ${id}  ${name}`)
  say(`           up to event ${lastSequence}; ${gapWords[gap](lastKnownSequence ?? 0, lastSequence)}`)
  if (listed(ended)) say(`           ended: ${listed(ended)}`)
  if (listed(again)) say(`           taken away again, by the export: ${listed(again)}`)
  if (listed(notAgain)) warn(`           NOT done again, see the export: ${listed(notAgain)}`)
  if (revivals.length === 0) return
  warn(areRevoked ? '           Revoked, for it may have been after the backup:' : '           MAY LIVE AGAIN:')
  for (const revival of revivals) warn(`             ${inWords(revival)}`)
  if (areRevoked) return
  warn('           Revoke what you do not know: `clustergate token revoke`, `clustergate management revoke`;')
  warn('           `clustergate cluster proxy-secret` gives a proxy another secret, and a reset link a person another')
  warn('           password. Or restore once more into an empty place, with --revoke-unknown.')
}

const gapWords: Readonly<Record<Gap, (known: number, last: number) => string>> = {
  NONE: () => 'nothing was done after it',
  CARRIED_OUT: (known, last) => `the ${known - last} events after it are known, and what they took away is gone`,
  OPEN: (known, last) =>
    known > last
      ? `${known - last} events or more came after it, and not all are known`
      : 'the last head that is known is of another log than the backup',
  UNKNOWN: () => 'what came after it is not known',
}

const words: Readonly<Record<string, string>> = {
  sessions: 'sessions',
  resetLinks: 'reset links',
  emailChangeLinks: 'changes of address',
  invitations: 'invitations (send them anew)',
  mails: 'mails on their way',
  deletedDatabasesKept: 'deleted databases, which are kept for seven days from now',
  stoppedOnClusters: 'objects on their way to a cluster',
  managementTokens: 'management tokens',
  databaseTokens: 'database tokens',
  proxySecrets: 'proxy secrets',
  people: 'people',
  passwords: 'passwords',
  addresses: 'addresses',
  memberships: 'memberships',
}

const listed = (counts: Losses): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${words[name] ?? name}`)
    .join(', ')

const kinds: Readonly<Record<Revival['kind'], string>> = {
  MANAGEMENT_TOKEN: 'management token',
  DATABASE_TOKEN: 'database token',
  PROXY_SECRET: 'proxy secret of',
  PASSWORD: 'password of',
}

function inWords({ kind, id, label, lastUsedAt }: Revival): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${new Date(lastUsedAt).toISOString()}`
  return `${kinds[kind]} ${label}  ${id}  ${used}`
}
