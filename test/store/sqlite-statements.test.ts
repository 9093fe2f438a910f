import { expect, it } from 'vitest'
import type { SqliteConnection } from '../../src/store/sqlite-connection.ts'
import { Statements } from '../../src/store/sqlite-statements.ts'

/** A connection as libsql gives it, whose file is locked for as long as it is said to be. */
function connectToLocked() {
  const ran: string[] = []
  const state = { isLocked: false, isInTransaction: false }
  const connection: SqliteConnection = {
    prepare(sql) {
      const run = (parameters: readonly unknown[]) => {
        if (state.isLocked) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_RECOVERY' })
        ran.push([sql, ...parameters].join(' '))
        return []
      }
      return { reader: true, all: run, get: run, run: () => ({ changes: 0 }) }
    },
    exec() {},
    close() {},
    isInTransaction: () => state.isInTransaction,
  }
  return { statements: new Statements(connection, undefined), ran, state }
}

it('a query that found the file locked is run to its end before any other', () => {
  const { statements, ran, state } = connectToLocked()
  state.isLocked = true
  expect(() => statements.first('one', [1])).toThrow('locked')
  expect(() => statements.run('two', [2])).toThrow('locked')
  state.isLocked = false
  statements.run('three', [3])
  statements.run('four', [4])
  expect(ran).toEqual(['one 1', 'three 3', 'four 4'])
})

it('nothing of a transaction is run again', () => {
  const { statements, ran, state } = connectToLocked()
  Object.assign(state, { isLocked: true, isInTransaction: true })
  expect(() => statements.run('change', [1])).toThrow('locked')
  state.isLocked = false
  statements.run('next', [2])
  expect(ran).toEqual(['next 2'])
})
