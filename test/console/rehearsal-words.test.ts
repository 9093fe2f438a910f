import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../src/console/dialogs/rehearsal-words.ts'
import type { DryRunImpact, DryRunOutcome } from '../../src/sdk/index.ts'

const now = Date.parse('2026-11-29T20:00:00Z')
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

const nothing: DryRunImpact = {
  sessionsEnded: 0,
  tokensRevoked: 0,
  invitationsRevoked: 0,
  membersAffected: 0,
  tokensReaching: 0,
  reach: null,
  databasesMatched: null,
  gains: null,
  losses: null,
}

/** A rehearsal that tells these events, the first of them the action itself. */
const outcome = (
  actions: readonly string[],
  impact: Partial<DryRunImpact> = {},
  { to = [], withheld = false }: { to?: readonly (string | null)[]; withheld?: boolean } = {},
): DryRunOutcome => ({
  events: actions.map((action) => ({
    action,
    outcome: 'SUCCEEDED',
    errorCode: null,
    resourceId: null,
    resourceLabel: null,
    changes: [],
    decidedBy: [],
  })),
  mails: to.map((address) => ({ kind: 'groupsChanged', to: address })),
  impact: { ...nothing, ...impact },
  withheld,
})

const tokens = (...descriptions: string[]) =>
  descriptions.map((description) => ({
    ...{ id: description, description, lastUsedAt: null },
    isWriter: !description.startsWith('reader'),
  }))

/** The last use is that of the tokens that write, where there are some. */
const reach = (
  lastUsedAt: string | null,
  names: readonly string[],
  lastUse: 'NEVER' | 'NOT_REPORTED' = 'NEVER',
  count = names.filter((name) => !name.startsWith('reader')).length,
) => {
  const use = { lastUsedAt, lastUse: lastUsedAt === null ? lastUse : ('KNOWN' as const) }
  return {
    ...(count === 0 ? use : { lastUsedAt: minutesAgo(0), lastUse: 'KNOWN' as const }),
    writers: { count, ...use },
    tokens: tokens(...names),
  }
}

describe('a rehearsal in words', () => {
  it.each<[words: string, told: DryRunOutcome, sentences: readonly string[]]>([
    [
      'tokens that write to a database, and their last use',
      outcome(['database.delete'], { tokensReaching: 3, reach: reach(minutesAgo(4), ['ingest', 'grafana', 'cron']) }),
      ['3 active tokens write to it (“ingest”, “grafana” and “cron”), last used 4 minutes ago.'],
    ],
    [
      'more tokens than can be named',
      outcome(['database.purge'], {
        tokensReaching: 40,
        reach: reach(minutesAgo(0), ['a', 'b', 'c', 'd'], 'NEVER', 40),
      }),
      ['40 active tokens write to it (“a”, “b”, “c” and 37 more), last used just now.'],
    ],
    [
      'one token, never used, of the database of a table',
      outcome(['table.delete'], { tokensReaching: 1, reach: reach(null, ['ingest']) }),
      ['1 active token writes to its database (“ingest”), never used.'],
    ],
    [
      'tokens whose use nobody reports',
      outcome(['database.delete'], { tokensReaching: 2, reach: reach(null, ['a', 'b'], 'NOT_REPORTED') }),
      ['2 active tokens write to it (“a” and “b”); it is not reported when they are used.'],
    ],
    [
      'those that read as well, after those that write',
      outcome(['database.delete'], {
        tokensReaching: 3,
        reach: reach(minutesAgo(4), ['reader 1', 'ingest', 'reader 2']),
      }),
      ['1 active token writes to it (“ingest”), last used 4 minutes ago. 2 more read it.'],
    ],
    [
      'those that only read',
      outcome(['database.delete'], { tokensReaching: 1, reach: reach(minutesAgo(4), ['reader']) }),
      ['1 active token reads it (“reader”), last used 4 minutes ago.'],
    ],
    [
      'a database that no token reaches',
      outcome(['database.delete'], { reach: reach(null, []) }),
      ['No active token reaches it.'],
    ],
    [
      'what ends with a person, and the mail',
      outcome(
        ['user.remove', 'management_token.revoke', 'invitation.revoke'],
        { sessionsEnded: 2, tokensRevoked: 1, invitationsRevoked: 1, membersAffected: 1 },
        { to: ['mel@example.com', 'mel@example.com'] },
      ),
      ['2 sessions end, 1 management token and 1 invitation are revoked.', 'A mail goes to mel@example.com.'],
    ],
    [
      'a group that is changed',
      outcome(['group.update'], {
        databasesMatched: 12,
        gains: [
          { permission: 'DATABASE_DELETE', people: 3 },
          { permission: 'TABLE_DELETE', people: 3 },
          { permission: 'TABLE_READ', people: 1 },
        ],
        losses: ['A', 'B', 'C', 'D'].map((permission) => ({ permission, people: 1 })),
        tokensReaching: null,
      }),
      [
        '12 databases match now.',
        '3 people gain DATABASE_DELETE and TABLE_DELETE.',
        '1 person gains TABLE_READ.',
        '1 person loses A, B, C and 1 more.',
      ],
    ],
    [
      'a group that selects nothing',
      outcome(['group.create'], { databasesMatched: 0, gains: [], losses: [], tokensReaching: null }),
      ['No database matches now.'],
    ],
    ['one session', outcome(['user.set_groups'], { sessionsEnded: 1 }), ['1 session ends.']],
    [
      'one invitation',
      outcome(['user.update', 'invitation.revoke'], { invitationsRevoked: 1 }),
      ['1 invitation is revoked.'],
    ],
    [
      'mails to several people, one of them hidden',
      outcome(['user.request_email_change'], {}, { to: ['new@example.com', 'old@example.com', null], withheld: true }),
      [
        'Mails go to new@example.com, old@example.com and somebody whose address you may not see.',
        'More may change that you may not see.',
      ],
    ],
    ['a revoked token alone', outcome(['database_token.revoke'], { tokensRevoked: 1 }), ['Nothing else changes.']],
    [
      'a revoked management token with an invitation that it sent',
      outcome(['management_token.revoke', 'invitation.revoke'], { tokensRevoked: 1, invitationsRevoked: 1 }),
      ['1 invitation is revoked.'],
    ],
    [
      'several ended sessions',
      outcome(['session.revoke', 'session.revoke'], { sessionsEnded: 2 }),
      ['2 sessions end.'],
    ],
    ['an ended session alone', outcome(['session.revoke'], { sessionsEnded: 1 }), ['Nothing else changes.']],
    [
      'a rotation without an overlap',
      outcome(['database_token.rotate', 'database_token.rotate'], { tokensRevoked: 1 }),
      ['The old token is refused at once.'],
    ],
    [
      'what the viewer may not see',
      outcome(
        ['user.remove'],
        { sessionsEnded: null, tokensRevoked: null, invitationsRevoked: null, tokensReaching: null },
        { withheld: true },
      ),
      ['More may change that you may not see.'],
    ],
  ])('tells of %s', (_words, told, sentences) => {
    expect(sentencesOf(told, now)).toEqual(sentences)
  })
})
