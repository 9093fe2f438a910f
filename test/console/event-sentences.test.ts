import { expect, it } from 'vitest'
import { knownActions, subjects } from '../../src/console/audit/action-words.ts'
import { actionName, sentenceText } from '../../src/console/audit/sentence-parts.ts'
import type { ToldEvent } from '../../src/console/audit/told-event.ts'
import { changedValue } from '../../src/console/audit/value-words.ts'
import { clientWords } from '../../src/console/sessions/client-words.ts'
import { auditActions } from '../../src/policy/audit-actions.ts'
import { AuditLogDocument } from '../../src/sdk/generated.ts'
import {
  createDatabase,
  deleteDatabase,
  renameDatabase,
  undeleteDatabase,
  updateDatabase,
} from '../databases/documents.ts'
import { useWorld } from '../world.ts'

const { account, audrey, mel, person } = useWorld()
const tom = person('tom@example.com', ['member'])

/** What an Auditor reads of the newest events of an action, newest first. */
async function toldOf(action: string): Promise<readonly ToldEvent[]> {
  const { auditEvents } = await audrey.run(AuditLogDocument.toString(), {
    first: 5,
    filter: { actions: [action] },
  })
  return auditEvents.nodes
}

const newest = async (action: string) => sentenceText((await toldOf(action))[0] as ToldEvent)

it('every action of the gateway has its words, under a subject', () => {
  expect([...knownActions.keys()].toSorted()).toEqual(auditActions.toSorted())
  const used = new Set([...knownActions.values()].map(({ subject }) => subject))
  expect([...used].toSorted()).toEqual(subjects.toSorted())
  const names = [...knownActions.keys()].map(actionName)
  expect(names.filter((name) => /[{}]/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})

it('an event reads as a sentence, with the names of people who are there and of things as they were called', async () => {
  const { admin } = account
  const { id } = await createDatabase(account, { name: 'metrics' })
  expect(await newest('database.create')).toBe('Ada created the database metrics')
  await updateDatabase(admin, { id, retentionPeriod: '30d', maxTables: 7 })
  await updateDatabase(admin, { id, retentionPeriod: '365d', maxTables: 1_200 })
  expect(await newest('database.update')).toBe(
    'Ada changed the database metrics: retention from 30 days to 365 days and table limit from 7 to 1,200',
  )
  await renameDatabase(admin, { id, name: 'telemetry' })
  expect(await newest('database.rename')).toBe('Ada renamed the database telemetry, which was called metrics')
  await updateDatabase(admin, { id, retentionPeriod: null })
  expect(await newest('database.update')).toBe('Ada changed the database telemetry: retention from 365 days to forever')
  await deleteDatabase(admin, { id, name: 'telemetry' })
  const [deleted] = await toldOf('database.delete')
  expect(deleted).toMatchObject({ resource: { __typename: 'Database', id }, actor: { id: admin.id } })
  expect(sentenceText(deleted as ToldEvent)).toBe('Ada deleted the database telemetry')
  await undeleteDatabase(admin, id)
  expect(await newest('database.undelete')).toBe('Ada undeleted the database telemetry')
  await deleteDatabase(admin, { id, name: 'telemetry' })
  await admin.run('mutation ($id: ID!) { purgeDatabase(input: { id: $id, confirmName: "telemetry" }) { id } }', { id })
  expect(await newest('database.purge')).toBe('Ada purged the database telemetry')
})

it('what is called null is told as such, and what is not there as such', async () => {
  const { admin } = account
  const { id } = await createDatabase(account, { name: 'null', retentionPeriod: '1d' })
  await renameDatabase(admin, { id, name: 'named' })
  expect(await newest('database.rename')).toBe('Ada renamed the database named, which was called null')
  const { createDatabaseToken } = await admin.run(
    `mutation ($clusterId: ID!) { createDatabaseToken(input: { clusterId: $clusterId, description: "null",
      permissions: [] }) { token { id } } }`,
    { clusterId: account.clusterIds[0] },
  )
  await admin.run(
    `mutation ($id: ID!) { updateDatabaseToken(input: { id: $id, description: "other",
      permissions: [{ action: READ, databaseId: "*" }] }) { token { id } } }`,
    { id: createDatabaseToken.token.id },
  )
  expect(await newest('database_token.update')).toBe(
    'Ada changed the database token other: description from null to other and permissions',
  )
})

it('groups go by their names where these are known', async () => {
  const event = (action: string, change: object): ToldEvent => ({
    ...{ id: 'audit_event_1', occurredAt: '2026-11-23T10:00:00Z', action, outcome: 'SUCCEEDED', errorCode: null },
    ...{ actorId: null, actorLabel: 'operator', actor: null, resourceId: 'user_1', resourceLabel: 'tom@example.com' },
    ...{ resource: null, changes: [change as ToldEvent['changes'][number]] },
  })
  const nameOf = (key: string) => ({ 'on-call': 'On call', member: 'Member' })[key] ?? key
  const set = event('user.set_groups', { field: 'groups', before: ['member'], after: ['gone', 'on-call'] })
  expect(sentenceText(set, nameOf)).toBe(
    'The operator changed the groups of tom@example.com: groups from Member to gone and On call',
  )
  const added = event('membership.add', { field: 'memberships', before: null, after: [{ group: 'on-call' }] })
  expect(sentenceText(added, nameOf)).toBe('The operator added tom@example.com to the group On call')
  expect(changedValue('memberships', [{ group: 'on-call', until: null, reason: 'INC-1' }], nameOf)).toBe(
    'group: On call, reason: INC-1',
  )
})

it.each([
  ['status', 'DEACTIVATED', 'Deactivated'],
  ['retentionPeriod', null, 'forever'],
  ['expiresAt', null, 'never'],
  ['deletedAt', null, undefined],
  ['deletedAt', '2026-11-23T10:00:00.000Z', expect.stringMatching(/2026.*10:00/)],
  ['permissions', ['DATABASE_READ', 'DATABASE_DELETE'], 'read and delete databases'],
  ['permissions', [{ action: 'READ', databaseId: '*' }], 'read all databases'],
  ['attributes', [{ key: 'team', value: 'ops' }], 'team=ops'],
  ['attributes', [], 'none'],
  ['partitionTemplate', [{ kind: 'TAG', value: 'room', buckets: null }], 'tag room'],
  ['inheritsPartitionTemplate', true, 'yes'],
  ['conditions', { networks: ['10.0.0.0/8'], mfa: null }, 'networks: 10.0.0.0/8'],
])('the details of an event tell %s %j in words', (field, value, words) => {
  expect(changedValue(field, value, (key) => key)).toEqual(words)
})

it('people are told by their names while they are there, and by their addresses after that', async () => {
  const { admin } = account
  await admin.run(
    'mutation ($id: ID!) { addMembership(input: { userId: $id, groupKey: "auditor" }) { user { id } } }',
    { id: tom.id },
  )
  expect(await newest('membership.add')).toBe('Ada added tom to the group auditor')
  await admin.run('mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }', {
    id: tom.id,
  })
  expect(await newest('user.update')).toBe('Ada deactivated tom')
  await admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', {
    id: tom.id,
  })
  expect(await newest('user.remove')).toBe('Ada removed tom@example.com')
})

