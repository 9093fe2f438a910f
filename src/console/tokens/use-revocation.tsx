import { Button } from '@mantine/core'
import { useState } from 'react'
import type { TokenStatus, TypedDocumentString } from '../../sdk/generated.ts'
import { rehearse } from '../api/rehearse.ts'
import { useChange } from '../api/use-change.ts'
import { useSelection } from '../lists/use-selection.ts'
import { grave } from '../states/grave.ts'
import { SeveralRevoked } from './several-revoked.tsx'
import { isAccepted } from './token-status.tsx'

interface Token {
  readonly id: string
  readonly description: string
  readonly status: TokenStatus
}

/**
 * Lets tokens of a page be selected and revoked together. `choosing` is for the list, `dialog` stands beside it.
 */
export function useRevocation<Row extends Token, Data, Variables>(
  shown: readonly Row[] | undefined,
  document: TypedDocumentString<Data, Variables>,
  variables: (token: Row) => Variables,
  touches: readonly string[],
) {
  const selection = useSelection(shown)
  const revoke = useChange(document, touches)
  const [tokens, setTokens] = useState<readonly Row[]>([])
  const [isOpen, setOpen] = useState(false)
  const live = selection.rows.filter(({ status }) => isAccepted(status))
  const open = () => {
    setTokens(live)
    setOpen(true)
  }
  return {
    choosing: {
      selection,
      actions: (
        <Button variant="default" {...grave} size="xs" disabled={live.length === 0} onClick={open}>
          Revoke
        </Button>
      ),
    },
    dialog: (
      <SeveralRevoked
        tokens={tokens}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        rehearse={(token) => rehearse(document, variables(token))}
        revoke={(token) => revoke(variables(token))}
        onDone={(revoked) => selection.choose(revoked, false)}
      />
    ),
  }
}
