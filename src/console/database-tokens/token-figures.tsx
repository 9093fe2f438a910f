import { counted } from '../counts/count-words.ts'
import { type Figure, Figures } from '../facts/figures.tsx'
import { Moment } from '../times/moment.tsx'
import { dayWords } from '../times/time-words.ts'
import { TokenStatus } from '../tokens/token-status.tsx'
import type { PageToken } from './token-of-page.ts'

/** What is asked first of a token: whether it works, until when, and whether anything uses it. */
export function TokenFigures({ token }: { readonly token: PageToken }) {
  const { status, cluster } = token
  return (
    <Figures
      figures={[
        { label: 'Status', value: <TokenStatus status={status} /> },
        endOf(token),
        lastUseOf(token),
        { label: 'Cluster', value: cluster.name },
      ]}
    />
  )
}

function endOf({ expiresAt, revokedAt, status }: PageToken): Figure {
  if (revokedAt !== null) return { label: 'Revoked', value: <Moment at={revokedAt} />, note: dayOf(revokedAt) }
  if (expiresAt === null) return { label: 'Expires', value: 'Never' }
  if (status === 'EXPIRED') return { label: 'Expired', value: <Moment at={expiresAt} />, note: dayOf(expiresAt) }
  return { label: 'Expires', value: <Moment at={expiresAt} />, note: `${dayOf(expiresAt)}, ${daysTo(expiresAt)} left` }
}

function lastUseOf({ lastUsedAt, cluster }: PageToken): Figure {
  const label = 'Last used'
  if (lastUsedAt !== null) return { label, value: <Moment at={lastUsedAt} />, note: dayOf(lastUsedAt) }
  if (cluster.lastCheckAt === null)
    return { label, value: 'Not reported', note: 'No proxy there has this gateway check its requests.' }
  return { label, value: 'Never' }
}

const day = 24 * 3_600_000

/** Begun days do not count: the last one reads “0 days left”. */
const daysTo = (at: string): string => counted(Math.max(0, Math.floor((Date.parse(at) - Date.now()) / day)), 'day')

const dayOf = (at: string): string => dayWords(new Date(at))
