import type { DryRunEvent, DryRunHolders, DryRunImpact, DryRunOutcome, DryRunToken } from '../sdk/index.ts'
import { type Column, extra, fact, number, text, time, titled } from './columns.ts'
import type { Rehearsed } from './dry-run.ts'
import { exitCodes } from './exit-codes.ts'
import type { Printing } from './format.ts'
import { harmless } from './harmless.ts'
import { showJson, showRows } from './output.ts'
import { say, tell } from './streams.ts'

/** What one mutation would do, with its name. */
type Outcome = DryRunOutcome & { readonly mutation: string }

/** Prints what a command would do; the exit code is 1 where a part of it would be refused. */
export async function showRehearsed({ told, output }: Rehearsed): Promise<void> {
  const outcomes = told.flatMap((one) =>
    Object.entries(one).map(([mutation, outcome]): Outcome => ({ mutation, ...(outcome as DryRunOutcome) })),
  )
  const events = outcomes.flatMap((outcome) => outcome.events)
  if (output.format === 'json') showJson(outcomes)
  else if (output.format !== 'table') await showRows(events, eventColumns, output)
  else for (const [at, outcome] of outcomes.entries()) await showOutcome(outcome, at > 0, output)
  tell('This was a dry run: nothing was changed.')
  for (const { outcome, errorCode, resourceLabel } of events) {
    if (outcome === 'SUCCEEDED') continue
    tell(harmless(`${JSON.stringify(resourceLabel ?? 'It')} would be refused. (${errorCode})`))
    process.exitCode = exitCodes.failed
  }
  if (outcomes.some(({ withheld }) => withheld)) tell('You may not read all of it; the rest was left out.')
}

async function showOutcome(outcome: Outcome, isNext: boolean, output: Printing): Promise<void> {
  const { events, impact, mails } = outcome
  if (isNext) say('')
  await showRows(events, eventColumns, output)
  const { showFacts } = await import('./table.ts')
  const facts = impactColumns.filter(({ value }) => Boolean(value(impact)))
  if (facts.length > 0) {
    say('')
    showFacts(impact, facts, output)
  }
  const rights = rightsOf(impact)
  if (rights.length > 0) {
    say('')
    await showRows(rights, rightColumns, output)
  }
  const tokens = impact.reach?.tokens ?? []
  if (tokens.length > 0) {
    say('')
    await showRows(tokens, tokenColumns(impact), output)
  }
  for (const { kind, to } of mails) tell(harmless(`A mail would be sent to ${to ?? 'somebody'}: ${kind}.`))
}

const eventColumns = [
  fact<DryRunEvent>('action', ({ action }) => action),
  titled(
    'ON',
    text<DryRunEvent>('resourceLabel', ({ resourceLabel }) => resourceLabel),
  ),
  text<DryRunEvent>('changes', ({ changes }) => changes.map(printChange).join('; '), ''),
  extra(fact<DryRunEvent>('outcome', ({ outcome }) => outcome)),
  extra(fact<DryRunEvent>('errorCode', ({ errorCode }) => errorCode, '')),
  extra(fact<DryRunEvent>('resourceId', ({ resourceId }) => resourceId, 'new')),
]

const printChange = ({ field, before, after }: DryRunEvent['changes'][number]): string =>
  before === null || before === undefined
    ? `${field}: ${printValue(after)}`
    : `${field}: ${printValue(before)} → ${printValue(after)}`

const printValue = (value: unknown): string =>
  value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)

/** What hangs on a mutation; only what there is of it is shown. */
const impactColumns: readonly Column<DryRunImpact>[] = [
  titled(
    'SESSIONS THAT END',
    number<DryRunImpact>('sessionsEnded', ({ sessionsEnded }) => sessionsEnded),
  ),
  titled(
    'TOKENS REVOKED',
    number<DryRunImpact>('tokensRevoked', ({ tokensRevoked }) => tokensRevoked),
  ),
  titled(
    'INVITATIONS REVOKED',
    number<DryRunImpact>('invitationsRevoked', (impact) => impact.invitationsRevoked),
  ),
  titled(
    'PEOPLE WHOSE RIGHTS CHANGE',
    number<DryRunImpact>('membersAffected', (impact) => impact.membersAffected),
  ),
  titled(
    'TOKENS THAT REACH IT',
    number<DryRunImpact>('tokensReaching', ({ tokensReaching }) => tokensReaching),
  ),
  titled(
    'TOKENS THAT WRITE TO IT',
    number<DryRunImpact>('writers', ({ reach }) => reach?.writers.count),
  ),
  titled(
    'THOSE LAST USED',
    time<DryRunImpact>('writersLastUsedAt', ({ reach }) => reach?.writers.lastUsedAt),
  ),
  titled(
    'DATABASES THE GROUP SELECTS',
    // None at all may be a mistake in a selector.
    fact<DryRunImpact>('databasesMatched', ({ databasesMatched: count }) => (count === 0 ? 'none' : count)),
  ),
]

/** A permission of which people get more, or less, by the change of a group. */
interface Right {
  readonly permission: string
  readonly gain: number
  readonly lose: number
}

function rightsOf({ gains, losses }: DryRunImpact): readonly Right[] {
  const names = new Set([...(gains ?? []), ...(losses ?? [])].map(({ permission }) => permission))
  return [...names].map((permission) => ({
    permission,
    gain: peopleIn(gains, permission),
    lose: peopleIn(losses, permission),
  }))
}

const peopleIn = (holders: readonly DryRunHolders[] | null, permission: string): number =>
  holders?.find((one) => one.permission === permission)?.people ?? 0

const rightColumns = [
  fact<Right>('permission', ({ permission }) => permission),
  titled(
    'PEOPLE WHO GET MORE',
    number<Right>('gain', ({ gain }) => gain),
  ),
  titled(
    'PEOPLE WHO KEEP LESS',
    number<Right>('lose', ({ lose }) => lose),
  ),
]

/** Tokens that reach what would change, those first that were used last. */
const tokenColumns = ({ reach }: DryRunImpact): readonly Column<DryRunToken>[] => [
  titled(
    'TOKEN',
    text<DryRunToken>('description', ({ description }) => description),
  ),
  titled(
    'LAST USED',
    time<DryRunToken>(
      'lastUsedAt',
      ({ lastUsedAt }) => lastUsedAt,
      reach?.lastUse === 'NOT_REPORTED' ? 'not reported' : 'never',
    ),
  ),
  titled(
    'MAY WRITE',
    fact<DryRunToken>('isWriter', ({ isWriter }) => (isWriter ? 'yes' : 'no')),
  ),
  fact<DryRunToken>('id', ({ id }) => id),
]
