import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { useParams } from 'wouter'
import { ClusterDocument, type ClusterQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { useOpened } from '../dialogs/use-opened.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { type Fact, Facts } from '../facts/facts.tsx'
import { PageHeader } from '../frame/page-header.tsx'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { NotFound } from '../states/not-found.tsx'
import { Moment } from '../times/moment.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { ClusterCounts } from './cluster-counts.tsx'
import { ClusterHealth } from './cluster-health.tsx'
import { enforcementWords, kindTitles, limitsOf } from './cluster-words.ts'
import { ImportWizard } from './import-wizard.tsx'
import { AddressCommand, ConnectCommand } from './operator-commands.tsx'
import { ProxyConfiguration } from './proxy-configuration.tsx'

type Cluster = NonNullable<ClusterQuery['cluster']>

/** One cluster: what stands behind it, how that is, what it does not have yet, and what it cannot do. */
export default function ClusterPage() {
  const { id = '' } = useParams<{ id: string }>()
  const { may } = useSignedIn()
  const { data, refusal, isLoading, again } = useRead(
    ClusterDocument,
    { id, withManagement: may('AUDIT_READ') },
    { of: ['Cluster', 'Database', 'Table', 'DatabaseToken'] },
  )
  const cluster = data?.cluster
  if (data && !refusal && !cluster) {
    return <NotFound what="Cluster" next={{ href: '/clusters', label: 'All clusters' }} />
  }
  return (
    <>
      <PageHeader title={cluster?.name ?? 'Cluster'} />
      {isLoading && <Loading rows={8} />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {cluster && <Sections cluster={cluster} />}
    </>
  )
}

function Sections({ cluster }: { readonly cluster: Cluster }) {
  const { link } = cluster
  const isConnected = link.kind !== 'NONE'
  const limits = limitsOf(link)
  const importing = useOpened('import')
  const { may } = useSignedIn()
  const mayImport = isConnected && may('CLUSTER_IMPORT')
  return (
    <Stack gap="lg">
      {isConnected && <Faults link={link} />}
      <Section title="Details">
        <Facts facts={factsOf(cluster)} />
      </Section>
      {isConnected && (
        <Section title="Not on the cluster as it is here">
          <ClusterCounts cluster={cluster} />
        </Section>
      )}
      {isConnected && (
        <Section
          title="Not managed here"
          actions={
            mayImport ? (
              <Button size="compact-sm" variant="default" onClick={importing.open}>
                Import
              </Button>
            ) : (
              <Why sought={[{ permission: 'CLUSTER_IMPORT', words: 'import' }]} />
            )
          }
        >
          <Unmanaged link={link} />
        </Section>
      )}
      {mayImport && (
        <Dialog title={`Import from ${cluster.name}`} {...importing}>
          <ImportWizard cluster={cluster} onClose={importing.onClose} />
        </Dialog>
      )}
      {limits.length > 0 && (
        <Section title="What this kind of cluster cannot do">
          <List size="sm" spacing={4} pr="md">
            {limits.map((limit) => (
              <List.Item key={limit}>{limit}</List.Item>
            ))}
          </List>
        </Section>
      )}
      {cluster.url === '' && (
        <Section title="Address for programs">
          <AddressCommand cluster={cluster} />
        </Section>
      )}
      {!isConnected && (
        <Section title="Connect a cluster">
          <ConnectCommand cluster={cluster} />
        </Section>
      )}
      {link.enforcement !== 'NATIVE' && (
        <Section title="Proxy configuration">
          <ProxyConfiguration cluster={cluster} />
        </Section>
      )}
    </Stack>
  )
}

/** How much lay on the cluster that is not known here, when it was last compared. */
function Unmanaged({ link }: Pick<Cluster, 'link'>) {
  const { driftCheckedAt, unmanagedDatabaseCount, unmanagedCredentialCount } = link
  if (driftCheckedAt === null) return <Text size="sm">The cluster was not compared yet.</Text>
  return (
    <Facts
      facts={[
        { label: 'Databases', value: numberWords(unmanagedDatabaseCount ?? 0) },
        { label: 'Credentials', value: numberWords(unmanagedCredentialCount ?? 0) },
        { label: 'Compared', value: <Moment at={driftCheckedAt} /> },
      ]}
    />
  )
}

/** Why the cluster is not well, and what should be mended. */
function Faults({ link: { health, lastError, checkedAt, warning } }: Pick<Cluster, 'link'>) {
  return (
    <>
      {lastError && (
        <Alert color={health === 'DEGRADED' ? 'yellow' : 'red'} role="note">
          <Text size="sm">
            {lastError.message}{' '}
            {(health === 'UNREACHABLE' || health === 'CREDENTIAL_REFUSED') &&
              'What is asked of the cluster waits, and goes out when it answers again. '}
            Since <Moment at={lastError.at} />; last tried <Moment at={checkedAt} />.
          </Text>
        </Alert>
      )}
      {warning && (
        <Alert color="yellow" role="note">
          <Text size="sm">{warning}</Text>
        </Alert>
      )}
    </>
  )
}

function factsOf({ id, url, createdAt, lastCheckAt, link }: Cluster): Fact[] {
  const { kind, version, enforcement, managementUrl, credentialPrefix } = link
  return [
    { label: 'Kind', value: kindTitles[kind] },
    { label: 'Health', value: <ClusterHealth link={link} /> },
    ...(version === null ? [] : [{ label: 'Version', value: version }]),
    { label: 'Tokens', value: enforcementWords[enforcement] },
    { label: 'URL', value: url ? <CopyLine value={url} label="the URL of the cluster" /> : 'Not set' },
    ...(managementUrl ? [{ label: 'Managed at', value: managementUrl }] : []),
    ...(credentialPrefix ? [{ label: 'Credential', value: `${credentialPrefix}…` }] : []),
    { label: 'ID', value: <CopyLine value={id} label="the ID of the cluster" /> },
    { label: 'Created', value: <Moment at={createdAt} /> },
    { label: 'Last check', value: <Moment at={lastCheckAt} /> },
  ]
}
