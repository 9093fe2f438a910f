import { Skeleton, Stack } from '@mantine/core'

const widths = ['90%', '75%', '85%', '60%', '80%']

/** The placeholder of rows that are loading. */
export function Loading({ rows = 5 }: { readonly rows?: number }) {
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
        <Skeleton key={at} height={18} width={widths[at % widths.length] as string} />
      ))}
    </Stack>
  )
}
