import { Button, Code, Group } from '@mantine/core'
import { useState } from 'react'
import { toast } from '../states/toast.ts'

const noticeMilliseconds = 2_000

/** A value with a button that copies it. */
export function CopyLine({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
      <CopyButton value={value} label={label} />
    </Group>
  )
}

/** A button that copies a value. Browsers allow that on HTTPS and localhost only; elsewhere a message says so. */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      setTimeout(() => setCopied(false), noticeMilliseconds)
    } catch {
      toast('The browser did not allow copying. Select the text, and copy it by hand.', 'red')
    }
  }
  return (
    <Button size="compact-xs" variant="default" onClick={() => void copy()} aria-label={`Copy ${label}`} flex="none">
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}
