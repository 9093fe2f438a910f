import { expect, it, onTestFinished, vi } from 'vitest'
import type { SqliteConnection } from '../../src/files/sqlite.ts'
import { Statements } from '../../src/store/sqlite/statements.ts'

/** A connection as libsql gives it, whose file is locked for as long as it is said to be. */
function connectToLocked() {
  const ran: string[] = []
  const state = { isLocked: false, isInTransaction: false, onRead: () => {} }
  const connection: SqliteConnection = {
    prepare(sql) {
      const run = (parameters: readonly unknown[]) => {
        if (state.isLocked) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_RECOVERY' })
        ran.push([sql, ...parameters].join(' '))
        state.onRead()
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

it('a read that took long twice, by its own time, is run elsewhere for a minute, whatever the length of its lists', () => {
  let [clock, used] = [0, 0]
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  vi.spyOn(process, 'cpuUsage').mockImplementation((before) => ({ user: used - (before?.user ?? 0), system: 0 }))
  onTestFinished(() => void vi.restoreAllMocks())
  const { statements, state } = connectToLocked()
  const read = (sql: string, milliseconds: number, ownMilliseconds: number) => {
    state.onRead = () => {
      clock += milliseconds
      used += 1_000 * ownMilliseconds
    }
    statements.run(sql, [])
  }
  for (let time = 0; time < 4; time++) read('waits (?)', 100, 1)
  expect(statements.isSlow('waits (?)')).toBe(false)

  read('slow (?)', 100, 100)
  expect(statements.isSlow('slow (?)')).toBe(false)
  read('slow (?, ?, ?)', 100, 100)
  expect(statements.isSlow('slow (?, ?)')).toBe(true)
  expect(statements.isSlow('waits (?)')).toBe(false)
  clock += 60_000
  expect(statements.isSlow('slow (?, ?)')).toBe(false)
})
