import { Alert, Code, Group, Stack, Tabs, Text } from '@mantine/core'
import { dataPlaneExamples, type ExampleToken, exportLine } from '../../examples/data-plane.ts'
import type { Cluster } from '../clusters/use-cluster.ts'
import { CopyButton } from '../facts/copy-line.tsx'
import type { Sync } from '../sync/sync-words.ts'
import type { ShowSecret } from '../tokens/secret-dialog.tsx'

interface Issued {
  readonly secret: string
  readonly token: Pick<ExampleToken, 'permissions'> & { readonly sync: Pick<Sync, 'state' | 'lastError'> }
}

/** Shows a new token’s secret, whether its cluster has it already, and examples of its use. */
export function showIssued(
  show: ShowSecret,
  { secret, token }: Issued,
  clusters: readonly Cluster[],
  clusterId: string,
): void {
  const { name = 'the cluster', url } = clusters.find(({ id }) => id === clusterId) ?? {}
  show(
    secret,
    <>
      <NotThereYet sync={token.sync} cluster={name} />
      {url && <TokenExamples secret={secret} token={{ permissions: token.permissions, clusterUrl: url }} />}
    </>,
  )
}

/** Says that a new token does not work yet; nothing where the cluster has it. */
function NotThereYet({
  sync: { state, lastError },
  cluster,
}: {
  readonly sync: Issued['token']['sync']
  cluster: string
}) {
  if (state === 'APPLIED') return null
  return (
    <Alert color="yellow" role="note" title={`Not on ${cluster} yet`}>
      <Text size="sm">
        {state === 'FAILED' ? 'The cluster did not take it' : 'It starts to work when the cluster has it'}
        {lastError ? `: ${lastError.message}` : '.'}
      </Text>
    </Alert>
  )
}

/** How programs use a new database token: the address of the cluster, and ready examples. */
function TokenExamples({ secret, token }: { readonly secret: string; readonly token: ExampleToken }) {
  const examples = dataPlaneExamples(token)
  return (
    <Stack gap="xs">
      <Text size="sm">
        Programs write and query data at <Code>{token.clusterUrl}</Code>. The examples take the secret from a variable
        of the environment:
      </Text>
      <Example label="the variable" text={exportLine(secret)} />
      <Tabs defaultValue="curl" keepMounted={false}>
        <Tabs.List aria-label="Examples">
          {examples.map(({ name, title }) => (
            <Tabs.Tab key={name} value={name}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {examples.map(({ name, title, text }) => (
          <Tabs.Panel key={name} value={name} pt="xs">
            <Example label={`the example for ${title}`} text={text.trimEnd()} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}

function Example({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Stack gap={4}>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={text} label={label} />
      </Group>
    </Stack>
  )
}
