import { describe, expect, it } from 'vitest'
import { clusterSecretsOf, operatorOf } from '../../../src/operator/operator.ts'
import { newId } from '../../../src/values/id.ts'
import { count } from '../../pages/count.ts'
import { useWorld } from '../../world.ts'
import { linkDocument, linkUnreachable } from './linking.ts'

const { gateway, account, mel, audrey, stranger } = useWorld()

const everything = {
  renameDatabase: true,
  undeleteDatabase: true,
  reuseDeletedName: true,
  changeRetention: true,
  minimumRetention: '1h',
  databasesMax: null,
  tableLimits: true,
  partitionTemplates: true,
  tables: true,
  changeTokenPermissions: true,
  slashInDatabaseNames: true,
}
const none = {
  kind: 'NONE',
  enforcement: 'NONE',
  managementUrl: null,
  credentialPrefix: null,
  version: null,
  health: 'UNKNOWN',
  warning: null,
  checkedAt: null,
  lastError: null,
  pendingCount: 0,
  failedCount: 0,
  driftedCount: 0,
  capabilities: everything,
}

describe('the link of a cluster', () => {
  const linkOf = async (client = account.admin, at = 0) =>
    (await client.run(linkDocument, { id: account.clusterIds[at] })).cluster.link

  it('is of the kind NONE while the operator has connected none, and can do all that records can', async () => {
    expect(await linkOf()).toEqual(none)
  })

  it('tells that a proxy asks about the tokens of such a cluster', async () => {
    await clusterSecretsOf(gateway.app.core).mintProxySecret(account.id, 'secondary', 0)
    expect(await linkOf(account.admin, 1)).toEqual({ ...none, enforcement: 'FORWARD_AUTH' })
  })

  it('tells what stands behind, how it answered, what waits for it and what it can do', async () => {
    const clusterId = account.clusterIds[0] as string
    await linkUnreachable(gateway, account, clusterId, {
      ...{ kind: 'INFLUXDB_1', enforcement: 'NATIVE', version: '1.6.7' },
    })
    const states = ['PENDING', 'PENDING', 'CREATING', 'FAILED', 'FAILED', 'DRIFTED', 'APPLIED'] as const
    for (const [at, state] of states.entries())
      await gateway.db
        .insertInto('cluster_work')
        .values({
          account_id: account.id,
          cluster_id: clusterId,
          kind: 'DATABASE',
          id: newId('database'),
          wanted: 1,
          applied: 0,
          state,
          since: at,
          attempts: 0,
          request_id: 'request',
        })
        .execute()

    const link = await linkOf()
    expect(link).toEqual({
      kind: 'INFLUXDB_1',
      enforcement: 'NATIVE',
      managementUrl: 'http://127.0.0.1:1',
      credentialPrefix: 'a ',
      version: '1.6.7',
      health: 'UNREACHABLE',
      warning: 'The cluster checks no credentials.',
      checkedAt: expect.any(String),
      lastError: { code: 'UNREACHABLE', message: 'The cluster does not answer.', at: expect.any(String) },
      pendingCount: 3,
      failedCount: 2,
      driftedCount: 1,
      capabilities: {
        ...everything,
        renameDatabase: false,
        reuseDeletedName: false,
        tableLimits: false,
        partitionTemplates: false,
        tables: false,
        slashInDatabaseNames: false,
      },
    })
    expect(await linkOf(audrey)).toEqual(link)
  })

  it('is read by Members, but for its place in the operator’s network', async () => {
    const document = (fields: string) => `query ($id: ID!) { cluster(id: $id) { link { ${fields} } } }`
    const id = account.clusterIds[0]
    const shown = await mel.run(document('kind health pendingCount lastError { code }'), { id })
    expect(shown.cluster.link).toMatchObject({ kind: 'INFLUXDB_1', lastError: { code: 'UNREACHABLE' } })
    for (const field of ['managementUrl', 'credentialPrefix']) {
      const { data, errors } = await mel.send(document(`kind ${field}`), { id })
      expect(data.cluster.link).toEqual({ kind: 'INFLUXDB_1', [field]: null })
      expect(errors.map(({ extensions }) => [extensions.code, extensions.permission])).toEqual([
        ['FORBIDDEN', 'AUDIT_READ'],
      ])
    }
  })

  it('is that of the account alone: another one does not see the cluster', async () => {
    expect(await stranger.admin.run(linkDocument, { id: account.clusterIds[0] })).toEqual({ cluster: null })
  })

  it('costs one statement, for many clusters as for one', async () => {
    const document = '{ clusters { nodes { id link { health pendingCount capabilities { tables } } } } }'
    const few = await count(gateway, () => account.admin.run(document))
    const operator = operatorOf(gateway.app.core)
    for (let at = 0; at < 5; at++) await operator.addCluster(account.id, { name: `more-${at}`, url: '' })
    const many = await count(gateway, () => account.admin.run(document))
    expect(many.result.clusters.nodes).toHaveLength(7)
    expect(many.statements).toHaveLength(few.statements.length)
    const bare = await count(gateway, () => account.admin.run('{ clusters { nodes { id } } }'))
    expect(many.statements.length - bare.statements.length).toBe(1)
  })
})
