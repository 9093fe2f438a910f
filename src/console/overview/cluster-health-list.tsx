import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { OverviewQuery } from '../../sdk/generated.ts'
import { ClusterHealth } from '../clusters/cluster-health.tsx'
import { kindTitles } from '../clusters/cluster-words.ts'
import { Status } from '../states/status.tsx'
import classes from './overview.module.css'

type Cluster = NonNullable<OverviewQuery['clusters']>['nodes'][number]

/** How each cluster is, and what stands behind it. */
export function ClusterHealthList({ clusters }: { readonly clusters: readonly Cluster[] }) {
  return (
    <ul className={classes['lines']}>
      {clusters.map(({ id, name, link, lastCheckAt }) => (
        <li key={id}>
          <span className={classes['what']}>
            <Anchor component={Link} href={`/clusters/${id}`} inherit>
              {name}
            </Anchor>
            <small>{kindTitles[link.kind]}</small>
          </span>
          <span className={classes['end']}>
            {link.kind === 'NONE' && lastCheckAt !== null ? (
              <Status tone="good">Proxy connected</Status>
            ) : (
              <ClusterHealth link={link} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
