import { Group, Stack, Table, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { CopyButton } from '../facts/copy-line.tsx'
import { SecretOnce } from '../facts/secret-once.tsx'
import type { Result } from './invite-form.tsx'

/** The result for each address, with the links when the gateway has no mail server. */
export function InviteResults({ results }: { readonly results: readonly Result[] }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: new results get the focus.
  useEffect(() => heading.current?.focus(), [results])
  const invited = results.filter((result) => result.invitation)
  const links = invited.flatMap(({ email, link }) => (link ? [{ email, link }] : []))
  return (
    <Stack component="section" aria-label="Invitation results" mb="xl">
      <Title order={2} size="h4" ref={heading} tabIndex={-1}>
        {invited.length} of {results.length} invited
      </Title>
      {links.length > 0 && (
        <>
          <Text size="sm">This gateway has no mail server: give each link to the person it invites.</Text>
          <SecretOnce
            secret={
              links.length === 1 ? (links[0]?.link ?? '') : links.map((of) => `${of.email} ${of.link}`).join('\n')
            }
            fileName="invitation-links"
          />
        </>
      )}
      <Table aria-label="Results">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Address</Table.Th>
            <Table.Th scope="col">Result</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {results.map(({ email, link, error }) => (
            <Table.Tr key={email}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{email}</Table.Td>
              <Table.Td>
                {error ? (
                  <Text size="sm" c="var(--tone-bad)">
                    {error.message}
                  </Text>
                ) : (
                  <Group gap="xs">
                    {link ? 'Invited' : 'A mail is on its way'}
                    {link && links.length > 1 && <CopyButton value={link} label={`the link for ${email}`} />}
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
