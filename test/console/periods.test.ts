import { afterAll, describe, expect, it } from 'vitest'
import { dayBounds, periodBegin } from '../../src/console/audit/periods.ts'

const zone = process.env['TZ']
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const clockOf = (time: string | undefined): string => new Date(time ?? '').toTimeString().slice(0, 8)

describe.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])('in %s', (TZ) => {
  it.each([
    ['today', 1],
    ['7d', 7],
    ['30d', 30],
  ])('the chart of %s has %i days, from the beginning of the period', (period, days) => {
    process.env['TZ'] = TZ
    const bounds = dayBounds(periodBegin(period), null)
    expect(bounds).toHaveLength(days + 1)
    expect(bounds[0]).toBe(periodBegin(period))
    expect(Date.parse(bounds.at(-1) ?? '')).toBeGreaterThan(Date.now())
    for (const bound of bounds) expect(clockOf(bound)).toBe('00:00:00')
  })

  it('a period of one’s own has the days that it touches, each once, and at most 92', () => {
    process.env['TZ'] = TZ
    const local = (text: string) => new Date(text).toISOString()
    expect(dayBounds(local('2026-03-01T12:00'), local('2026-03-03T12:00'))).toHaveLength(4)
    expect(dayBounds(local('2026-03-01T00:00'), local('2026-03-03T00:00'))).toHaveLength(3)
    expect(dayBounds(local('2026-03-03T00:00'), local('2026-03-01T00:00'))).toHaveLength(2)
    const most = dayBounds(local('2020-01-01T00:00'), null)
    expect(most).toHaveLength(93)
    expect([...most].sort()).toEqual(most)
    expect(new Set(most).size).toBe(93)
  })
})
