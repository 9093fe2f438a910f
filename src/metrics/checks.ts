import type { Sink } from '../ledger/sink.ts'
import { missingMigrations } from '../store/migrate.ts'
import { hasLockFile } from '../store/sqlite/server-lock.ts'
import type { Store } from '../store/store.ts'
import { type Check, type Finding, failing, ok, warning } from './health.ts'
import type { Watched } from './watched.ts'

/** Checkpoints are written once a second; the sink is tried again every ten. */
const sinkLagMillisecondsMax = 60_000

/** The checks of `/readyz?verbose`. Those of the public `/readyz` can fail; the others warn. */
export const checksOf = ({ core: { store, sink }, ...watched }: Watched, dataDirectory: string): readonly Check[] => [
  {
    name: 'start',
    look: () => (watched.isBegun() ? ok('The start is over.') : failing('The first start is not over yet.')),
  },
  { name: 'store', look: () => lookAtStore(store) },
  { name: 'migrations', look: () => lookAtMigrations(store) },
  {
    name: 'lock',
    look: () => {
      if (store.engine === 'postgres') return ok('PostgreSQL serves several instances.')
      return hasLockFile(dataDirectory)
        ? ok('The data directory is locked for this process.')
        : warning('The file server.lock is gone: another gateway could start on the data directory.')
    },
  },
  {
    name: 'keys',
    look: () =>
      watched.keyWatch.fault === undefined
        ? ok('The master keys are those of the store.')
        : warning('The master keys could not be read anew; the log says why.'),
  },
  {
    name: 'clock',
    look: () => {
      const skew = watched.skew()
      if (skew === undefined) return ok('The clock of this machine is right.')
      return warning(`The clock of this machine is off by ${Math.round(skew / 1_000)} s; set it.`)
    },
  },
  { name: 'audit_sink', look: () => lookAtSink(sink) },
]

async function lookAtStore(store: Store): Promise<Finding> {
  try {
    await store.checkWritable()
    return ok('Changes can be committed.')
  } catch {
    return failing('Changes cannot be committed; the log says why.')
  }
}

async function lookAtMigrations({ db }: Store): Promise<Finding> {
  try {
    const missing = await missingMigrations(db)
    return missing.length === 0 ? ok('The tables are up to date.') : failing(`The store lacks ${missing.join(', ')}.`)
  } catch {
    return warning('A newer version has changed the tables, or they cannot be read; bring this instance up to date.')
  }
}

function lookAtSink(sink: Sink | undefined): Finding {
  if (!sink) return ok('No audit sink is configured.')
  const { waiting, since } = sink.backlog
  const lag = since === undefined ? 0 : Date.now() - since
  if (lag < sinkLagMillisecondsMax) return ok('The audit sink takes checkpoints.')
  return warning(`${waiting} checkpoints wait for the audit sink, the oldest for ${Math.round(lag / 1_000)} s.`)
}
