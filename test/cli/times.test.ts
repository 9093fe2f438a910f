import { expect, it } from 'vitest'
import { relativeTime, timeAhead, timePast } from '../../src/cli/times.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')

it.each([
  ['2026-11-23T09:59:30.000Z', 'just now'],
  ['2026-11-23T10:00:30.000Z', 'in a moment'],
  ['2026-11-23T09:45:00.000Z', '15m ago'],
  ['2026-11-23T11:59:59.000Z', 'in 2h'],
  ['2026-11-30T09:59:59.000Z', 'in 7d'],
  ['2026-08-20T10:00:00.000Z', '3mo ago'],
  ['2024-11-23T10:00:00.000Z', '2y ago'],
])('says of %s: %s', (at, said) => {
  expect(relativeTime(at, now)).toBe(said)
})

it('reads a time as it is written, or as a distance', () => {
  expect(timeAhead('2027-01-01T00:00:00+01:00')).toBe('2027-01-01T00:00:00+01:00')
  const hours = (text: string) => (Date.parse(text) - Date.now()) / 3_600_000
  expect(hours(timeAhead('30d'))).toBeCloseTo(720, 1)
  expect(hours(timeAhead('1mo'))).toBeCloseTo(720, 1)
  expect(hours(timePast('24h'))).toBeCloseTo(-24, 1)
})

it.each([
  ['2026-12-24T23:00Z', '2026-12-24T23:00:00Z'],
  ['2026-12-24T23:00+05:30', '2026-12-24T23:00:00+05:30'],
  // What else is lacking, the gateway says.
  ['2026-12-24T23:00', '2026-12-24T23:00'],
  ['2026-12-24T23:00:59.5Z', '2026-12-24T23:00:59.5Z'],
])('reads a time to the minute as the gateway takes it: %s', (text, read) => {
  expect(timeAhead(text)).toBe(read)
  expect(timePast(text)).toBe(read)
})

it.each(['', 'soon', '30', '1.5d', '-1d', '2027-01-01', '999999y'])('takes %j for no time', (text) => {
  expect(() => timeAhead(text)).toThrow('is no time: write it as 2026-11-23T10:00:00Z')
})
