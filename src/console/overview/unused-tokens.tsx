import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { listed } from '../counts/count-words.ts'
import { Moment } from '../times/moment.tsx'
import classes from './overview.module.css'

const shownMax = 5

interface Props {
  readonly tokens: OverviewQuery['unusedDatabaseTokens']
  /** For how many days. */
  readonly days: number
  readonly clusters: NonNullable<OverviewQuery['clusters']>['nodes']
}

/** The active database tokens that nobody has used for long, and of which clusters that is not known. */
export function UnusedTokens({ tokens, days, clusters }: Props) {
  const silent = clusters.filter(({ lastCheckAt }) => lastCheckAt === null).map(({ name }) => name)
  const rows = tokens?.nodes ?? []
  const hasMore = rows.length > shownMax || tokens?.pageInfo.hasNextPage === true
  return (
    <>
      {rows.length === 0 && <p className={classes['nothing']}>No token has been unused for that long.</p>}
      <ul className={classes['lines']}>
        {rows.slice(0, shownMax).map(({ id, description, lastUsedAt }) => (
          <li key={id}>
            <span className={classes['what']}>
              <Anchor component={Link} href={`/database-tokens/${id}`} inherit>
                {description}
              </Anchor>
            </span>
            <span className={classes['end']}>
              <Moment at={lastUsedAt} />
            </span>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Anchor
          component={Link}
          href={`/database-tokens?attention=unused-${days}&status=ACTIVE&order=used`}
          className={classes['more']}
        >
          All unused tokens
        </Anchor>
      )}
      {silent.length > 0 && (
        <p className={classes['nothing']}>
          Not reported by {listed(silent)}: no proxy there has this gateway check its data requests.
        </p>
      )}
    </>
  )
}
