import { Text } from '@mantine/core'
import type { Rehearse } from '../api/rehearse.ts'
import { counted } from '../counts/count-words.ts'
import { Dialog } from '../dialogs/dialog.tsx'
import { Several } from '../dialogs/several.tsx'

interface Props<Token> {
  readonly tokens: readonly Token[]
  readonly isOpen: boolean
  onClose(): void
  rehearse(token: Token): Rehearse
  revoke(token: Token): Promise<unknown>
  onDone(revoked: readonly Token[]): void
}

/** The question before several tokens are revoked. */
export function SeveralRevoked<Token extends { readonly id: string; readonly description: string }>(
  props: Props<Token>,
) {
  const { tokens, isOpen, onClose, rehearse, revoke, onDone } = props
  return (
    <Dialog title={`Revoke ${counted(tokens.length, 'token')}`} isOpen={isOpen} onClose={onClose}>
      <Several
        rows={tokens}
        called={({ description }) => description}
        label="Revoke"
        color="red"
        done="revoked"
        rehearse={rehearse}
        act={revoke}
        onDone={onDone}
        onClose={onClose}
      >
        <Text size="sm">Programs that use them are refused at once. This cannot be undone.</Text>
      </Several>
    </Dialog>
  )
}
