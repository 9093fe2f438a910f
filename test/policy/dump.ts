import { sql } from 'kysely'
import { expect } from 'vitest'
import type { TestGateway } from '../gateway.ts'

/** Written by a running gateway once a minute, whatever it is asked. */
const ownTable = 'key_holders'

/** All rows of all tables of a store, each as it is stored, as one comparable text. */
export async function dumpOf({ db }: TestGateway): Promise<string> {
  const tables = await db.introspection.getTables()
  const dumped: string[] = []
  for (const { name } of tables.filter((table) => table.name !== ownTable)) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db)
    dumped.push(...rows.map((row) => `${name} ${JSON.stringify(row)}`))
  }
  return dumped.sort().join('\n')
}

const attemptsMax = 3

/**
 * Does something that must leave the whole store as it was, to the byte. The workers of the gateway write, too, whenever
 * they like: where the store has changed, it is done again.
 */
export async function withoutTrace<T>(gateway: TestGateway, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await gateway.tasksDone()
    const before = await dumpOf(gateway)
    expect(before).toContain('audit_heads ')
    const answer = await work()
    await gateway.tasksDone()
    const after = await dumpOf(gateway)
    if (after === before) return answer
    if (attempt === attemptsMax) expect(after.split('\n')).toEqual(before.split('\n'))
  }
}
