import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashDatabaseSecret, mintDatabaseSecret } from '../../src/auth/secret.ts'
import { eventsOf, readDocument } from '../database-tokens/documents.ts'
import { eventually } from '../gateway.ts'
import { useWorld } from '../world.ts'
import type { Fault, Loss } from './emulators/emulator.ts'
import type { Token } from './emulators/management-api-operations.ts'
import { liveTokens, markOf, mintOperation, useMinting } from './minting.ts'

describe('a token whose secret its cluster makes', () => {
  const world = useWorld()
  const { gateway, admin, mel, audrey } = world
  const minting = useMinting(world)
  const { create, held } = minting

  const newest = async () => {
    const { databaseTokens } = await admin.run(
      '{ databaseTokens(first: 1, filter: { statuses: [ACTIVE, REVOKED] }) { nodes { id description status prefix revokedBy { id } } } }',
    )
    return databaseTokens.nodes[0]
  }
  const stateOf = (id: string) =>
    gateway.db
      .selectFrom('cluster_work')
      .select(['state', 'external_id', 'create_started_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  it('opens the cluster when it is answered, and is known by its hash and prefix', async () => {
    const { id, secret, prefix, status } = await minting.token()
    expect(secret).toMatch(/^apiv1_.{88}$/)
    expect([prefix, status]).toEqual([secret.slice(0, 10), 'ACTIVE'])
    expect(await minting.cluster.write(secret, 'orders')).toBe(204)
    const row = await gateway.db
      .selectFrom('database_tokens')
      .select(['prefix', 'secret_hash'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ prefix, secret_hash: hashDatabaseSecret(secret) })
    const [live] = liveTokens(minting.cluster).filter((token) => markOf(token) === id)
    expect(await stateOf(id)).toEqual({ state: 'APPLIED', external_id: live?.id, create_started_at: null })
    expect((await eventsOf(admin, id)).map(({ action }: { action: string }) => action)).toEqual([
      'database_token.create',
    ])
    expect(minting.cluster.asked.filter((operation) => operation === mintOperation)).toHaveLength(1)
  })

  it('may be made by a Member, too, and not by an Auditor', async () => {
    const { id } = held(await create(mel))
    expect((await admin.run(readDocument, { id })).databaseToken.createdBy).toEqual({ id: mel.id })
    minting.cluster.forget()
    const [refused] = (await create(audrey)).errors
    expect(refused?.extensions.code).toBe('FORBIDDEN')
    expect(minting.cluster.asked).not.toContain(mintOperation)
  })

  const meetings: readonly (readonly [string, { before?: Fault; after?: Loss }])[] = [
    ['whose answer is lost', { after: 'LOST' }],
    ['whose answer is torn', { after: 'TORN' }],
    ['that the cluster fails to make (500)', { before: 500 }],
    ['that the cluster is too busy to make (429)', { before: 429 }],
    ['for which the credential of the gateway is refused (401)', { before: 401 }],
    ['that the credential of the gateway may not make (403)', { before: 403 }],
    ['that something else answers for', { before: 'HTML' }],
    ['that the cluster never answers for', { before: 'HANG' }],
  ]

  it.each(meetings)('%s is abandoned: revoked here, gone there, and CLUSTER_UNAVAILABLE', async (_, meeting) => {
    const { before, after } = meeting
    const met =
      <T>(fault: T) =>
      (operation: string) =>
        operation === mintOperation ? fault : undefined
    minting.cluster.before = before && met(before)
    minting.cluster.after = after && met(after)

    const { errors, data, text } = await create()
    expect(errors).toMatchObject([
      { extensions: { code: 'CLUSTER_UNAVAILABLE', retryAfterSeconds: 10 }, message: /No token was made\.$/ },
    ])
    expect(data).toEqual({ createDatabaseToken: null })
    expect(text).not.toContain('apiv1_')
    expect(minting.cluster.asked.filter((operation) => operation === mintOperation)).toHaveLength(1)
    const { id, ...abandoned } = await newest()
    expect(abandoned).toEqual({ description: 'ingest', status: 'REVOKED', prefix: '…', revokedBy: null })
    // That it is gone there, too, may be told by now.
    const [made, abandonment] = await eventsOf(admin, id)
    expect(made).toMatchObject({ action: 'database_token.create', outcome: 'SUCCEEDED' })
    expect(abandonment).toMatchObject({
      ...{ action: 'sync.abandon', outcome: 'SUCCEEDED', changes: [{ field: 'revokedAt', before: null }] },
    })
    await minting.mend()
    expect(liveTokens(minting.cluster).filter((token) => markOf(token) === id)).toEqual([])
    expect(await stateOf(id)).toMatchObject({ state: 'APPLIED', external_id: null })
    expect(await minting.cluster.write((await minting.token()).secret, 'orders')).toBe(204)
  })

  it.each([400, 409] as const)('that the cluster refuses (%s) is a CONFLICT that says so', async (status) => {
    minting.cluster.before = (operation) => (operation === mintOperation ? status : undefined)
    const { errors, text } = await create()
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', field: 'input' } }])
    expect(errors[0]?.message).toBe(`The cluster refused the request (HTTP ${status}). No token was made.`)
    expect(text).not.toContain('words of the cluster')
    expect(await newest()).toMatchObject({ status: 'REVOKED' })
  })

  it.each(['UNREACHABLE', 'CREDENTIAL_REFUSED'] as const)(
    'is not even stored while its cluster is %s',
    async (health) => {
      await gateway.db.updateTable('cluster_links').set({ health }).execute()
      const { id: before } = await newest()
      const [error] = (await create()).errors
      expect(error?.extensions).toMatchObject({ code: 'CLUSTER_UNAVAILABLE', retryAfterSeconds: 10 })
      expect((await newest()).id).toBe(before)
      expect(minting.cluster.asked).not.toContain(mintOperation)
    },
  )

  it('whose secret cannot be stored is abandoned as well', async () => {
    gateway.onStatement((statement) => {
      if (/^update "database_tokens" set "prefix"/.test(statement)) throw new Error('The disk is gone.')
    })
    const { errors, text } = await create()
    gateway.onStatement(() => {})
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }])
    expect(text).not.toContain('apiv1_')
    const { id, ...abandoned } = await newest()
    expect(abandoned).toMatchObject({ status: 'REVOKED', prefix: '…' })
    await gateway.tasksDone()
    expect(liveTokens(minting.cluster).map(markOf)).not.toContain(id)
  })

  it('of which the request comes late is found, and removed', async () => {
    minting.cluster.before = (operation) => (operation === mintOperation ? 500 : undefined)
    await create()
    await minting.mend()
    const { id } = await newest()
    const accessToken = mintDatabaseSecret()
    const createdAt = new Date().toISOString()
    const late: Token = {
      id: randomUUID(),
      description: `ingest [cg:${id}]`,
      permissions: [],
      createdAt,
      accessToken,
      activeAt: 0,
    }
    minting.cluster.cluster.tokens.push(late)
    // A little more than a minute: the clock of the store may be behind.
    gateway.advance(65_000)
    await eventually(() => late.revokedAt !== undefined)
  })
})
