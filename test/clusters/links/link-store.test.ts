import { expect, it } from 'vitest'
import type { SavedLink } from '../../../src/clusters/links/link.store.ts'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { useWorld } from '../../world.ts'

const { gateway, account, stranger } = useWorld()

it('keeps one link for a cluster, which another account does not see', async () => {
  const [clusterId = ''] = account.clusterIds
  const first: SavedLink = {
    clusterId,
    kind: 'INFLUXDB_1',
    enforcement: 'NATIVE',
    managementUrl: 'http://127.0.0.1:8086',
    settings: { username: 'root' },
    credential: 'sealed',
    credentialPrefix: 'abcd',
    health: 'UNKNOWN',
    failures: 0,
    version: null,
    warning: null,
    checkedAt: null,
    error: null,
  }
  expect(await linkStore.find(gateway.db, account.id, clusterId)).toBeUndefined()

  await linkStore.save(gateway.db, account.id, first, 1)
  expect(await linkStore.find(gateway.db, account.id, clusterId)).toEqual({
    ...first,
    clusterName: 'primary',
    verifiesJwt: false,
  })
  expect(await linkStore.find(gateway.db, stranger.id, clusterId)).toBeUndefined()

  const second: SavedLink = { ...first, enforcement: 'FORWARD_AUTH', credential: 'sealed again' }
  await linkStore.save(gateway.db, account.id, second, 2)
  const unreachable = {
    health: 'UNREACHABLE',
    failures: 3,
    version: '1.6.7',
    warning: 'It checks no credentials.',
    checkedAt: 3,
    error: { code: 'UNREACHABLE', message: 'The cluster does not answer.', at: 3 },
  } as const
  // What was said to the earlier credential is no news of this one.
  expect(await linkStore.noteHealth(gateway.db, account.id, first, unreachable)).toBe(false)
  expect(await linkStore.noteHealth(gateway.db, account.id, second, unreachable)).toBe(true)
  const noted = { ...second, ...unreachable, clusterName: 'primary', verifiesJwt: false }
  expect(await linkStore.find(gateway.db, account.id, clusterId)).toEqual(noted)

  expect(await linkStore.remove(gateway.db, stranger.id, clusterId)).toBe(false)
  expect(await linkStore.remove(gateway.db, account.id, clusterId)).toBe(true)
  expect(await linkStore.find(gateway.db, account.id, clusterId)).toBeUndefined()
})
