import { expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import type { Member } from '../gateway.ts'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { createDatabase, renameDocument } from './documents.ts'

const { gateway, account, admin, person } = useWorld()
const dora = person('dora@example.com', ['member'])
const theo = person('theo@example.com', ['member'])
const ulla = person('ulla@example.com', ['member'])

const ofAll = 'DATABASE_UPDATE DATABASE_DELETE DATABASE_CREATE DATABASE_UNDELETE DATABASE_PURGE'.split(' ')
const setLabels = 'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { database { id } } }'
const addDocument = 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }'

const labelled = (team: string, conditions: object = {}) =>
  makeGroup(admin, team, {
    conditions,
    grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { labels: [{ key: 'team', anyOf: [team] }] } } }],
  })

const relabel = async ({ send }: Pick<Member, 'send'>, id: string, team: string) =>
  send(setLabels, { input: { id, labels: [{ key: 'team', value: team }] } })

/** In a group for a time; their session goes on. */
const putForTime = ({ id }: Member, groupId: string) =>
  gateway.db
    .insertInto('user_groups')
    .values({ account_id: account.id, user_id: id, group_id: groupId, until: Date.now() + 10 * minute })
    .execute()

it('Dora, who may delete databases from the office, carries none to where she may from home', async () => {
  const office = await makeGroup(admin, 'office', {
    conditions: { networks: ['127.0.0.0/8', '::1/128'] },
    grants: [onAccount(...ofAll)],
  })
  const ops = await labelled('ops')
  await labelled('desk', { networks: ['127.0.0.1/32'] })
  await putInto(gateway, account, office.id, dora)
  await putInto(gateway, account, ops.id, dora)
  const { id } = await createDatabase(account, { name: 'prod' })
  const refused = await relabel(dora, id, 'ops')
  expect(faults(refused)).toEqual(['FORBIDDEN input.labels'])
  expect(refused.errors[0]?.message).toContain('ops would grant DATABASE_DELETE')
  // Under conditions that are hers, and into what no group selects.
  expect(faults(await relabel(dora, id, 'desk'))).toEqual([])
  expect(faults(await relabel(dora, id, 'nobody'))).toEqual([])
})

it('Theo, who may delete databases for ten minutes, carries none to where somebody may for good', async () => {
  const keepers = await makeGroup(admin, 'keepers', { grants: [onAccount(...ofAll)] })
  await labelled('night')
  await makeGroup(admin, 'named', {
    grants: [{ permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'night-' } } }],
  })
  await putForTime(theo, keepers.id)
  const { id } = await createDatabase(account, { name: 'ledger' })
  expect(faults(await relabel(theo, id, 'night'))).toEqual(['FORBIDDEN input.labels'])
  expect(faults(await theo.send(renameDocument, { input: { id, name: 'night-ledger' } }))).toEqual([
    'FORBIDDEN input.name',
  ])
  await admin.run(addDocument, { input: { userId: theo.id, groupKey: 'keepers' } })
  expect(faults(await relabel(theo, id, 'night'))).toEqual([])
})

it('Ulla, an Admin for ten minutes, gives by a label no more than anybody else for a time', async () => {
  await labelled('day')
  await putForTime(ulla, account.groupIds.admin)
  const { id } = await createDatabase(account, { name: 'books' })
  expect(faults(await relabel(ulla, id, 'day'))).toEqual(['FORBIDDEN input.labels'])
  expect(faults(await relabel(admin, id, 'day'))).toEqual([])

  // A group of a later version may select anything.
  const definition = JSON.stringify({
    conditions: {},
    grants: [{ permissions: ['TABLE_READ'], on: { regions: ['eu'] } }],
  })
  const row = { account_id: account.id, id: newId('group'), key: 'later', name: 'later', definition }
  await gateway.db.insertInto('groups').values(row).execute()
  const refused = await relabel(ulla, id, 'nobody')
  expect(faults(refused)).toEqual(['FORBIDDEN input.labels'])
  expect(refused.errors[0]?.message).toContain('later version of Clustergate')
  expect(faults(await relabel(admin, id, 'nobody'))).toEqual([])
})
