import { describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import { useWorld } from '../world.ts'
import { createGroup, customGroup, deleteGroup, makeGroup, onAccount, putInto, updateGroup } from './custom-groups.ts'

const { gateway, account, admin, mel } = useWorld()

const setGroups = 'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }'
const inviteUsers = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }'
const updateUser =
  'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id attributes { key value } } } }'
const createDatabase =
  'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }'
const setLabels = 'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { database { id } } }'
const renameDatabase = 'mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { id } } }'

const label = (key: string, value: string) => ({ key, value })
const signIn = async (email: string, password: string) => {
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password, accountId: account.id } },
  )
  return gateway.as(signIn.accessToken)
}

/** Somebody with attributes who is in Member and in these groups. */
async function person(email: string, groupIds: readonly string[], attributes: readonly object[] = []) {
  const member = await account.join(email, ['member'])
  const input = { userId: member.id, groupIds: [account.groupIds.member, ...groupIds] }
  if (attributes.length > 0) await admin.run(updateUser, { input: { id: member.id, attributes } })
  await admin.run(setGroups, { input })
  return { ...member, ...(await signIn(email, member.password)) }
}

const refusedBy = async (input: object) => faults(await admin.send(createGroup, { input }))

describe('a group is refused', () => {
  const valid = { key: 'valid', name: 'Valid', grants: [] }

  it('for a key that is not one, and one that is taken, be it by a built-in group', async () => {
    for (const key of ['a', 'A-team', '1st', 'on call', 'on_call', `a${'b'.repeat(63)}`, '']) {
      expect(await refusedBy({ ...valid, key })).toEqual(['BAD_INPUT input.key'])
    }
    expect(await refusedBy({ ...valid, key: 'admin' })).toEqual(['CONFLICT input.key'])
    await makeGroup(admin, 'taken', {})
    expect(await refusedBy({ ...valid, key: 'taken' })).toEqual(['CONFLICT input.key'])
  })

  it('for a name, a permission or a selector that does not do, and for what the account does not have', async () => {
    expect(await refusedBy({ ...valid, name: ' ' })).toEqual(['BAD_INPUT input.name'])
    expect(await refusedBy({ ...valid, description: 'x'.repeat(513) })).toEqual(['BAD_INPUT input.description'])
    const granting = (permissions: readonly string[], on: object) =>
      refusedBy({ ...valid, grants: [onAccount('GROUP_READ'), { permissions, on }] })
    const [clusterId] = account.clusterIds
    expect(await granting(['USER_READ'], { clusterIds: [clusterId] })).toEqual([
      'BAD_INPUT input.grants.1.permissions.0',
    ])
    const unknown = newId('cluster')
    expect(await granting(['TABLE_READ'], { clusterIds: [clusterId, clusterId, unknown] })).toEqual([
      'NOT_FOUND input.grants.1.on.clusterIds.2',
    ])
    expect(await granting(['TABLE_READ'], { databaseIds: [newId('database')] })).toEqual([
      'NOT_FOUND input.grants.1.on.databaseIds.0',
    ])
    const two = await admin.send(createGroup, {
      input: { ...valid, grants: [{ permissions: ['TABLE_READ'], on: { account: true, clusterIds: [clusterId] } }] },
    })
    expect(two.errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT'])
  })

  it('when it is changed on another version, or not at all', async () => {
    const { id } = await makeGroup(admin, 'versioned', {})
    const change = (input: object) => admin.send(updateGroup, { input: { id, expectedVersion: 1, ...input } })
    expect(faults(await change({}))).toEqual(['BAD_INPUT input'])
    expect(faults(await change({ name: 'One' }))).toEqual([])
    expect(faults(await change({ name: 'Two' }))).toEqual(['STALE_VERSION'])
  })

  it('as the hundred and first of the account', async () => {
    const other = await gateway.account('Full')
    const rows = Array.from({ length: 99 }, (_, at) => ({
      ...{ account_id: other.id, id: newId('group'), key: `group-${at}`, name: `Group ${at}`, description: '' },
      ...{ definition: '{"conditions":{},"grants":[]}', created_at: 0, updated_at: 0 },
    }))
    await gateway.db.insertInto('groups').values(rows).execute()
    await makeGroup(other.admin, 'hundredth', {})
    const { errors } = await other.admin.send(createGroup, { input: valid })
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' }, message: /100 custom groups/ }])
  })
})

describe('a group whose members have much', () => {
  it('does not come to select so much that one of them is beyond 200 grants on resources', async () => {
    const on = { databases: { namePrefix: 'a' } }
    const grants = (count: number) => Array(count).fill({ permissions: ['DATABASE_READ'], on })
    const lou = await account.join('lou@example.com', ['member'])
    for (let at = 0; at < 9; at++) await customGroup(gateway, account, `wide-${at}`, { grants: grants(20) }, lou)
    const { id } = await makeGroup(admin, 'growing', { grants: grants(19) })
    await putInto(gateway, account, await customGroup(gateway, account, 'narrow', { grants: grants(1) }), lou)
    await putInto(gateway, account, id, lou)
    const change = async (expectedVersion: number, more: readonly object[]) =>
      faults(await admin.send(updateGroup, { input: { id, expectedVersion, grants: [...grants(18), ...more] } }))

    expect(await change(1, grants(2))).toEqual(['BAD_INPUT input.grants'])
    expect(await change(1, [...grants(1), onAccount('DATABASE_READ')])).toEqual([])
  })
})

describe('an author of groups', () => {
  it('gives and takes nothing that they do not hold, on no more resources and under no fewer conditions', async () => {
    const [clusterId, otherId] = account.clusterIds
    const conditions = { callers: ['PERSON'] }
    const authors = await makeGroup(admin, 'authors', {
      conditions,
      grants: [
        onAccount('GROUP_CREATE', 'GROUP_UPDATE', 'GROUP_DELETE'),
        { permissions: ['DATABASE_UPDATE'], on: { clusterIds: [clusterId] } },
      ],
    })
    const arthur = await person('arthur@example.com', [authors.id])
    const create = async (key: string, input: object) =>
      faults(await arthur.send(createGroup, { input: { key, name: key, ...input } }))
    const on = (id: unknown) => [{ permissions: ['DATABASE_UPDATE'], on: { databases: { clusterIds: [id] } } }]

    expect(await create('mine', { conditions, grants: on(clusterId) })).toEqual([])
    expect(await create('elsewhere', { conditions, grants: on(otherId) })).toEqual(['FORBIDDEN'])
    expect(await create('always', { grants: on(clusterId) })).toEqual(['FORBIDDEN'])
    expect(await create('auditing', { grants: [onAccount('AUDIT_READ')] })).toEqual(['FORBIDDEN'])
    // A hidden database and an invented one are refused alike.
    expect(
      await create('probing', {
        conditions,
        grants: [{ permissions: ['DATABASE_DELETE'], on: { databaseIds: [newId('database')] } }],
      }),
    ).toEqual(['FORBIDDEN'])

    const theirs = await makeGroup(admin, 'theirs', { grants: [onAccount('AUDIT_READ')] })
    const empty = { id: theirs.id, grants: [], expectedVersion: 1 }
    expect(faults(await arthur.send(updateGroup, { input: empty }))).toEqual(['FORBIDDEN'])
    const gone = { id: theirs.id, confirmKey: 'theirs' }
    expect(faults(await arthur.send(deleteGroup, { input: gone }))).toEqual(['FORBIDDEN'])
    expect(faults(await mel.send(deleteGroup, { input: gone }))).toEqual(['FORBIDDEN'])
  })
})

describe('an attribute that groups go by is a right', () => {
  it('that a group with USER_UPDATE cannot give itself, nor others what it does not hold', async () => {
    const conditions = { attributes: [{ key: 'team', anyOf: ['finance'] }] }
    const finance = await makeGroup(admin, 'finance', { conditions, grants: [onAccount('AUDIT_READ')] })
    const helpers = await makeGroup(admin, 'helpers', { grants: [onAccount('USER_UPDATE', 'USER_READ')] })
    const helen = await person('helen@example.com', [helpers.id, finance.id])
    const bob = await person('bob@example.com', [finance.id])
    const set = (client: typeof helen, id: string, ...attributes: object[]) =>
      client.send(updateUser, { input: { id, attributes } })

    const own = await set(helen, helen.id, label('team', 'finance'))
    expect(faults(own)).toEqual(['FORBIDDEN'])
    expect(own.errors[0]?.message).toContain('only an Admin')
    expect(faults(await set(helen, bob.id, label('team', 'finance')))).toEqual(['FORBIDDEN'])
    // What no group goes by, what makes no group count, and who gains nothing by it.
    expect(faults(await set(helen, helen.id, label('desk', '12')))).toEqual([])
    expect(faults(await set(helen, bob.id, label('team', 'ops')))).toEqual([])
    expect(faults(await set(helen, mel.id, label('team', 'finance')))).toEqual([])

    // An Admin gives it, and who gains by it signs in anew.
    expect(faults(await set(admin as typeof helen, bob.id, label('team', 'finance')))).toEqual([])
    expect(faults(await bob.send('{ auditEvents { totalCount } }'))).toEqual(['UNAUTHENTICATED'])
    expect(faults(await set(admin as typeof helen, admin.id, label('team', 'finance')))).toEqual([])
  })

  it('that an invitation gives to nobody in a group which grants more than the sender holds', async () => {
    const conditions = { attributes: [{ key: 'team', anyOf: ['finance'] }] }
    const treasury = await makeGroup(admin, 'treasury', { conditions, grants: [onAccount('AUDIT_READ')] })
    const newcomers = await makeGroup(admin, 'newcomers', { grants: [onAccount('GROUP_READ')] })
    const inviters = await makeGroup(admin, 'inviters', { grants: [onAccount('INVITATION_CREATE', 'GROUP_READ')] })
    const ivy = await person('ivy@example.com', [inviters.id])
    const send = async (email: string, groupId: string, ...attributes: object[]) => {
      const { inviteUsers: answer } = await ivy.run(inviteUsers, {
        input: { invitations: [{ email, groupIds: [groupId], attributes }] },
      })
      return answer.results[0].error?.code
    }

    expect(await send('rich@example.com', treasury.id, label('team', 'finance'))).toBe('FORBIDDEN')
    // The attribute may come later.
    expect(await send('rich@example.com', treasury.id)).toBe('FORBIDDEN')
    expect(await send('new@example.com', newcomers.id, label('team', 'finance'))).toBeUndefined()
  })

  it('also where a selector compares it with a label', async () => {
    const on = { databases: { labels: [{ key: 'owner', sameAs: 'squad' }] } }
    const owners = await makeGroup(admin, 'owners', { grants: [{ permissions: ['DATABASE_DELETE'], on }] })
    const helpers = await makeGroup(admin, 'squad-helpers', {
      grants: [
        onAccount('USER_UPDATE', 'USER_READ'),
        {
          permissions: ['DATABASE_DELETE'],
          on: { databases: { labels: [{ key: 'owner', anyOf: ['red'] }] } },
        },
      ],
    })
    const hugo = await person('hugo@example.com', [helpers.id])
    const ruth = await person('ruth@example.com', [owners.id])
    const squad = (value: string) =>
      hugo.send(updateUser, { input: { id: ruth.id, attributes: [label('squad', value)] } })
    expect(faults(await squad('red'))).toEqual([])
    expect(faults(await squad('blue'))).toEqual(['FORBIDDEN'])
  })
})

describe('a label that groups go by is a right', () => {
  it('and so is a name: nobody carries a database to where others, or they themselves, hold more on it', async () => {
    const stage = (...anyOf: string[]) => ({ databases: { labels: [{ key: 'stage', anyOf }] } })
    const developers = await makeGroup(admin, 'developers', {
      grants: [
        { permissions: ['DATABASE_DELETE', 'DATABASE_UPDATE'], on: stage('dev') },
        { permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'dev-' } } },
      ],
    })
    const keepers = await makeGroup(admin, 'keepers', { grants: [onAccount('DATABASE_UPDATE')] })
    const dora = await person('dora@example.com', [developers.id, keepers.id])
    const made = async (name: string, labels: readonly object[]) =>
      (await admin.run(createDatabase, { input: { clusterId: account.clusterIds[0], name, labels } })).createDatabase
        .database.id
    const id = await made('precious', [label('stage', 'production')])

    const relabel = (...labels: object[]) => dora.send(setLabels, { input: { id, labels } })
    const refused = await relabel(label('stage', 'dev'))
    expect(faults(refused)).toEqual(['FORBIDDEN input.labels'])
    expect(refused.errors[0]?.message).toContain('developers would grant DATABASE_DELETE')
    // Who may not read groups is not told which one selects by what.
    const renamers = await makeGroup(admin, 'renamers', { grants: [onAccount('DATABASE_READ', 'DATABASE_UPDATE')] })
    const rene = await account.join('rene@example.com', ['member'])
    await admin.run(setGroups, { input: { userId: rene.id, groupIds: [renamers.id] } })
    const blind = await signIn('rene@example.com', rene.password)
    const untold = await blind.send(renameDatabase, { input: { id, name: 'dev-precious' } })
    expect(faults(untold)).toEqual(['FORBIDDEN input.name'])
    expect(untold.text).toContain(
      'by this, a group would grant on it what you lack, or hold under other conditions or for a time only.',
    )
    expect(untold.text).not.toMatch(/developers|DATABASE_DELETE/)
    expect(faults(await relabel(label('stage', 'staging')))).toEqual([])
    expect(faults(await dora.send(renameDatabase, { input: { id, name: 'dev-precious' } }))).toEqual([
      'FORBIDDEN input.name',
    ])
    // What they hold on it already, they may carry on.
    const toy = await made('toy', [label('stage', 'dev')])
    expect(faults(await dora.send(renameDatabase, { input: { id: toy, name: 'dev-toy' } }))).toEqual([])
    expect(faults(await admin.send(setLabels, { input: { id, labels: [label('stage', 'dev')] } }))).toEqual([])
  })
})

