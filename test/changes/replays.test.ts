import { describe, expect, it } from 'vitest'
import type { Person } from '../../src/auth/caller.ts'
import type { GuardedChange } from '../../src/changes/changes.ts'
import { answerBytesMax } from '../../src/changes/replays.ts'
import { KeySweep, keyTask } from '../../src/changes/sweep-keys.ts'
import { notFound } from '../../src/errors.ts'
import { Idempotency, keyMilliseconds } from '../../src/idempotency.ts'
import { Rehearsal } from '../../src/rehearsal.ts'
import type { Task } from '../../src/tasks/task.ts'
import { coreForTest, originOf } from './core.ts'

const begin = async () => {
  const test = await coreForTest()
  const account = await test.account()
  const { changes } = test.core.services
  let worked = 0
  /** Asks once, in a request of its own: what it was answered, and what became of its key. */
  const ask = async <T>(
    answer: T,
    {
      key = 'the-key-1',
      hash = 'one',
      revive,
    }: { key?: string; hash?: string; revive?: () => Promise<T | undefined> } = {},
  ) => {
    const { caller, idempotency } = under(account.ada, key, hash)
    const work = async ({ record }: GuardedChange) => {
      worked++
      record({ id: 'database_1', label: 'metrics' })
      return answer
    }
    return { answer: await changes.run(caller, 'createDatabase', work, revive), outcome: idempotency.outcome }
  }
  const keys = () => test.db.selectFrom('idempotency_keys').selectAll().execute()
  return { test, ...account, changes, ask, keys, worked: () => worked }
}

/** A request of its own under a key. */
function under(person: Person, key: string, hash: string) {
  const idempotency = new Idempotency(key)
  idempotency.requestHashes = [hash]
  const caller: Person = { ...person, origin: { ...originOf('a request'), idempotency } }
  return { caller, idempotency }
}

describe('a change under a key', () => {
  it('is worked out, kept and audited once, and answered from what is kept', async () => {
    const { test, id, ada, ask, keys, worked } = await begin()
    const first = await ask({ id: 'database_1', name: 'metrics' })
    const events = await test.events(id)
    const again = await ask({ id: 'database_2', name: 'another' })

    expect([first.outcome, worked()]).toEqual([{ replayed: false }, 1])
    expect(again.answer).toEqual(first.answer)
    const [row] = await keys()
    expect(again.outcome).toEqual({ replayed: true, firstAt: row?.created_at })
    expect(await keys()).toEqual([
      {
        account_id: id,
        principal_id: ada.id,
        key: 'the-key-1',
        request_hash: 'one',
        action: 'database.create',
        owner_id: null,
        answer: '{"id":"database_1","name":"metrics"}',
        created_at: events.at(-1)?.occurred_at,
      },
    ])
    expect(await test.events(id)).toEqual(events)
  })

  it('may answer nothing', async () => {
    const { ask, worked } = await begin()
    await ask(undefined)
    expect([(await ask(undefined)).outcome, worked()]).toMatchObject([{ replayed: true }, 1])
  })

  it('is CONFLICT, and not worked out, where the key was another request’s', async () => {
    const { ask, worked } = await begin()
    await ask('one')
    await expect(ask('two', { hash: 'two' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^Another request was carried out under this Idempotency-Key at 2.*own\.$/),
      details: { field: 'Idempotency-Key' },
    })
    expect(worked()).toBe(1)
  })

  it('is not carried out where nothing says what is asked for', async () => {
    const { ask, worked } = await begin()
    await expect(ask('one', { hash: '' })).rejects.toThrow('Nothing has said')
    expect(worked()).toBe(0)
  })

  it('leaves no key behind where it fails', async () => {
    const { changes, ada, keys } = await begin()
    const { caller, idempotency } = under(ada, 'the-key-1', 'one')
    await expect(changes.run(caller, 'createDatabase', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect([await keys(), idempotency.outcome]).toEqual([[], undefined])
  })

  it('is repeated for 24 hours, and then another may have the key', async () => {
    const { test, ask, worked, ada } = await begin()
    await ask('one')
    // Her session would end.
    await test.db
      .updateTable('sessions')
      .set({ expires_at: 9e15, created_at: 8e15 })
      .where('id', '=', ada.session.id)
      .execute()
    test.advance(keyMilliseconds - 60_000)
    expect((await ask('one')).outcome).toMatchObject({ replayed: true })
    test.advance(60_001)
    expect((await ask('two', { hash: 'two' })).outcome).toEqual({ replayed: false })
    expect(worked()).toBe(2)
  })

  it('is looked up for the first change of a request only, and not in a rehearsal', async () => {
    const { changes, ada, keys } = await begin()
    const { caller } = under(ada, 'the-key-1', 'one')
    expect(await changes.run(caller, 'createDatabase', async () => 'first')).toBe('first')
    expect(await changes.run(caller, 'createDatabase', async () => 'second')).toBe('second')
    expect(await keys()).toHaveLength(1)
    const rehearsed = under(ada, 'the-key-2', 'one')
    rehearsed.caller.origin.rehearsal = new Rehearsal()
    await changes.run(rehearsed.caller, 'createDatabase', async () => 'as if')
    expect([await keys(), rehearsed.idempotency.outcome]).toMatchObject([[{ key: 'the-key-1' }], undefined])
  })

  it('is answered by what completes it, or worked out anew where it came to nothing', async () => {
    const { ask, worked, keys } = await begin()
    await ask('begun')
    expect((await ask('begun', { revive: async () => 'ended' })).answer).toBe('ended')
    expect(worked()).toBe(1)
    expect((await ask('anew', { revive: async () => undefined })).answer).toBe('anew')
    expect([worked(), (await keys()).map(({ answer }) => answer)]).toEqual([2, ['"anew"']])
  })
})

describe('of an answer', () => {
  it('secrets and links are not kept, and a secret cannot be asked for again', async () => {
    const { ask, keys } = await begin()
    const made = { token: { id: 'database_token_1' }, secret: 'apiv1_x', results: [{ link: 'https://x/#y' }] }
    await ask(made)
    const { answer } = await ask(made)
    const [row] = await keys()
    expect(row?.answer).toBe('{"token":{"id":"database_token_1"},"secret":null,"results":[{"link":null}]}')
    expect([answer.token, answer.results]).toEqual([made.token, [{ link: null }]])
    expect(() => answer.secret).toThrow(
      expect.objectContaining({
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: expect.stringMatching(
          /^This was carried out at 2.*Z, under the same Idempotency-Key\. Its secret .*token\.$/,
        ),
        details: { replayed: true, firstAt: expect.stringMatching(/Z$/), resourceId: 'database_token_1' },
      }),
    )
  })

  it(`as much is kept as fits into ${answerBytesMax / 1024} KB, and nothing that looks like a secret`, async () => {
    const { ask, keys } = await begin()
    // Two bytes each, and two quotes.
    const fits = 'é'.repeat(answerBytesMax / 2 - 1)
    await ask(fits, { key: 'it-just-fits' })
    expect((await ask(fits, { key: 'it-just-fits' })).answer).toBe(fits)
    for (const [key, answer] of [
      ['it-is-too-large', `${fits}x`],
      ['it-looks-secret', `cgs_${'0'.repeat(72)}`],
    ] as const) {
      await ask(answer, { key })
      await expect(ask(answer, { key })).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: expect.stringMatching(/too large to be kept: read how things are now\.$/),
        details: { replayed: true },
      })
      expect((await keys()).find((row) => row.key === key)?.answer).toBeNull()
    }
  })
})

