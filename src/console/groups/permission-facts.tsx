import { Text } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { Facts } from '../facts/facts.tsx'
import { bySubject, capital } from './permission-words.ts'

/** Permissions in words, by resource. */
export function PermissionFacts({ permissions }: { readonly permissions: readonly Permission[] }) {
  if (permissions.length === 0) return <Text c="dimmed">None</Text>
  return (
    <Facts
      facts={bySubject(permissions).map(({ title, deeds }) => ({
        label: title,
        value: capital(deeds.map(({ word }) => word).join(', ')),
      }))}
    />
  )
}
