import { beforeAll, describe, expect, it } from 'vitest'
import { isOpenToAll, type MutationName, operations } from '../../src/policy/operations.ts'
import { dryRunOf, rehearsalOf } from '../changes/rehearsals.ts'
import { createDatabase, deleteDatabase } from '../databases/documents.ts'
import { committedSchema } from '../policy/committed.ts'
import { documentOf } from '../policy/documents.ts'
import { withoutTrace } from '../policy/dump.ts'
import { useWorld } from '../world.ts'
import { useMinting } from './minting.ts'

/** The mutations of which a cluster hears. */
const names = (Object.keys(operations.Mutation) as MutationName[]).filter(
  (name) =>
    !isOpenToAll(name) && /^(database|table|database_token|sync|cluster)\./.test(operations.Mutation[name].action),
)

describe('a cluster hears nothing of a rehearsal,', () => {
  const world = useWorld()
  const { gateway, account, admin } = world
  const minting = useMinting(world)
  const schema = committedSchema()
  /** Variables for each of them that the real mutation takes, too; and the code of those that this cluster refuses. */
  const variables: Partial<Record<MutationName, object>> = {}
  const refused: Partial<Record<MutationName, string>> = { purgeDatabase: 'UNSUPPORTED' }

  beforeAll(async () => {
    const clusterId = account.clusterIds[0] as string
    const kept = await createDatabase(account, { name: 'kept' })
    const gone = await createDatabase(account, { name: 'gone' })
    await deleteDatabase(admin, gone)
    const drifted = await createDatabase(account, { name: 'drifted' })
    const table = async (name: string) => {
      const input = { databaseId: kept.id, name }
      const { createTable } = await admin.run(documentOf(schema, 'Mutation.createTable', '{ table { id name } }'), {
        input,
      })
      return createTable.table
    }
    const cpu = await table('cpu')
    const mem = await table('mem')
    await admin.run(documentOf(schema, 'Mutation.deleteTable'), { input: { id: mem.id, confirmName: 'mem' } })
    const token = await minting.token()
    const permissions = [{ action: 'READ', databaseId: kept.id }]
    await gateway.tasksDone()
    const there = minting.cluster.cluster.databases.find(({ name }) => name === 'drifted')
    if (!there) throw new Error('The database has not reached its cluster.')
    there.maxTables = 7n
    minting.cluster.cluster.databases.push({ ...there, name: 'unmanaged' })
    await gateway.db
      .updateTable('cluster_work')
      .set({ state: 'DRIFTED', differences: JSON.stringify([{ field: 'maxTables', here: 500, onCluster: 7 }]) })
      .where('id', '=', drifted.id)
      .execute()
    Object.assign(variables, {
      createDatabase: { input: { clusterId, name: 'new' } },
      updateDatabase: { input: { id: kept.id, maxTables: 600 } },
      renameDatabase: { input: { id: kept.id, name: 'renamed' } },
      setDatabaseLabels: { input: { id: kept.id, labels: [{ key: 'team', value: 'ops' }] } },
      deleteDatabase: { input: { id: kept.id, confirmName: 'kept' } },
      undeleteDatabase: { id: gone.id },
      purgeDatabase: { input: { id: gone.id, confirmName: 'gone' } },
      createTable: { input: { databaseId: kept.id, name: 'disk' } },
      renameTable: { input: { id: cpu.id, name: 'renamed' } },
      deleteTable: { input: { id: cpu.id, confirmName: 'cpu' } },
      undeleteTable: { id: mem.id },
      createDatabaseToken: { input: { clusterId, description: 'new', permissions } },
      updateDatabaseToken: { input: { id: token.id, permissions } },
      rotateDatabaseToken: { input: { id: token.id } },
      revokeDatabaseToken: { id: token.id },
      retrySync: { id: kept.id },
      restoreOnCluster: { id: drifted.id },
      acceptFromCluster: { id: drifted.id },
      importFromCluster: { input: { clusterId, databases: ['unmanaged'] } },
    } satisfies Partial<Record<MutationName, object>>)
  })

  it('whatever is rehearsed: each mutation has a row here', () => {
    expect(names.filter((name) => !variables[name])).toEqual([])
  })

  for (const name of names) {
    it(`such as ${name}`, async () => {
      minting.cluster.forget()
      // What would write there fails.
      minting.cluster.before = (operation) => (operation.startsWith('GET ') ? undefined : 500)

      const rehearse = () => admin.send(rehearsalOf(documentOf(schema, `Mutation.${name}`)), variables[name])
      const code = refused[name]
      const answer = await (code ? rehearse() : withoutTrace(gateway, rehearse))

      expect(minting.cluster.asked.filter((operation) => !operation.startsWith('GET '))).toEqual([])
      const codes = answer.errors.map(({ extensions }) => extensions.code)
      expect(codes).toEqual(code ? [code] : [])
      expect(Object.keys(dryRunOf(answer) ?? {})).toEqual(code ? [] : [name])
    })
  }

  it('also where a secret would come from it: there is none, and the old token stays as it is', async () => {
    const { id } = await minting.token()
    minting.cluster.forget()
    const document = `mutation ($input: RotateTokenInput!) @dryRun {
      rotateDatabaseToken(input: $input) { secret token { status rotatedFrom { id status } } } }`

    const answer = await admin.send(document, { input: { id } })

    expect(answer.data.rotateDatabaseToken).toEqual({
      secret: '(dry run: none was made)',
      token: { status: 'ACTIVE', rotatedFrom: { id, status: 'ACTIVE' } },
    })
    expect(dryRunOf(answer)?.['rotateDatabaseToken']?.events).toMatchObject([
      { action: 'database_token.rotate', resourceId: null },
      { action: 'database_token.rotate', resourceId: id },
    ])
    expect(minting.cluster.asked.filter((operation) => !operation.startsWith('GET '))).toEqual([])
  })
})
