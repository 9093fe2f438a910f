import type { DryRunHolders, DryRunMail, DryRunOutcome, DryRunToken, DryRunUse } from '../../sdk/dry-run.ts'
import { agreeing, counted, listed } from '../counts/count-words.ts'
import { relativeTime } from '../times/time-words.ts'

/** What a rehearsal tells besides the action itself, in sentences; `now` is the time on the clock of the reader. */
export function sentencesOf(outcome: DryRunOutcome, now: number): readonly string[] {
  const { mails, withheld } = outcome
  const told = [...rightsOf(outcome), reachOf(outcome, now), ...endingsOf(outcome), mailsOf(mails)].filter(
    (one) => one !== undefined,
  )
  if (withheld) return [...told, 'More may change that you may not see.']
  return told.length > 0 ? told : ['Nothing else changes.']
}

/** How many tokens or permissions are named. */
const namedMax = 3

/** What a change of a group selects, and how many people gain and lose by it. */
function rightsOf({ impact: { databasesMatched, gains, losses } }: DryRunOutcome): readonly string[] {
  const matched = databasesMatched === null ? [] : [matchedWords(databasesMatched)]
  return [...matched, ...changeWords(gains ?? [], 'gain'), ...changeWords(losses ?? [], 'lose')]
}

const matchedWords = (count: number): string =>
  count === 0 ? 'No database matches now.' : `${counted(count, 'database')} ${agreeing(count, 'matches', 'match')} now.`

/** A sentence for all permissions that as many people gain: `3 people gain DATABASE_DELETE and TABLE_DELETE.` */
function changeWords(changes: readonly DryRunHolders[], verb: 'gain' | 'lose'): readonly string[] {
  const byPeople = new Map<number, string[]>()
  for (const { permission, people } of changes) byPeople.set(people, [...(byPeople.get(people) ?? []), permission])
  return [...byPeople]
    .sort(([one], [other]) => other - one)
    .map(([people, permissions]) => {
      const who = `${counted(people, 'person', 'people')} ${agreeing(people, `${verb}s`, verb)}`
      return `${who} ${some(permissions)}.`
    })
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, namedMax)
  const others = names.length - shown.length
  return listed(others > 0 ? [...shown, `${others} more`] : shown)
}

function reachOf({ events, impact: { tokensReaching, reach } }: DryRunOutcome, now: number): string | undefined {
  if (tokensReaching === null || reach === null) return undefined
  const it = events[0]?.action.startsWith('table.') ? 'its database' : 'it'
  if (tokensReaching === 0) return `No active token reaches ${it}.`
  const { writers, tokens } = reach
  const readers = tokensReaching - writers.count
  if (writers.count === 0)
    return `${counted(readers, 'active token')} ${mayRead(readers)} ${it}${usesOf(tokens, readers, reach, now)}.`
  const writing = usesOf(
    tokens.filter(({ isWriter }) => isWriter),
    writers.count,
    writers,
    now,
  )
  const also = readers > 0 ? ` ${readers} more ${mayRead(readers)} ${it}.` : ''
  return `${counted(writers.count, 'active token')} ${agreeing(writers.count, 'writes', 'write')} to ${it}${writing}.${also}`
}

const mayRead = (count: number): string => agreeing(count, 'reads', 'read')

/** The first of some tokens by name, and when one of them was used last. */
function usesOf(
  tokens: readonly DryRunToken[],
  count: number,
  { lastUse, lastUsedAt }: DryRunUse,
  now: number,
): string {
  const used = {
    KNOWN: `, last used ${ago(lastUsedAt, now)}`,
    NEVER: ', never used',
    NOT_REPORTED: `; it is not reported when ${agreeing(count, 'it is', 'they are')} used`,
  }[lastUse]
  const names = tokens.slice(0, namedMax).map(({ description }) => `“${description}”`)
  const others = count - names.length
  const named = names.length === 0 ? '' : ` (${listed(others > 0 ? [...names, `${others} more`] : names)})`
  return `${named}${used}`
}

function ago(at: string | null, now: number): string {
  const words = relativeTime(Date.parse(at ?? '') - now)
  return words === 'now' ? 'just now' : words
}

/** The actions that end a thing by themselves: their own thing is no consequence of them. */
const ownThing = {
  'session.revoke': 'sessions',
  'management_token.revoke': 'managementTokens',
  'database_token.revoke': 'databaseTokens',
  'invitation.revoke': 'invitations',
} as const

function endingsOf({ events, impact }: DryRunOutcome): readonly string[] {
  const { sessionsEnded, tokensRevoked, invitationsRevoked } = impact
  const [first, ...others] = events
  // Where several things of a kind end, they are counted.
  const isOne = !others.some(({ action }) => action === first?.action)
  const own = isOne ? ownThing[first?.action as keyof typeof ownThing] : undefined
  const managementTokens = others.filter(({ action }) => action === 'management_token.revoke').length
  const ownToken = own === 'managementTokens' || own === 'databaseTokens' ? 1 : 0
  const without = (thing: typeof own, count: number | null) => Math.max(0, (count ?? 0) - (own === thing ? 1 : 0))
  const sessions = without('sessions', sessionsEnded)
  const invitations = without('invitations', invitationsRevoked)
  const databaseTokens = Math.max(0, (tokensRevoked ?? 0) - managementTokens - ownToken)
  const revoked = [
    counted(managementTokens, 'management token'),
    counted(databaseTokens, 'database token'),
    counted(invitations, 'invitation'),
  ].filter((part) => !part.startsWith('0 '))
  const areRevoked = agreeing(managementTokens + databaseTokens + invitations, 'is revoked', 'are revoked')
  // A rotation without an overlap ends the token that it replaces.
  if (first?.action === 'database_token.rotate') return databaseTokens > 0 ? ['The old token is refused at once.'] : []
  const parts = [
    sessions > 0 && `${counted(sessions, 'session')} ${agreeing(sessions, 'ends', 'end')}`,
    revoked.length > 0 && `${listed(revoked)} ${areRevoked}`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? [`${parts.join(', ')}.`] : []
}

function mailsOf(mails: readonly DryRunMail[]): string | undefined {
  const to = [...new Set(mails.map((mail) => mail.to ?? 'somebody whose address you may not see'))]
  if (to.length === 0) return undefined
  return to.length === 1 ? `A mail goes to ${to[0]}.` : `Mails go to ${listed(to)}.`
}
