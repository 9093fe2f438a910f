import { describe, expect, it, onTestFinished } from 'vitest'
import { Carrier } from '../../../src/carrier/carrier.ts'
import { workTask } from '../../../src/clusters/work/work.store.ts'
import { eventually } from '../../gateway.ts'
import { isHere } from '../../programs.ts'
import { all, type Prepared, stateOf } from './changes.ts'
import { allModes, type Managed, useManaged } from './managed.ts'

/** How long a process keeps others from an object that it attempts, dead or not. */
const claimMilliseconds = 30_000

/**
 * Lets processes die between the cluster and the commit: the first attempt of each object does all on the cluster and
 * writes all into the store, and its transaction is rolled back.
 */
function dieBeforeCommits() {
  const dying = new Map<string, () => void>()
  const dead = new Set<string>()
  const triedAgain = new Set<string>()
  const { transact } = Carrier.prototype
  Carrier.prototype.transact = async function (this: Carrier, task, settlement, journey, settle) {
    if (dead.has(task.id)) {
      triedAgain.add(task.id)
      return transact.call(this, task, settlement, journey, settle)
    }
    dead.add(task.id)
    await new Promise<void>((resolve) => dying.set(task.id, resolve))
    return transact.call(this, task, settlement, journey, async (db, at) => {
      await settle(db, at)
      throw new Error('The process has died.')
    })
  }
  onTestFinished(() => {
    Carrier.prototype.transact = transact
    for (const die of dying.values()) die()
  })
  return { dying, dead, triedAgain }
}

/** Runs a change while processes die, and ends their claims once nothing else is under way, until others have done it. */
async function runWithCrashes<T>({ gateway, counts }: Managed, run: () => Promise<T>): Promise<T> {
  const { dying, dead, triedAgain } = dieBeforeCommits()
  const isOver = async () => {
    const claims = gateway.db
      .selectFrom('tasks')
      .select('id')
      .where('kind', '=', workTask)
      .where('claimed_until', '>', 0)
    const claimed = await claims.execute()
    if (claimed.length > 0 && claimed.every(({ id }) => dying.has(id))) {
      gateway.advance(claimMilliseconds)
      for (const die of dying.values()) die()
      dying.clear()
    }
    return dead.size > 0 && triedAgain.size === dead.size && (await counts()).pendingCount === 0
  }
  const [made] = await Promise.all([run(), eventually(isOver)])
  return made
}

describe.runIf(isHere('influxd')).each(allModes)(
  'a change of InfluxDB 1.x, guarded %s, whose process dies before it has noted what the cluster did:',
  (mode) => {
    const managed = useManaged(mode)

    it.each(Object.entries(all))('%s: another attempt ends in the same state', async (title, prepare) => {
      const stateAfter = async (suffix: string, runBy: (run: Prepared['run']) => ReturnType<Prepared['run']>) => {
        const { names, tokens, run } = await prepare(managed, `-${title.length}-${suffix}`)
        await managed.settled()
        const made = await runBy(run)
        await managed.settled()
        return stateOf(managed, names, made ? [...tokens, made] : tokens)
      }
      const whole = await stateAfter('whole', (run) => run())
      expect(await stateAfter('crashed', (run) => runWithCrashes(managed, run))).toEqual(whole)
      expect(await managed.counts()).toEqual({ pendingCount: 0, failedCount: 0, driftedCount: 0 })
    })
  },
)
