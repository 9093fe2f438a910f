import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { listOf } from '../clusters/cluster-counts.tsx'
import { healthWords } from '../clusters/cluster-words.ts'
import { agreeing, counted } from '../counts/count-words.ts'
import { Status, type Tone } from '../states/status.tsx'
import classes from './overview.module.css'

type Cluster = NonNullable<OverviewQuery['clusters']>['nodes'][number]

/** What somebody should look at first, a line each with a link; above all, what clusters may still accept. */
export function Attention({ clusters }: { readonly clusters: readonly Cluster[] }) {
  const lines = clusters.flatMap(linesOf).sort((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone))
  if (lines.length === 0) return null
  return (
    <ul className={classes['attention']} aria-label="Needs attention">
      {lines.map(({ text, href, tone }) => (
        <li key={text}>
          <div role="note" data-tone={tone}>
            <Status tone={tone}>{text}</Status>
            <Anchor component={Link} href={href} size="sm" aria-label={`Look: ${text}`}>
              Look
            </Anchor>
          </div>
        </li>
      ))}
    </ul>
  )
}

const order: readonly Tone[] = ['bad', 'warning']

interface Line {
  readonly text: string
  readonly href: string
  readonly tone: Tone
}

/** What clusters have of ours. */
const objects = (count: number): string => counted(count, 'database, table or token', 'databases, tables and tokens')

function linesOf({ id, name, link }: Cluster): readonly Line[] {
  const { kind, health, pendingCount, failedCount, driftedCount, pendingRevocationCount: revocations } = link
  const open = pendingCount + failedCount
  const page = `/clusters/${id}`
  const { label, tone } = healthWords[health]
  const isIll = kind !== 'NONE' && (tone === 'bad' || tone === 'warning')
  return [
    revocations > 0 && {
      text: `${counted(revocations, 'revoked or expired token')} may still be accepted by ${name}.`,
      href: listOf('/database-tokens', id, 'PENDING', 'EXPIRED,REVOKED'),
      tone: 'bad' as const,
    },
    isIll && { text: `${name}: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`, href: page, tone },
    open > 0 && {
      text: `${objects(open)} ${agreeing(open, 'is', 'are')} not on ${name} yet.`,
      href: page,
      tone: 'warning' as const,
    },
    driftedCount > 0 && {
      text: `${objects(driftedCount)} ${agreeing(driftedCount, 'differs', 'differ')} on ${name}.`,
      href: page,
      tone: 'warning' as const,
    },
  ].filter((line) => line !== false)
}