describe('a condition on networks', () => {
  const input = { key: 'network', name: 'Network', conditions: { networks: ['10.0.0.0/8'] }, grants: [] }

  it('is refused while all requests come from one internal address and no proxy is trusted, and says what to do', async () => {
    const other = await gateway.account('Behind a proxy')
    const hasSessions = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          gateway.anonymous.run('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
            input: { email: other.admin.email, password: other.admin.password, accountId: other.id },
          }),
        ),
      )
    const { createGroup: early } = await other.admin.run(createGroup, { input: { ...input, key: 'early' } })
    await hasSessions(4)
    const comeFrom = (ip: string | null) =>
      gateway.db.updateTable('sessions').set({ ip }).where('account_id', '=', other.id).execute()
    for (const internal of ['127.0.0.1', '10.1.2.3', '192.168.0.7', '172.16.0.1', '::1', 'fd00::1']) {
      await comeFrom(internal)
      const { errors } = await other.admin.send(createGroup, { input })
      const { code, field } = errors[0]?.extensions ?? {}
      expect([code, field, errors[0]?.message], internal).toEqual([
        'BAD_INPUT',
        'input.conditions.networks',
        `All sessions of the last day came from ${internal}: if that is your proxy, name it in CLUSTERGATE_TRUSTED_PROXIES; docs/behind-a-proxy.md.`,
      ])
    }
    const kept = { id: early.group.id, conditions: input.conditions, name: 'Late', expectedVersion: 1 }
    await other.admin.run(updateGroup, { input: kept })
    // An office whose people all come from one address.
    for (const [at, elsewhere] of ['203.0.113.7', '8.8.8.8', '2001:db8::1', null].entries()) {
      await comeFrom(elsewhere)
      await other.admin.run(createGroup, { input: { ...input, key: `from-elsewhere-${at}` } })
    }
    await comeFrom('127.0.0.1')
    await gateway.db
      .updateTable('sessions')
      .set({ ip: '10.1.2.3' })
      .where('id', '=', (await other.admin.run('{ viewer { session { id } } }')).viewer.session.id)
      .execute()
    await other.admin.run(createGroup, { input })
  })
})
