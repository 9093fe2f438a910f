import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { createDatabase, createDocument, deleteDocument, inputOf, readDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'

const { gateway, account, mel: member } = useWorld()

beforeEach(allowEvents)

const triggers = {
  sqlite: ["create trigger no_events before insert on audit_events begin select raise(abort, 'the disk is full'); end"],
  postgres: [
    "create or replace function no_events() returns trigger as $$ begin raise 'the disk is full'; end $$ language plpgsql",
    'create trigger no_events before insert on audit_events for each row execute function no_events()',
  ],
}

const execute = (statement: string) => sql.raw(statement).execute(gateway.db)

async function refuseEvents(): Promise<void> {
  for (const statement of triggers[gateway.app.core.store.engine]) await execute(statement)
}

async function allowEvents(): Promise<void> {
  const { engine } = gateway.app.core.store
  await execute(`drop trigger if exists no_events${engine === 'postgres' ? ' on audit_events' : ''}`)
}

it('does nothing when the audit event cannot be written, and answers INTERNAL', async () => {
  const database = await createDatabase(account, { name: 'kept' })
  await refuseEvents()

  const created = await account.admin.send(createDocument, inputOf(account, { name: 'never' }))
  const deleted = await account.admin.send(deleteDocument, { input: { id: database.id, confirmName: 'kept' } })
  const invited = await account.admin.send(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input: { invitations: [{ email: 'new@example.com', groupIds: [account.groupIds.member] }] } },
  )
  const signedIn = await gateway.anonymous.send(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { accountId: account.id, email: 'mel@example.com', password: member.password } },
  )

  for (const answer of [created, deleted, invited, signedIn]) {
    expect(Object.values(answer.data)).toEqual([null])
    expect(answer.errors).toHaveLength(1)
    expect(answer.errors[0]?.extensions.code).toBe('INTERNAL')
    expect(answer.text).not.toContain('disk')
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
  expect(await readDatabase(account.admin, database.id)).toEqual(database)
  expect(
    await account.admin.run(
      '{ databases(filter: { search: "never" }) { totalCount } invitations(filter: { search: "new@" }) { totalCount } }',
    ),
  ).toEqual({ databases: { totalCount: 0 }, invitations: { totalCount: 0 } })
  const { db } = gateway
  expect(await db.selectFrom('outbox').select('id').where('recipient', '=', 'new@example.com').execute()).toEqual([])
  const faults = gateway.log.filter(
    ({ requestId, fault }) => requestId === created.headers.get('x-request-id') && fault,
  )
  expect(faults.length).toBeGreaterThan(0)
})

it('still refuses whom it would have refused, and says in its log that it could not record that', async () => {
  await refuseEvents()
  const { errors, headers } = await member.send(createDocument, inputOf(account, { name: 'never' }))
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
  const requestId = headers.get('x-request-id')
  expect(gateway.log).toContainEqual(
    expect.objectContaining({ requestId, msg: 'a refused attempt could not be recorded' }),
  )
})

it('goes on as before, with an unbroken log, once events can be written again', async () => {
  await createDatabase(account, { name: 'after' })
  const { verifyAuditLog, auditEvents } = await account.admin.run(
    '{ verifyAuditLog { intact checked } auditEvents(first: 1) { totalCount nodes { action resourceLabel } } }',
  )
  expect(verifyAuditLog).toEqual({ intact: true, checked: String(auditEvents.totalCount) })
  expect(auditEvents.nodes).toEqual([{ action: 'database.create', resourceLabel: 'after' }])
})
