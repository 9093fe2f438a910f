import type { AuditOutcome } from '../../sdk/generated.ts'
import { Status } from '../states/status.tsx'

/** How attempts end, in a word each. */
export const outcomeWords = {
  SUCCEEDED: { tone: 'good', word: 'Succeeded' },
  DENIED: { tone: 'bad', word: 'Refused' },
  FAILED: { tone: 'warning', word: 'Failed' },
} as const

/** How an attempt ended. */
export function Outcome({ outcome }: { readonly outcome: AuditOutcome }) {
  const { tone, word } = outcomeWords[outcome]
  return <Status tone={tone}>{word}</Status>
}