describe('a mutation of what is one’s own', () => {
  it('is repeated for its owner although the thing is gone, by the rights that they have now', async () => {
    const { changes, ada, keys, test } = await begin()
    const end = (find: () => Promise<string>) => {
      const { caller, idempotency } = under(ada, 'the-key-1', 'one')
      const done = changes.runOnOwned(caller, 'revokeSession', { find, ownerOf: (id) => id, work: async () => 'ended' })
      return done.then((answer) => [answer, idempotency.outcome?.replayed])
    }
    const gone = () => Promise.reject(notFound('session', 'id'))
    expect(await end(async () => ada.id)).toEqual(['ended', false])
    expect(await end(gone)).toEqual(['ended', true])
    expect((await keys()).map(({ owner_id }) => owner_id)).toEqual([ada.id])

    await test.db.updateTable('idempotency_keys').set({ owner_id: 'user_2' }).execute()
    expect(await end(gone)).toEqual(['ended', true])
    await test.db.deleteFrom('user_groups').where('user_id', '=', ada.id).execute()
    await expect(end(gone)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { permission: 'SESSION_REVOKE' } })
  })
})

describe('a mutation that does more than its change', () => {
  it('is answered from an earlier request before it does anything, or after it failed meanwhile', async () => {
    const { changes, ada, ask } = await begin()
    let done = 0
    const mutate = (hash: string, work: () => Promise<string>) =>
      changes.runUnlessDone(under(ada, 'the-key-1', hash).caller, 'createDatabase', () => {
        done++
        return work()
      })
    const fails = () => Promise.reject(new Error('The password is another one by now.'))
    await expect(mutate('one', fails)).rejects.toThrow('another one by now')
    expect(
      await mutate('one', async () => {
        await ask('made meanwhile')
        return fails()
      }),
    ).toBe('made meanwhile')
    expect(await mutate('one', fails)).toBe('made meanwhile')
    expect(done).toBe(2)
    await expect(mutate('two', fails)).rejects.toThrow('another one by now')
  })
})

it('keys are removed after their day, 200 at a time, and the next ones when they are due', async () => {
  const { test, id, ask, keys } = await begin()
  const now = test.core.clock()
  await ask('one', { key: 'is-kept-yet' })
  const old = Array.from({ length: 450 }, (_, at) => ({
    ...{ account_id: id, principal_id: 'user_1', key: `old-key-${at}`, request_hash: 'x', action: 'a' },
    ...{ owner_id: null, answer: null, created_at: now - keyMilliseconds - at },
  }))
  await test.db.insertInto('idempotency_keys').values(old).execute()
  const sweep = new KeySweep(test.core.store.db, test.core.clock)
  const task = { accountId: id, kind: keyTask, id } as Task
  const left: number[] = []
  for (const _ of [1, 2, 3]) {
    const { again } = (await sweep.attempt(true, task)) as { again?: number }
    left.push((await keys()).length)
    expect(again).toBe(Math.min(...(await keys()).map(({ created_at }) => created_at)) + keyMilliseconds)
  }
  expect(left).toEqual([251, 51, 1])
  const [due] = await test.db.selectFrom('tasks').selectAll().where('kind', '=', keyTask).execute()
  const [{ created_at = 0 } = {}] = await keys()
  expect(due).toMatchObject({ account_id: id, id, wanted: 1, next_attempt_at: created_at + keyMilliseconds })
  await test.db.deleteFrom('idempotency_keys').execute()
  expect(await sweep.attempt(true, task)).toEqual({ result: 'DONE', again: undefined })
})
