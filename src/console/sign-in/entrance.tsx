import { Box, Center, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTitle } from '../frame/use-title.ts'

/** The layout of the pages for visitors who are not signed in. */
export function Entrance({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useTitle(title)
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={440}>
        <Paper withBorder p="lg" radius="md">
          <Title order={1} size="h3" mb="md">
            {title}
          </Title>
          {children}
        </Paper>
      </Box>
    </Center>
  )
}