it('an attempt that was refused or failed says so', async () => {
  await mel.send('mutation { createGroup(input: { key: "x", name: "X", grants: [] }) { group { id } } }')
  expect(await newest('group.create')).toBe('mel tried to create a group, and was refused')
  await createDatabase(account, { name: 'twice' })
  await expect(createDatabase(account, { name: 'twice' })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await newest('database.create')).toBe('Ada tried to create a database, but it failed')
  const { id } = await createDatabase(account, { name: 'kept' })
  await mel.send('mutation ($id: ID!) { updateDatabase(input: { id: $id, maxTables: 2 }) { database { id } } }', { id })
  expect(await newest('database.update')).toBe('mel tried to change the database kept, and was refused')
})

it('an action that this version does not know is told by its name', () => {
  const event: ToldEvent = {
    ...{ id: 'audit_event_1', occurredAt: '2026-11-23T10:00:00Z', action: 'lake.drain', outcome: 'SUCCEEDED' },
    ...{ errorCode: null, actorId: null, actorLabel: 'gateway', actor: null },
    ...{ resourceId: 'lake_1', resourceLabel: 'Léman', resource: null, changes: [] },
  }
  expect(sentenceText(event)).toBe('The gateway did lake.drain on Léman')
})

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
  ['clustergate-cli/0.1.0', 'clustergate-cli/0.1.0'],
])('a client is called what people call it', (userAgent, words) => {
  expect(clientWords(userAgent)).toBe(words)
})
