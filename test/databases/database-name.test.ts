import { describe, expect, it } from 'vitest'
import { parseDatabaseName } from '../../src/databases/database.ts'

describe('a database name', () => {
  it.each([
    ['letters', 'mydb'],
    ['one digit', '7'],
    ['digits at the end', 'webserver123'],
    ['capitals, which it keeps', 'MyDB'],
    ['underscores', 'sensor_data'],
    ['hyphens', 'prod-metrics'],
    ['a database and its retention policy of old', 'telegraf/autogen'],
    ['several slashes that stand alone', 'a/b/c'],
    ['`iox_` further on', 'my_iox_data'],
    ['`iox` without an underscore', 'iox-data'],
    ['64 characters', 'a'.repeat(64)],
  ])('may have %s', (_case, name) => {
    expect(parseDatabaseName(name, 'input.name')).toBe(name)
  })

  it.each([
    ['nothing', ''],
    ['65 characters', 'a'.repeat(65)],
    ['white space', 'my database'],
    ['white space around it', ' mydb'],
    ['a line break at the end', 'mydb\n'],
    ['a full stop', 'sensor.data'],
    ['an at sign', 'app@server'],
    ['letters beyond ASCII', 'größe'],
    ['an underscore at the start', '_internal'],
    ['a hyphen at the start', '-mydb'],
    ['a slash at the start', '/mydb'],
    ['a slash at the end', 'mydb/'],
    ['two slashes in a row', 'my//db'],
    ['the prefix of internal metadata', 'iox_catalog'],
    ['a NUL', 'my\0db'],
  ])('may not have %s', (_case, name) => {
    expect(() => parseDatabaseName(name, 'input.name')).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        details: { field: 'input.name' },
        message: expect.stringMatching(/^A database name has 1 to 64 letters/),
      }),
    )
  })
})
