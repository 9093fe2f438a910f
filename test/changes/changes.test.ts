import { describe, expect, it } from 'vitest'
import { anonymous, type Person } from '../../src/auth/caller.ts'
import { Deadline } from '../../src/deadline.ts'
import { ClustergateError } from '../../src/errors.ts'
import { coreForTest, originOf, type TestCore } from './core.ts'

const begin = async () => {
  const test = await coreForTest()
  const account = await test.account()
  return { test, ...account, changes: test.core.services.changes }
}

const eventsBy = async (test: TestCore, accountId: string, requestId: string) =>
  (await test.events(accountId)).filter((event) => event.request_id === requestId)

const by = (person: Person, requestId: string): Person => ({ ...person, origin: originOf(requestId) })

/** Puts a person into no group, behind the back of a request that has authenticated them. */
const strip = ({ db }: TestCore, { id }: Person) => db.deleteFrom('user_groups').where('user_id', '=', id).execute()

describe('a mutation of a signed-in caller', () => {
  it('is decided by the rights of this moment: one that was lost since the request came in no longer counts', async () => {
    const { test, changes, id, ada } = await begin()
    const token = await test.tokenOf(ada, ['DATABASE_CREATE'])
    await strip(test, ada)
    for (const caller of [ada, token]) {
      expect(caller.permissions.has('DATABASE_CREATE')).toBe(true)
      let ran = false
      const attempt = changes.run(caller, 'createDatabase', async () => {
        ran = true
      })
      await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN', details: { permission: 'DATABASE_CREATE' } })
      expect(ran).toBe(false)
    }
    expect((await test.events(id)).filter(({ action }) => action === 'database.create')).toEqual([])
  })

  it('knows the caller as they are now, at the time of the change', async () => {
    const { test, changes, id, ada } = await begin()
    test.advance(60_000)
    const stale = { ...ada, permissions: new Set<never>(), label: 'an old address' }
    const seen = await changes.run(stale, 'createDatabase', async ({ caller, accountId, at, record, db }) => {
      record({ id: 'database_1', label: 'metrics' })
      expect(await db.selectFrom('accounts').select('id').execute()).toHaveLength(1)
      return {
        accountId,
        at,
        id: caller.id,
        kind: caller.kind,
        label: caller.label,
        may: caller.permissions.has('TABLE_READ'),
      }
    })
    const label = 'ada@example.com'
    expect(seen).toEqual({ accountId: id, at: expect.any(Number), id: ada.id, kind: 'person', label, may: true })
    expect(Math.abs(seen.at - Date.now() - 60_000)).toBeLessThan(30_000)
    expect((await test.events(id)).at(-1)?.occurred_at).toBe(seen.at)
  })

  it('of a session that has ended is refused, with the reason where one is recorded', async () => {
    const { test, changes, ada } = await begin()
    const { db } = test
    const attempt = () => changes.run(ada, 'createDatabase', async () => {})
    const end = (end_reason: 'RIGHTS_GREW' | null) =>
      db.updateTable('sessions').set({ ended_at: 1, end_reason }).where('id', '=', ada.session.id).execute()
    await end(null)
    await expect(attempt()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', details: {} })
    await end('RIGHTS_GREW')
    await expect(attempt()).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      details: { sessionEndReason: 'RIGHTS_GREW' },
    })
  })

  it('of a management token that was revoked is refused', async () => {
    const { test, changes, ada } = await begin()
    const token = await test.tokenOf(ada, ['DATABASE_CREATE'])
    await expect(changes.run(token, 'createDatabase', async () => 'made')).resolves.toBe('made')
    await test.core.services.managementTokens.revoke(ada, token.id)
    const attempt = changes.run(token, 'createDatabase', async () => {})
    await expect(attempt).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The credential is not valid, or no longer. Sign in again.',
    })
  })

  it('is allowed on what is their own without the permission, and on nothing of others', async () => {
    const { test, changes, ada } = await begin()
    await strip(test, ada)
    const attempt = (owner: string | undefined) =>
      changes.runOnOwned(ada, 'revokeSession', {
        find: async (db, caller) => {
          expect(caller.permissions.size).toBe(0)
          expect(await db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
          return { owner }
        },
        ownerOf: (found) => found.owner,
        work: async ({ caller }, found) => [caller.id, found],
      })
    await expect(attempt(ada.id)).resolves.toEqual([ada.id, { owner: ada.id }])
    for (const another of ['somebody', undefined]) {
      await expect(attempt(another)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'SESSION_REVOKE' },
      })
    }
  })

  it('needs somebody who is signed in; without, not even the store is asked', async () => {
    const { test, changes } = await begin()
    const before = test.statements.length
    const attempt = changes.run(anonymous(originOf('nobody')), 'createDatabase', async () => {})
    await expect(attempt).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(test.statements.slice(before).filter((sql) => !sql.includes('"tasks"'))).toEqual([])
  })
})

