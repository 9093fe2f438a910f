import type { AuditOutcome } from '../../sdk/generated.ts'
import { Status } from '../states/status.tsx'

const words = {
  SUCCEEDED: { tone: 'good', word: 'Done' },
  DENIED: { tone: 'bad', word: 'Refused' },
  FAILED: { tone: 'warning', word: 'Failed' },
} as const

/** How an attempt ended. */
export function Outcome({ outcome }: { readonly outcome: AuditOutcome }) {
  const { tone, word } = words[outcome]
  return <Status tone={tone}>{word}</Status>
}
