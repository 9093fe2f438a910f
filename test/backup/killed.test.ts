import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { asOwner, backUp, useDirectory } from './backups.ts'
import { emptyPlace } from './lost-store.ts'

const { gateway } = useWorld()
const backups = useDirectory()

/** A `pg_restore` that stops in the middle of a table, until the process that has started it is gone. */
const stoppingHalfWay = `#!/bin/sh
PATH=\${PATH#*:}
[ "$1" = --version ] && exec pg_restore "$@"
pg_restore "$@" | awk '{ print } copying { exit } /^COPY .*audit_events/ { copying = 1 }'
read gone
`

it.skipIf(!onPostgres)(
  'a restore that is killed half-way leaves an empty database, which no gateway takes for a store',
  async () => {
    const file = backups.path('killed.tar')
    expect(await backUp(gateway, file)).toMatchObject({ code: 0 })
    const place = asOwner(await emptyPlace(gateway.store))
    const watcher = new pg.Client({ connectionString: gateway.store.ownerUrl })
    await watcher.connect()
    onTestFinished(async () => {
      await watcher.end()
      await place.remove()
    })
    writeFileSync(backups.path('pg_restore'), stoppingHalfWay)
    chmodSync(backups.path('pg_restore'), 0o755)
    const { databaseUrl = '', dataDirectory } = place
    const main = new URL('../../dist/main.js', import.meta.url).pathname
    const child = spawn(process.execPath, [main, 'restore', file], {
      env: {
        PATH: `${dirname(backups.path('pg_restore'))}:${process.env['PATH']}`,
        ...{ CLUSTERGATE_DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl },
      },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    const statements = async (): Promise<readonly string[]> => {
      const name = new URL(databaseUrl).pathname.slice(1)
      const { rows } = await watcher.query('select query from pg_stat_activity where datname = $1', [name])
      return rows.map(({ query }) => query)
    }
    await eventually(async () => (await statements()).some((query) => /^COPY .*audit_events/.test(query)))
    child.kill('SIGKILL')
    await ended
    await eventually(async () => (await statements()).length === 0)
    const restored = new pg.Client({ connectionString: databaseUrl })
    await restored.connect()
    const { rows } = await restored.query(`select relname from pg_class where relname in ('settings', 'audit_events')`)
    await restored.end()
    expect(rows).toEqual([])
  },
)

it.skipIf(!onPostgres)(
  'a backup that is killed leaves no password behind, and the next one names what it left',
  async () => {
    const file = backups.path('cut.tar')
    const url = new URL(asOwner(gateway.store).databaseUrl as string)
    url.password = 'a-password-of-postgres'
    const watcher = new pg.Client({ connectionString: gateway.store.ownerUrl })
    await watcher.connect()
    onTestFinished(() => watcher.end())
    // The dump waits for this table.
    await watcher.query('begin; lock table outbox in access exclusive mode')
    const main = new URL('../../dist/main.js', import.meta.url).pathname
    const child = spawn(process.execPath, [main, 'backup', file], {
      env: {
        PATH: process.env['PATH'],
        ...{ CLUSTERGATE_DATA_DIR: gateway.store.dataDirectory, DATABASE_URL: url.href },
      },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    const left = () => readdirSync(dirname(file)).filter((name) => name.startsWith('cut.tar.'))
    const inside = () => left().flatMap((name) => readdirSync(backups.path(name)))
    await eventually(() => inside().includes('clustergate.dump') || inside().includes('pgpass'))
    await eventually(() => !inside().some((name) => name.startsWith('pgpass')))
    child.kill('SIGKILL')
    await ended
    await watcher.query('rollback')
    const [name = ''] = left()
    expect(await backUp(gateway, file)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${backups.path(name)} was left by a command that was killed`),
    })
  },
)
