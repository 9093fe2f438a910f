import { describe, expect, it } from 'vitest'
import { DateTime, parseDateTime, printDateTime } from '../../src/values/date-time.ts'

const at = Date.UTC(2026, 10, 23, 10, 0, 0)

describe('a time', () => {
  it.each([
    ['2026-11-23T10:00:00Z', at],
    ['2026-11-23T10:00:00.250Z', at + 250],
    ['2026-11-23T10:00:00.250999999Z', at + 250],
    ['2026-11-23T11:30:00+01:30', at],
    ['2026-11-22T22:00:00-12:00', at],
    ['2026-11-23t10:00:00z', at],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ])('is read from RFC 3339 in any zone: %s', (text, expected) => {
    expect(parseDateTime(text)).toBe(expected)
  })

  it.each([
    '',
    'now',
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-11-23 10:00:00Z',
    '2026-11-23T10:00Z',
    '2026-11-23T10:00:00.Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-06-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:60:00Z',
    '2026-11-23T10:00:61Z',
    '2026-11-23T10:00:00+24:00',
    '2026-11-23T10:00:00+01:60',
    '+002026-11-23T10:00:00Z',
    '9999-12-31T23:59:59-01:00',
    ' 2026-11-23T10:00:00Z',
    '1795428000000',
  ])('is refused when it is %j', (text) => {
    expect(() => parseDateTime(text)).toThrow('RFC 3339')
  })

  it('prints in UTC with milliseconds', () => {
    expect(printDateTime(at)).toBe('2026-11-23T10:00:00.000Z')
    expect(DateTime.serialize(at + 7)).toBe('2026-11-23T10:00:00.007Z')
  })

  it('prints every time as the calendar of the platform does', () => {
    const times = [-1, 0, 1, 86_399_999, 86_400_000, Date.parse('2024-02-29T23:59:59.999Z'), 253_402_300_799_999]
    // Days that come back, and days that share a place among those that are remembered.
    for (let step = 0; step < 4_000; step++)
      times.push((step * 7_919_000_123) % 4_102_444_800_000, (step % 512) * 86_400_000)
    for (const time of times) expect(printDateTime(time)).toBe(new Date(time).toISOString())
    expect(() => printDateTime(Number.NaN)).toThrow(RangeError)
  })

  it('is text and nothing else', () => {
    for (const value of [at, null, true, {}]) expect(() => DateTime.parseValue(value)).toThrow('RFC 3339')
  })
})
