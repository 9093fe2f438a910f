import type { TokenStatus as Status } from '../../sdk/generated.ts'
import { counted } from '../counts/count-words.ts'
import { type Figure, Figures } from '../facts/figures.tsx'
import { Moment } from '../times/moment.tsx'
import { dayWords } from '../times/time-words.ts'
import { TokenStatus } from './token-status.tsx'

interface Token {
  readonly status: Status
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

interface Props {
  readonly token: Token
  /** Of a database token, its cluster, and whether a proxy there reports how tokens are used. */
  readonly cluster?: { readonly name: string; readonly lastCheckAt?: string | null }
}

/** What is asked first of a token: whether it works, until when, and whether anything uses it. */
export function TokenFigures({ token, cluster }: Props) {
  return (
    <Figures
      figures={[
        { label: 'Status', value: <TokenStatus status={token.status} /> },
        endOf(token),
        lastUseOf(token, cluster?.lastCheckAt === null),
        ...(cluster ? [{ label: 'Cluster', value: cluster.name }] : []),
      ]}
    />
  )
}

function endOf({ expiresAt, revokedAt, status }: Token): Figure {
  if (revokedAt !== null) return { label: 'Revoked', value: <Moment at={revokedAt} />, note: dayOf(revokedAt) }
  if (expiresAt === null) return { label: 'Expires', value: 'Never' }
  if (status === 'EXPIRED') return { label: 'Expired', value: <Moment at={expiresAt} />, note: dayOf(expiresAt) }
  return { label: 'Expires', value: <Moment at={expiresAt} />, note: `${dayOf(expiresAt)}, ${daysTo(expiresAt)} left` }
}

function lastUseOf({ lastUsedAt }: Token, isUnreported: boolean): Figure {
  const label = 'Last used'
  if (lastUsedAt !== null) return { label, value: <Moment at={lastUsedAt} />, note: dayOf(lastUsedAt) }
  if (isUnreported) return { label, value: 'Not reported', note: 'No proxy there has this gateway check its requests.' }
  return { label, value: 'Never' }
}

const day = 24 * 3_600_000

/** Begun days do not count: the last one reads “0 days left”. */
const daysTo = (at: string): string => counted(Math.max(0, Math.floor((Date.parse(at) - Date.now()) / day)), 'day')

const dayOf = (at: string): string => dayWords(new Date(at))
