import { describe, expect, it } from 'vitest'
import { parseMaxColumnsPerTable, parseMaxTables, parseRetentionPeriod } from '../../src/databases/database.ts'

const refusal = (field: string) => expect.objectContaining({ code: 'BAD_INPUT', details: { field } })

describe('a retention period', () => {
  it.each([
    ['is for ever when absent', undefined, null],
    ['is for ever when null', null, null],
    ['is for ever when zero', 0, null],
    ['may be one hour', 3600, 3600],
    ['may be thirty days', 2_592_000, 2_592_000],
  ])('%s', (_case, given, parsed) => {
    expect(parseRetentionPeriod(given, 'input.retentionPeriod')).toBe(parsed)
  })

  it.each([
    ['one second', 1],
    ['one second less than an hour', 3599],
  ])('may not be %s', (_case, given) => {
    expect(() => parseRetentionPeriod(given, 'input.retentionPeriod')).toThrow(refusal('input.retentionPeriod'))
  })
})

describe('the limits of a database', () => {
  it.each([
    ['stay open when absent', undefined, undefined],
    ['stay open when null', null, undefined],
    ['may be one', 1, 1],
    ['may be one thousand', 1000, 1000],
  ])('%s', (_case, given, parsed) => {
    expect(parseMaxTables(given, 'input.maxTables')).toBe(parsed)
    expect(parseMaxColumnsPerTable(given, 'input.maxColumnsPerTable')).toBe(parsed)
  })

  it('allow any number of tables, and no more than 1000 columns in each', () => {
    expect(parseMaxTables(20_000, 'input.maxTables')).toBe(20_000)
    expect(() => parseMaxColumnsPerTable(1001, 'input.maxColumnsPerTable')).toThrow(refusal('input.maxColumnsPerTable'))
  })

  it.each([0, -1])('may not be %i', (count) => {
    expect(() => parseMaxTables(count, 'input.maxTables')).toThrow(refusal('input.maxTables'))
    expect(() => parseMaxColumnsPerTable(count, 'input.maxColumnsPerTable')).toThrow(
      refusal('input.maxColumnsPerTable'),
    )
  })
})
