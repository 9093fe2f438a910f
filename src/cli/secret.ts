import type { Column } from './columns.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { showJson, showOne } from './output.ts'
import { say, tell } from './streams.ts'

/** Prints a secret alone. It is kept nowhere, and cannot be shown again. */
export function showSecret(secret: string): void {
  say(harmless(secret))
  tell(notice)
}

const notice = 'This secret is shown this once: keep it where secrets are kept.'

/** Prints a new token and its secret. */
export async function showMade<Row>(
  made: { readonly secret: string; readonly token: Row },
  columns: readonly Column<Row>[],
  output: Output<Row>,
): Promise<void> {
  if (output.format === 'json') {
    showJson(made)
    return tell(notice)
  }
  if (output.format !== 'plain') await showOne(made.token, columns, output)
  showSecret(made.secret)
}
