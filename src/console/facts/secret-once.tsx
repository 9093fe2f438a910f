import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { CopyButton } from './copy-line.tsx'
import { downloadFile } from './download.ts'

interface Props {
  readonly secret: string
  /** What the file is called, without its ending. */
  readonly fileName: string
}

/** A secret that nobody can show again: to be copied or kept in a file, now. */
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
