import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { CopyButton } from './copy-line.tsx'
import { downloadFile } from './download.ts'

interface Props {
  readonly secret: string
  /** The name of the downloaded file, without its extension. */
  readonly fileName: string
}

/** A new secret, to be copied or downloaded now: it cannot be shown again. */
export function SecretOnce({ secret, fileName }: Props) {
  return (
    <Alert color="yellow" title="Shown only once" role="status">
      <Text size="sm" mb="xs">
        Store it where you keep secrets: it cannot be shown again.
      </Text>
      <Code block data-secret style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {secret}
      </Code>
      <Group gap="xs" mt="xs">
        <CopyButton value={secret} label="the secret" />
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => downloadFile([secret], `${fileName}.txt`, 'text/plain')}
        >
          Download
        </Button>
      </Group>
    </Alert>
  )
}
