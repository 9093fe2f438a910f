import { Button } from '@mantine/core'
import { useParams } from 'wouter'
import { ManagementTokenDocument, type ManagementTokenFieldsFragment } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { ObjectHistory } from '../audit/object-history.tsx'
import { useDeeds } from '../dialogs/use-deeds.ts'
import { MainAndAside } from '../frame/main-and-aside.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { PermissionMatrix } from '../groups/permission-matrix.tsx'
import { Failure } from '../states/failure.tsx'
import { grave } from '../states/grave.ts'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { TokenDetails } from '../tokens/token-details.tsx'
import { TokenFigures } from '../tokens/token-figures.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { RevokeManagementToken } from './revoke-management-token.tsx'

/** One management token: what it may do, until when, and whom it comes from. */
export default function ManagementTokenPage() {
  const { id = '' } = useParams()
  return <OneToken key={id} id={id} />
}

function OneToken({ id }: { readonly id: string }) {
  const { data, refusal, isLoading, again } = useRead(ManagementTokenDocument, { id }, { of: ['ManagementToken'] })
  const token = data?.managementToken
  if (data && !refusal && !token) {
    return <NotFound what="Token" next={{ href: '/management-tokens', label: 'All management tokens' }} />
  }
  if (!token) {
    return (
      <>
        <PageHeader title="Management token" />
        {isLoading && <Loading rows={8} />}
        {refusal && <Failure refusal={refusal} again={again} />}
      </>
    )
  }
  return <Shown token={token} />
}

function Shown({ token }: { readonly token: ManagementTokenFieldsFragment }) {
  const { may } = useSignedIn()
  const isOffered = (_: 'revoke', { status }: ManagementTokenFieldsFragment) =>
    status === 'ACTIVE' && may('MANAGEMENT_TOKEN_REVOKE')
  const chosen = useDeeds(token, isOffered)
  const { id, description, permissions } = token
  return (
    <>
      <PageHeader title={description}>
        <Why sought={[{ permission: 'MANAGEMENT_TOKEN_REVOKE', words: 'revoke it' }]} />
        {isOffered('revoke', token) && (
          <Button variant="default" {...grave} onClick={() => chosen.choose('revoke', token)}>
            Revoke
          </Button>
        )}
      </PageHeader>
      <TokenFigures token={token} />
      <MainAndAside aside={<TokenDetails token={token} />}>
        <Section title="What it may do">
          <PermissionMatrix
            label="What it may do"
            holders={[{ id, heading: 'The token', permissions, partialPermissions: [] }]}
          />
        </Section>
        <ObjectHistory id={id} />
        <ObjectHistory id={id} as="actor" title="What it did" />
      </MainAndAside>
      {chosen.row && <RevokeManagementToken token={chosen.row} {...chosen.dialog('revoke')} />}
    </>
  )
}
