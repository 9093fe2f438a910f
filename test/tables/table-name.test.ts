import { describe, expect, it } from 'vitest'
import { parseTableName } from '../../src/tables/table.ts'

describe('a table name', () => {
  it.each([
    ['letters', 'home'],
    ['one digit', '7'],
    ['capitals, which it keeps', 'Home'],
    ['underscores', 'home_sensors'],
    ['hyphens', 'home-sensors'],
    ['64 characters', 'a'.repeat(64)],
  ])('may have %s', (_case, name) => {
    expect(parseTableName(name, 'input.name')).toBe(name)
  })

  it.each([
    ['nothing', ''],
    ['65 characters', 'a'.repeat(65)],
    ['white space', 'Bene Gesserit'],
    ['a line break at the end', 'home\n'],
    ['a slash', 'home/sensors'],
    ['a full stop', 'home.sensors'],
    ['letters beyond ASCII', '온도'],
    ['an underscore at the start', '_home'],
    ['a hyphen at the start', '-home'],
  ])('may not have %s', (_case, name) => {
    expect(() => parseTableName(name, 'input.name')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.name' } }),
    )
  })
})