describe('a mutation without a credential', () => {
  const joe = { id: 'user_1', label: 'joe@example.com' }

  it('runs where the policy opens it to all', async () => {
    const { test, changes, id } = await begin()
    const answer = changes.runAs(id, joe, 'confirmEmail', originOf('open'), async ({ accountId }) => accountId)
    await expect(answer).resolves.toBe(id)
    expect(await eventsBy(test, id, 'open')).toMatchObject([
      { action: 'user.change_email', outcome: 'SUCCEEDED', actor_id: joe.id, actor_label: joe.label },
    ])
  })

  it('does not run where the policy asks for more, also for a person who has proved themselves', async () => {
    const { test, changes, id } = await begin()
    for (const operation of ['createDatabase', 'changePassword', 'revokeSession'] as const) {
      const attempt = changes.runAs(id, joe, operation, originOf('closed'), async () => {})
      await expect(attempt).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
    expect(await eventsBy(test, id, 'closed')).toEqual([])
  })
})

describe('the audit log', () => {
  it('has an event for each change: what was done, by whom, from where, in which request', async () => {
    const { test, changes, id, ada } = await begin()
    await changes.run(by(ada, 'silent'), 'createDatabase', async () => {})
    await changes.runAsOperator(id, 'account.rename', originOf('command'), async ({ record }) =>
      record({ id, label: 'New', changes: [{ field: 'name', before: 'Account', after: 'New' }] }),
    )
    const nothing = { resource_id: null, resource_label: null, changes: '[]' }
    const common = { outcome: 'SUCCEEDED', error_code: null, ip: '192.0.2.7' }
    expect(await eventsBy(test, id, 'silent')).toMatchObject([
      { action: 'database.create', actor_id: ada.id, actor_label: ada.label, ...common, ...nothing },
    ])
    expect(await eventsBy(test, id, 'command')).toMatchObject([
      {
        ...{ action: 'account.rename', actor_id: null, actor_label: 'operator', ...common },
        ...{ resource_id: id, resource_label: 'New', changes: '[{"after":"New","before":"Account","field":"name"}]' },
      },
    ])
    expect(await test.core.services.auditEvents.verify(ada)).toMatchObject({ intact: true })
  })

  it('has one for each thing that a change touched, and none besides', async () => {
    const { test, changes, id, ada } = await begin()
    await changes.run(by(ada, 'several'), 'inviteUsers', async ({ record }) => {
      record({ id: 'invitation_1', label: 'a@example.com' })
      record({ id: 'invitation_2', label: 'b@example.com', action: 'invitation.revoke' })
      record({ id: null, label: 'c@example.com', error: new ClustergateError('CONFLICT', 'Taken.') })
    })
    expect(await eventsBy(test, id, 'several')).toMatchObject([
      { resource_id: 'invitation_1', action: 'invitation.create', outcome: 'SUCCEEDED', error_code: null },
      { resource_id: 'invitation_2', action: 'invitation.revoke', outcome: 'SUCCEEDED' },
      { resource_label: 'c@example.com', action: 'invitation.create', outcome: 'FAILED', error_code: 'CONFLICT' },
    ])
  })

  it('calls an attempt DENIED that the caller had no right to, and FAILED where something else was wrong', async () => {
    const { test, changes, id, ada } = await begin()
    const resource = { id: 'database_1', label: null }
    const outcomes: string[] = []
    for (const code of [
      'FORBIDDEN',
      'UNAUTHENTICATED',
      'INVALID_CREDENTIALS',
      'NOT_FOUND',
      'BAD_INPUT',
      'INTERNAL',
    ] as const) {
      const error = new ClustergateError(code, 'No.')
      await changes.recordFailure(id, ada, 'deleteDatabase', originOf(code), error, resource)
      await changes.recordFailure(id, ada, 'deleteDatabase', originOf(code), error)
      const events = await eventsBy(test, id, code)
      const expected = { action: 'database.delete', error_code: code, actor_id: ada.id, ip: '192.0.2.7' }
      expect(events).toMatchObject([
        { ...expected, resource_id: 'database_1', resource_label: null },
        { ...expected, resource_id: null, resource_label: null },
      ])
      outcomes.push(...events.map(({ outcome }) => `${code} ${outcome}`))
    }
    expect([...new Set(outcomes)]).toEqual([
      'FORBIDDEN DENIED',
      'UNAUTHENTICATED DENIED',
      'INVALID_CREDENTIALS DENIED',
      'NOT_FOUND FAILED',
      'BAD_INPUT FAILED',
      'INTERNAL FAILED',
    ])
  })

  it('tells which request for data was refused to which database token, and not of more alike than are wanted', async () => {
    const { test, changes, id } = await begin()
    const token = { id: 'database_token_1', label: 'database token “ingest”' }
    const error = new ClustergateError('FORBIDDEN', 'No.')
    const changed = (after: number) => [{ field: 'attempts', before: null, after }]
    const refuse = (after: number, count = 2, milliseconds = 60_000) => {
      const event = { id: 'database_1', label: 'metrics', changes: changed(after), error }
      return changes.recordWithin({ count, milliseconds }, id, token, 'dataplane.denied', originOf('data'), event)
    }
    expect(await refuse(3)).toBeUndefined()
    expect(await eventsBy(test, id, 'data')).toMatchObject([
      {
        ...{ action: 'dataplane.denied', outcome: 'DENIED', error_code: 'FORBIDDEN', actor_id: token.id },
        ...{ actor_label: token.label, resource_id: 'database_1', resource_label: 'metrics', ip: '192.0.2.7' },
        changes: '[{"after":3,"before":null,"field":"attempts"}]',
      },
    ])
    expect(await refuse(4), 'another one').toBeUndefined()
    expect(await refuse(3), 'a second one').toBeUndefined()
    const [first] = await eventsBy(test, id, 'data')
    expect(await refuse(3), 'a third one').toBe(first?.occurred_at)
    expect(await refuse(3, 2, 0), 'none of this moment').toBeUndefined()
    expect(await eventsBy(test, id, 'data')).toHaveLength(4)
  })

  it('tells of an attempt that was given up, too, although there is no time left for it', async () => {
    const { test, changes, id, ada } = await begin()
    const deadline = new Deadline(0, () => 1)
    const late = { ...originOf('late'), deadline }
    let ran = false
    const attempt = changes.run({ ...ada, origin: late }, 'createDatabase', async () => {
      ran = true
    })
    await expect(attempt).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(ran).toBe(false)
    await changes.recordFailure(id, ada, 'createDatabase', late, new ClustergateError('RATE_LIMITED', 'Too late.'))
    expect(await eventsBy(test, id, 'late')).toMatchObject([{ outcome: 'FAILED', error_code: 'RATE_LIMITED' }])
  })

  it('has no place for an account that does not exist: nothing is done', async () => {
    const { test, changes } = await begin()
    let ran = false
    const attempt = changes.runAsOperator('account_none', 'account.rename', originOf('none'), async () => {
      ran = true
    })
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no such account.' })
    expect(ran).toBe(false)
    expect(await test.events('account_none')).toEqual([])
  })

  it('stays whole, whatever is taken back, and however many change an account and others at once', async () => {
    const { test, changes, id, ada } = await begin()
    const other = await test.account('Other')
    const attempts = ['good', 'bad', 'good', 'other', 'good', 'bad', 'other', 'good'].map((end) =>
      changes.runAsOperator(end === 'other' ? other.id : id, 'account.rename', originOf(end), async ({ record }) => {
        record({ id, label: end })
        record({ id, label: `${end} again` })
        if (end === 'bad') throw new Error('taken back')
      }),
    )
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
    expect(await eventsBy(test, other.id, 'other')).toHaveLength(4)
    expect(await eventsBy(test, id, 'good')).toHaveLength(8)
    expect(await eventsBy(test, id, 'bad')).toEqual([])
    const { auditEvents } = test.core.services
    for (const admin of [ada, other.ada]) expect(await auditEvents.verify(admin)).toMatchObject({ intact: true })
    expect(test.core.checkpoints.find(id)?.sequence).toBe((await test.events(id)).length)
  })
})

describe('tasks that a change queues', () => {
  it('are committed with it, and wake the workers once it is committed', async () => {
    const { test, changes, id, ada } = await begin()
    const { db } = test
    const before = test.wakes
    const at = await changes.run(ada, 'createDatabase', async (change) => {
      await change.enqueue('mail', 'mail_1')
      await change.enqueue('mail', 'mail_2')
      expect(test.wakes).toBe(before)
      return change.at
    })
    expect(test.wakes).toBe(before + 1)
    expect(
      await db
        .selectFrom('tasks')
        .select(['account_id', 'kind', 'id', 'created_at'])
        .where('id', 'in', ['mail_1', 'mail_2'])
        .orderBy('id')
        .execute(),
    ).toEqual([
      { account_id: id, kind: 'mail', id: 'mail_1', created_at: at },
      { account_id: id, kind: 'mail', id: 'mail_2', created_at: at },
    ])
  })

  it('are taken back with it, and wake nobody; nor does a change without any', async () => {
    const { test, changes, ada } = await begin()
    const before = test.wakes
    const attempt = changes.run(ada, 'createDatabase', async ({ enqueue }) => {
      await enqueue('mail', 'mail_1')
      throw new Error('taken back')
    })
    await expect(attempt).rejects.toThrow('taken back')
    await changes.run(ada, 'createDatabase', async () => {})
    expect(test.wakes).toBe(before)
    const { db } = test
    expect(await db.selectFrom('tasks').select('id').where('id', '=', 'mail_1').execute()).toEqual([])
  })
})

describe('an attempt that concerns no account', () => {
  it('costs as much as one that is recorded, and leaves nothing behind', async () => {
    const { test, changes, id, ada } = await begin()
    const { db } = test
    const counts = async () => [
      (await db.selectFrom('audit_events').select('id').execute()).length,
      (await db.selectFrom('attempts').select('id').execute()).length,
      (await db.selectFrom('audit_heads').select('account_id').execute()).length,
    ]
    const before = await counts()
    const statementsOf = async (work: () => Promise<void>) => {
      const start = test.statements.length
      await work()
      return test.statements.slice(start)
    }
    const decoy = await statementsOf(() => changes.recordDecoy())
    expect(await counts()).toEqual(before)
    const error = new ClustergateError('INVALID_CREDENTIALS', 'No.')
    const recorded = await statementsOf(() => changes.recordFailure(id, ada, 'signIn', originOf('real'), error))
    expect(decoy).toHaveLength(recorded.length)
    const kinds = (statements: string[]) =>
      statements.filter((sql) => /^update "audit_heads" set "locked_at"|^insert/.test(sql))
    expect(kinds(decoy)).toHaveLength(kinds(recorded).length)
  })
})
