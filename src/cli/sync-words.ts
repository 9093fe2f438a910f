import type { SyncErrorCode, SyncFieldsFragment } from '../sdk/index.ts'
import { type Column, extra, number, text, time } from './columns.ts'

/** A database, a table or a token, with where it stands between the gateway and its cluster. */
export interface Synced {
  readonly sync: SyncFieldsFragment
  readonly status: 'ACTIVE' | 'REPLACED' | 'DELETED' | 'EXPIRED' | 'REVOKED'
  readonly cluster?: { readonly name: string }
}

/** The column SYNC, empty while all is well; the views of one object add what is known beyond it. */
export const syncColumns = <Row extends Synced>(): readonly Column<Row>[] => [
  text<Row>('sync', (row) => syncText(row), ''),
  extra(text<Row>('syncReason', ({ sync }) => sync.lastError?.message, '')),
  extra(text<Row>('syncDifferences', ({ sync }) => differencesOf(sync), '')),
  extra(number<Row>('syncAttempts', ({ sync }) => sync.attempts || null, '')),
  extra(time<Row>('syncSince', ({ sync }) => (sync.state === 'APPLIED' ? null : sync.since), '')),
  extra(time<Row>('syncNextAttemptAt', ({ sync }) => sync.nextAttemptAt, '')),
  extra(time<Row>('syncAppliedAt', ({ sync }) => sync.appliedAt, '')),
]

/** The state with a short reason; for what has ended here, what the cluster may still do. Empty while APPLIED. */
export function syncText(row: Synced): string {
  const { sync } = row
  if (sync.state === 'APPLIED') return ''
  if (endings[row.status]) return endedText(row)
  const reason = sync.lastError ? shortReasons[sync.lastError.code] : ''
  const short = sync.state === 'DRIFTED' && sync.differences.length > 0 ? fieldsOf(sync) : reason
  return short ? `${sync.state}: ${short}` : sync.state
}

/** Whether it is over here, so that the cluster must be told, and may go on without knowing. */
export const isEnded = ({ status }: Synced): boolean => endings[status] !== undefined

/** What the cluster may still do because it was not told yet: `revoked here; main may still accept it: …`. */
export function endedText({ sync, status, cluster }: Synced): string {
  const { done, may } = endings[status] ?? { done: 'ended', may: 'accept' }
  return `${done} here; ${cluster?.name ?? 'its cluster'} may still ${may} it: ${whyNotYet(sync)}`
}

/** Why the cluster does not have it yet, as the end of a sentence, without its full stop. */
export function whyNotYet({ lastError, state }: SyncFieldsFragment): string {
  if (state === 'DRIFTED') return 'somebody changed it there'
  if (!lastError) return 'it is being told'
  if (lastError.code === 'UNREACHABLE') return `not reachable since ${clockTime(lastError.at)}`
  return lastError.message.replace(/\.$/, '')
}

/** What the cluster has instead: `retentionPeriod is 30d here, 7d on the cluster`. */
export const differencesOf = ({ differences }: SyncFieldsFragment): string =>
  differences
    .map(({ field, here, onCluster }) => `${field} is ${valueText(here)} here, ${valueText(onCluster)} on the cluster`)
    .join('; ')

/** A time as a clock and, on another day, a calendar on the wall show it. */
export function clockTime(at: string, now = new Date()): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`
  if (date.toDateString() === now.toDateString()) return clock
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`
}

const fieldsOf = ({ differences }: SyncFieldsFragment): string => differences.map(({ field }) => field).join(', ')

const valueText = (value: unknown): string =>
  value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)

const endings: Readonly<Partial<Record<Synced['status'], { readonly done: string; readonly may: string }>>> = {
  REVOKED: { done: 'revoked', may: 'accept' },
  EXPIRED: { done: 'expired', may: 'accept' },
  DELETED: { done: 'deleted', may: 'serve' },
}

const shortReasons: Readonly<Record<SyncErrorCode, string>> = {
  UNREACHABLE: 'not reachable',
  CREDENTIAL_REFUSED: 'credential refused',
  FORBIDDEN: 'credential too weak',
  CLUSTER_FAULT: 'fault of the cluster',
  EXISTS_ON_CLUSTER: 'exists there already',
  MISSING: 'missing there',
  SECRET_LOST: 'secret lost',
  UNSUPPORTED: 'not supported there',
  REFUSED: 'refused',
  PROTOCOL: 'answer not understood',
}
