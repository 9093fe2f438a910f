import { NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ProxyKind } from '../../sdk/generated.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Cluster } from './use-cluster.ts'

const kinds = [
  { value: 'influxdb-1', label: 'InfluxDB 1.x', more: '--username ADMIN ' },
  { value: 'influxdb-2', label: 'InfluxDB 2', more: '--organization-id ID ' },
  { value: 'influxdb-3-core', label: 'InfluxDB 3 Core', more: '' },
  { value: 'influxdb-3-enterprise', label: 'InfluxDB 3 Enterprise', more: '' },
  { value: 'cloud-dedicated', label: 'InfluxDB Cloud Dedicated', more: '--account-id UUID --cluster-id UUID ' },
  { value: 'clustered', label: 'InfluxDB Clustered', more: '' },
] as const

interface Props {
  readonly cluster: Pick<Cluster, 'id' | 'name'>
}

/** A command of the operator on a cluster, which is named by its id: that needs no quotes in a shell. */
function useCommand({ id }: Props['cluster']): (verb: string, options: string) => string {
  const { account } = useSignedIn().viewer
  return (verb, options) => `clustergate cluster ${verb} ${id} --account ${account?.id ?? 'ACCOUNT_ID'} ${options}`
}

/** How the operator tells where programs reach a cluster, as long as that is not known. */
export function AddressCommand({ cluster }: Props) {
  const command = useCommand(cluster)
  return (
    <Stack gap="xs">
      <Text size="sm">
        Programs write and query at the address of {cluster.name}, which is not known here yet. The operator of this
        gateway sets it:
      </Text>
      <CopyLine value={command('update', '--url URL')} label="the command that sets the address" />
    </Stack>
  )
}

/** How the operator puts a real cluster behind a record. There is no form: addresses inside are not for the API. */
export function ConnectCommand({ cluster }: Props) {
  const [kind, setKind] = useState('influxdb-1')
  const command = useCommand(cluster)
  const more = kinds.find(({ value }) => value === kind)?.more ?? ''
  return (
    <Stack gap="xs">
      <Text size="sm">
        Nothing stands behind this cluster: it is kept in records only. The operator of this gateway connects it, where
        the gateway runs. Connecting changes nothing on the cluster.
      </Text>
      <NativeSelect
        label="Kind of cluster"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={kinds.map(({ value, label }) => ({ value, label }))}
      />
      <CopyLine
        value={command('connect', `--kind ${kind} --management-url URL ${more}--credential-file -`)}
        label="the command that connects the cluster"
      />
    </Stack>
  )
}

interface ProxyProps extends Props {
  readonly proxy: ProxyKind
}

/** How the operator gets the same configuration where the gateway runs. */
export function ProxyCommand({ cluster, proxy }: ProxyProps) {
  const command = useCommand(cluster)
  return (
    <Stack gap="xs">
      <Text size="sm">
        The operator prints it where the gateway runs, with --upstream and --check for other addresses:
      </Text>
      <CopyLine
        value={command('proxy-config', `--proxy ${proxy.toLowerCase()}`)}
        label="the command that prints the configuration"
      />
    </Stack>
  )
}
