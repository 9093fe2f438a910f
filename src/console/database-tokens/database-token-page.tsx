import { Button } from '@mantine/core'
import { useParams } from 'wouter'
import { DatabaseTokenPageDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ObjectHistory } from '../audit/object-history.tsx'
import { type Cluster, useClusterOf } from '../clusters/use-cluster.ts'
import { useDeeds } from '../dialogs/use-deeds.ts'
import { MainAndAside } from '../frame/main-and-aside.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { grave } from '../states/grave.ts'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { SyncDetails } from '../sync/sync-details.tsx'
import { TokenFigures } from '../tokens/token-figures.tsx'
import { isAccepted } from '../tokens/token-status.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { type Sought, Why } from '../viewer/why.tsx'
import { isOffered } from './database-token-actions.ts'
import { type DatabaseTokenDeed, DatabaseTokenDialogs } from './database-token-dialogs.tsx'
import { TokenExamples } from './token-examples.tsx'
import { TokenFacts } from './token-facts.tsx'
import type { PageToken } from './token-of-page.ts'
import { TokenPermissions } from './token-permissions.tsx'
import { TokenSeries } from './token-series.tsx'
import { TokenUse } from './token-use.tsx'

/** One database token: what it may do, how it is used, which tokens it replaces, and how programs use it. */
export default function DatabaseTokenPage() {
  const { id = '' } = useParams()
  return <OneToken key={id} id={id} />
}

function OneToken({ id }: { readonly id: string }) {
  const { mayEverywhere } = useSignedIn()
  const { data, refusal, isLoading, again } = useRead(
    DatabaseTokenPageDocument,
    // Of single clusters that a viewer may read, nothing is said: the token may be of another.
    { id, withLastCheck: mayEverywhere('CLUSTER_READ') },
    { of: ['DatabaseToken'] },
  )
  const token = data?.databaseToken
  const cluster = useClusterOf()(token?.cluster)
  if (data && !refusal && !token) {
    return <NotFound what="Token" next={{ href: '/database-tokens', label: 'All database tokens' }} />
  }
  if (!token) {
    return (
      <>
        <PageHeader title="Database token" />
        {isLoading && <Loading rows={8} />}
        {refusal && <Failure refusal={refusal} again={again} />}
      </>
    )
  }
  return <Shown token={token} cluster={cluster} />
}

const sought: readonly Sought[] = [
  { permission: 'DATABASE_TOKEN_UPDATE', words: 'change or rotate it' },
  { permission: 'DATABASE_TOKEN_REVOKE', words: 'revoke it' },
]

const buttons = [
  { deed: 'edit', label: 'Edit', look: { variant: 'default' } },
  { deed: 'revoke', label: 'Revoke', look: { variant: 'default', ...grave } },
  { deed: 'rotate', label: 'Rotate', look: { variant: 'filled' } },
] as const

/** `cluster` is undefined while it is being read. */
function Shown({ token, cluster }: { readonly token: PageToken; readonly cluster: Cluster | undefined }) {
  const { may } = useSignedIn()
  const isHere = (deed: DatabaseTokenDeed, of: PageToken) => isOffered(deed, of, may)
  const chosen = useDeeds(token, isHere)
  // Where it reaches what the viewer may not see, they may do nothing with it.
  const viewerMay = sought.flatMap(({ permission }) => (!token.reachesMore && may(permission) ? [permission] : []))
  return (
    <>
      <PageHeader title={token.description}>
        {isAccepted(token.status) && <Why sought={sought} of={{ id: token.id, name: token.description, viewerMay }} />}
        {buttons
          .filter(({ deed }) => isHere(deed, token))
          .map(({ deed, label, look }) => (
            <Button key={deed} {...look} onClick={() => chosen.choose(deed, token)}>
              {label}
            </Button>
          ))}
      </PageHeader>
      <TokenFigures token={token} cluster={token.cluster} />
      <MainAndAside
        aside={
          <>
            <TokenSeries token={token} />
            <TokenFacts token={token} enforcement={cluster?.link.enforcement} />
          </>
        }
      >
        {cluster && token.sync.state !== 'APPLIED' && (
          <Section title={`On ${cluster.name}`}>
            <SyncDetails of={token} cluster={cluster} permission="DATABASE_TOKEN_UPDATE" />
          </Section>
        )}
        <TokenPermissions token={token} />
        <TokenUse id={token.id} />
        <Section title="How programs use it">
          <TokenExamples
            token={{
              permissions: token.permissions,
              clusterUrl: token.cluster.url,
              clusterKind: cluster?.link.kind,
            }}
            cluster={token.cluster}
          />
        </Section>
        <ObjectHistory id={token.id} />
      </MainAndAside>
      <DatabaseTokenDialogs chosen={chosen} cluster={cluster} />
    </>
  )
}
