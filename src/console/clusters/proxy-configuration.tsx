import { Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useClient } from 'urql'
import { ProxyConfigurationDocument, type ProxyConfigurationQuery, type ProxyKind } from '../../sdk/generated.ts'
import { Refusal, refusalOf } from '../api/refusal.ts'
import { CopyButton } from '../facts/copy-line.tsx'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { ProxyCommand } from './operator-commands.tsx'
import classes from './proxy-configuration.module.css'
import type { Cluster } from './use-cluster.ts'

const titles: Readonly<Record<ProxyKind, string>> = {
  NGINX: 'nginx',
  CADDY: 'Caddy',
  TRAEFIK: 'Traefik',
  ENVOY: 'Envoy',
}
const proxies = Object.keys(titles) as ProxyKind[]

const initial = { proxy: 'NGINX' as ProxyKind, upstreamUrl: 'http://127.0.0.1:8086', checks: '' }

interface Props {
  readonly cluster: Pick<Cluster, 'id' | 'name' | 'url'>
}

/** The configuration of a proxy that asks this gateway about each request for data: of the one that is chosen, to copy. */
export function ProxyConfiguration({ cluster }: Props) {
  const { id, name, url } = cluster
  const client = useClient()
  const [read, setRead] = useState<{ readonly text: string; readonly of: typeof initial }>()
  const form = useForm(initial, async (values) => {
    const checks = values.checks.split(/[\s,]+/).filter(Boolean)
    const { data, error } = await client.query<ProxyConfigurationQuery>(ProxyConfigurationDocument.toString(), {
      ...{ id, proxy: values.proxy, upstreamUrl: values.upstreamUrl.trim() },
      checks: checks.length > 0 ? checks : null,
    })
    if (error) throw refusalOf(error)
    const text = data?.cluster?.proxyConfiguration
    if (!text) throw new Refusal('There is no such cluster.', 'NOT_FOUND')
    setRead({ text, of: values })
  })
  if (url === '') return <Text size="sm">A proxy listens at the address of {name}, which is not known here yet.</Text>
  const { proxy } = form.values
  // A text that was read for other values than those of the form is not shown.
  const text = read?.of === form.values ? read.text : undefined
  const title = `the configuration of ${titles[proxy]}`
  return (
    <Stack>
      <Text size="sm">
        A proxy before the cluster asks this gateway about every request for data. Its configuration holds no secret,
        and says what is to be done by hand.
      </Text>
      <form {...form.props}>
        <Stack>
          <NativeSelect
            label="Proxy"
            {...form.field('proxy')}
            data={proxies.map((value) => ({ value, label: titles[value] }))}
          />
          <TextInput
            label="Address of InfluxDB"
            description="Where InfluxDB itself listens, which only the proxy may reach."
            spellCheck={false}
            {...form.field('upstreamUrl')}
          />
          <TextInput
            label="Addresses for checks"
            description="Where gateways answer checks, as host:port, with commas between them. Left empty: this gateway, on the machine of the proxy."
            spellCheck={false}
            {...form.field('checks')}
          />
          <FormEnd form={form} label="Show configuration" />
        </Stack>
      </form>
      {text !== undefined && (
        <Stack gap="xs">
          <Group justify="space-between">
            <Text size="sm" role="status">
              This is {title}.
            </Text>
            <CopyButton value={text} label={title} />
          </Group>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must scroll what is larger than its box. */}
          <section className={classes['box']} aria-label={`Text of ${title}`} tabIndex={0}>
            <Code block className={classes['text'] ?? ''}>
              {text}
            </Code>
          </section>
        </Stack>
      )}
      <ProxyCommand cluster={cluster} proxy={proxy} />
    </Stack>
  )
}
