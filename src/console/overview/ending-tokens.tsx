import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { counted } from '../counts/count-words.ts'
import { Moment } from '../times/moment.tsx'
import classes from './overview.module.css'

const day = 24 * 3_600_000
/** How many days before its end a token is urgent, and how many before it deserves a look. */
const urgentDays = 3
const soonDays = 10
/** How many tokens are shown: the first to end of both kinds. */
const shownMax = 8

interface Props {
  readonly database: OverviewQuery['expiringDatabaseTokens']
  readonly management: OverviewQuery['expiringManagementTokens']
  /** Within how many days they end. */
  readonly days: number
  readonly now: number
}

/** The tokens of both kinds that end soon, the first to end first, and links to the others. */
export function EndingTokens({ database, management, days, now }: Props) {
  const kinds = [
    // Those that are replaced already are not counted.
    { path: '/database-tokens', noun: 'database token', tokens: database, filter: '&status=ACTIVE' },
    { path: '/management-tokens', noun: 'management token', tokens: management, filter: '' },
  ]
  const rows = kinds
    .flatMap(({ path, noun, tokens }) =>
      (tokens?.nodes ?? []).map((token) => ({ path, noun, token, at: endOf(token) })),
    )
    .sort((one, other) => one.at - other.at)
    .slice(0, shownMax)
  if (rows.length === 0) return <p className={classes['nothing']}>No token ends within {days} days.</p>
  const others = kinds.map(({ path, noun, tokens, filter }) => ({
    ...{ path, noun, href: `${path}?attention=ending-${days}&order=expires${filter}` },
    count: (tokens?.totalCount ?? 0) - rows.filter((row) => row.path === path).length,
  }))
  return (
    <>
      <ul className={classes['lines']}>
        {rows.map(({ path, noun, token, at }) => (
          <li key={token.id}>
            <span className={classes['what']}>
              <Anchor component={Link} href={`${path}/${token.id}`} inherit>
                {token.description}
              </Anchor>
              <small>{noun}</small>
            </span>
            <span className={classes['end']} data-tone={toneOf(at - now)}>
              <Moment at={token.expiresAt} />
            </span>
          </li>
        ))}
      </ul>
      {others.map(
        ({ path, noun, href, count }) =>
          count > 0 && (
            <Anchor key={path} component={Link} href={href} className={classes['more']}>
              {counted(count, `more ${noun}`)}
            </Anchor>
          ),
      )}
    </>
  )
}

const endOf = ({ expiresAt }: { readonly expiresAt: string | null }): number => Date.parse(expiresAt ?? '') || 0

const toneOf = (left: number): 'bad' | 'warning' | undefined =>
  left < urgentDays * day ? 'bad' : left < soonDays * day ? 'warning' : undefined
