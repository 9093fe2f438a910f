import { Code, Stack, Tabs, Text } from '@mantine/core'
import { dataPlaneExamples } from '../../examples/data-plane.ts'
import { environmentLines } from '../../examples/environment.ts'
import type { ExampleToken } from '../../examples/target.ts'
import { AddressCommand } from '../clusters/operator-commands.tsx'
import type { NamedCluster } from '../clusters/use-cluster.ts'
import { CopyButton } from '../facts/copy-line.tsx'
import classes from './token-examples.module.css'

/** Stands for the secret where it is not known any more. */
const placeholder = 'the secret of this token'

interface Props {
  /** Of a new token, while it is shown. */
  readonly secret?: string
  readonly token: ExampleToken
  readonly cluster: NamedCluster
}

/** How programs use a database token: the variables that they take, and ready examples for its permissions. */
export function TokenExamples({ secret, token, cluster }: Props) {
  if (token.clusterUrl === '') return <AddressCommand cluster={cluster} />
  const examples = dataPlaneExamples(token)
  return (
    <Stack gap="xs">
      <Text size="sm">
        Programs write and query data at <Code>{token.clusterUrl}</Code>. The examples take the secret from a variable
        of the environment:
      </Text>
      <Example label="the variables" text={environmentLines(secret ?? placeholder, token)} />
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
    <div className={classes['example']}>
      <Code block className={classes['text'] ?? ''}>
        {text}
      </Code>
      <div className={classes['copy']}>
        <CopyButton value={text} label={label} />
      </div>
    </div>
  )
}
