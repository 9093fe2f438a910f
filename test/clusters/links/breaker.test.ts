import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { noteUnreachable } from '../../../src/clusters/links/breaker.ts'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { eventually } from '../../gateway.ts'
import { onPostgres } from '../../store.ts'
import { useWorld } from '../../world.ts'
import { linkUnreachable } from './linking.ts'

describe('an object that is put off because its cluster is out of reach', () => {
  const { gateway, account } = useWorld()
  let link: linkStore.Link
  beforeAll(async () => {
    const clusterId = account.clusterIds[0] as string
    await linkUnreachable(gateway, account, clusterId)
    link = (await linkStore.find(gateway.db, account.id, clusterId)) as linkStore.Link
  })

  const putOff = () => {
    const error = { code: 'UNREACHABLE', message: 'The cluster does not answer.', at: Date.now() } as const
    const { store } = gateway.app.core
    return store.transaction((db) => noteUnreachable(db, account.id, link, error), undefined, account.id)
  }

  const waiting = sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

  it('waits for the probe', async () => {
    expect(await putOff()).toBe(false)
  })

  it('does not wait where the probe gets through in the same moment', async () => {
    const { store } = gateway.app.core
    const recovered = { ...link, health: 'HEALTHY', failures: 0, error: null } as const
    let late: Promise<boolean> | undefined
    await store.transaction(
      async (db) => {
        expect(await linkStore.noteRecovery(db, account.id, link, recovered)).toBe(true)
        late = putOff()
        // There it runs at the same time, until it meets the lock.
        if (onPostgres) await eventually(async () => (await waiting.execute(gateway.db)).rows.length > 0)
      },
      undefined,
      account.id,
    )
    expect(await late).toBe(true)
    expect(await linkStore.find(gateway.db, account.id, link.clusterId)).toMatchObject({ health: 'HEALTHY' })
  })
})
