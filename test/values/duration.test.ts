import { describe, expect, it } from 'vitest'
import { parseDuration, printDuration, seconds } from '../../src/values/duration.ts'
import { Duration } from '../../src/values/duration.type.ts'

const { minute, hour, day } = seconds

describe('a duration', () => {
  it.each([
    ['45s', 45],
    ['30m', 30 * minute],
    ['24h', day],
    ['30d', 30 * day],
    ['2w', 14 * day],
    ['1mo', 30 * day],
    ['1y', 365 * day],
  ])('is read in every unit: %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each([
    ['1h30m', 90 * minute],
    ['30d30d', 60 * day],
    ['1mo1m', 30 * day + minute],
    ['1y2mo3w4d5h6m7s', 450 * day + 5 * hour + 6 * minute + 7],
  ])('adds its parts up: %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each([
    ['2.5d', 60 * hour],
    ['0.1d', 8640],
    ['1.5h0.5m', 90 * minute + 30],
  ])('may have fractions that make whole seconds: %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each([
    ['P30D', 30 * day],
    ['P1Y2M3W4DT5H6M7S', 450 * day + 5 * hour + 6 * minute + 7],
    ['P1M', 30 * day],
    ['PT1M', minute],
    ['PT0S', 0],
  ])('is read in ISO 8601: %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each([
    '',
    ' ',
    '30',
    'd',
    '-1d',
    '+1d',
    '1 d',
    ' 1d',
    '1d ',
    '1D',
    '1ms',
    '1e3d',
    '.5d',
    '1.d',
    '0.5s',
    '1d,2h',
    '٣d',
    'P',
    'PT',
    'P1DT',
    'P-1D',
    'p30d',
    'P1D1D',
    'P1H',
    'forever',
  ])('is refused with the rule when it is %j', (text) => {
    expect(() => parseDuration(text)).toThrow(/"30d".*"1h30m".*"P30D"/)
  })

  it('ends at 292 years, and says so', () => {
    expect(parseDuration('292y')).toBe(292 * 365 * day)
    for (const text of ['293y', 'P293Y', '999999999999y', `P${'9'.repeat(400)}D`]) {
      expect(() => parseDuration(text)).toThrow('A duration is at most 292 years.')
    }
  })

  it.each([
    [0, '0s'],
    [1, '1s'],
    [minute, '1m'],
    [90 * minute, '1h30m'],
    [day, '1d'],
    [30 * day, '30d'],
    [365 * day, '365d'],
    [day + hour + minute + 1, '1d1h1m1s'],
  ])('prints %d seconds in its canonical short form, %s, which is read back', (total, text) => {
    expect(printDuration(total)).toBe(text)
    expect(parseDuration(text)).toBe(total)
  })

  it('is text and nothing else', () => {
    for (const value of [30, null, true, {}, ['30d']]) expect(() => Duration.parseValue(value)).toThrow('duration')
  })
})
