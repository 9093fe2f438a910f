import { Alert, List, Text } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { permissionWords } from '../groups/permission-words.ts'
import { warningsOf } from './warnings.ts'

/** What a token with these permissions will be able to do, in a sentence, and what to think of before it is made. */
export function TokenSummary({ permissions }: { readonly permissions: readonly Permission[] }) {
  const warnings = warningsOf(permissions)
  return (
    <div>
      {/* The sentence alone is read aloud at each tick: the warnings are there to be looked up. */}
      <Text size="sm" role="status">
        {permissions.length === 0
          ? 'Choose what the program needs: the token may do nothing else.'
          : `The token may ${permissionWords(permissions)}; nothing else, and never more than you at that time.`}
      </Text>
      {warnings.length > 0 && (
        <Alert color="yellow" mt="xs" p="sm" title="Wide permissions" role="note">
          <List size="sm">
            {warnings.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  )
}
