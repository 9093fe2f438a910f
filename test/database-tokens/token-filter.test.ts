import { describe, expect, it } from 'vitest'
import { parseExpiresAt, parseTokenFilter } from '../../src/tokens/token.ts'
import { newId } from '../../src/values/id.ts'

const parse = (filter: Parameters<typeof parseTokenFilter>[0]) => parseTokenFilter(filter, () => true)

describe('a filter of tokens', () => {
  it.each([undefined, null, {}, { statuses: null, search: null, databaseIds: null }])(
    'asks for accepted ones and nothing else when nothing is said (%j)',
    (filter) => {
      expect(parse(filter)).toEqual({
        statuses: ['ACTIVE', 'REPLACED'],
        search: undefined,
        databaseIds: undefined,
        createdByIds: undefined,
        expiresBefore: undefined,
        unusedSince: undefined,
      })
    },
  )

  it('keeps an empty list, which matches nothing', () => {
    expect(parse({ statuses: [], databaseIds: [] })).toMatchObject({ statuses: [], databaseIds: [] })
  })

  it('matches nothing by an id that cannot be a database’s', () => {
    const id = newId('database')

    expect(parse({ databaseIds: ['\0', newId('table'), id] }).databaseIds).toEqual([id])
    expect(parse({ databaseIds: ['*'] }).databaseIds).toEqual([])
  })

  it('matches nothing by an id that cannot be a person’s, and by one of somebody whom the caller may not see', () => {
    const [seen, hidden] = [newId('user'), newId('user')]
    const asked = { createdByIds: [newId('database'), seen, hidden] }

    expect(parseTokenFilter(asked, (id) => id === seen).createdByIds).toEqual([seen])
    expect(parseTokenFilter({ createdByIds: [hidden] }, () => false).createdByIds).toEqual([])
  })

  it('keeps the moment 0, which is a moment like any other', () => {
    expect(parse({ expiresBefore: 0, unusedSince: 0 })).toMatchObject({ expiresBefore: 0, unusedSince: 0 })
  })

  it('searches without regard to case and to the ways of writing an accent', () => {
    expect(parse({ search: ' CAFE\u0301 ' }).search).toBe('café')
  })

  it.each([
    ['filter.statuses', { statuses: Array(101).fill('ACTIVE') }],
    ['filter.databaseIds', { databaseIds: Array(101).fill(newId('database')) }],
    ['filter.createdByIds', { createdByIds: Array(101).fill(newId('user')) }],
    ['filter.search', { search: 'a'.repeat(513) }],
  ])('is refused, naming %s', (field, filter) => {
    expect(() => parse(filter)).toThrow(expect.objectContaining({ code: 'BAD_INPUT', details: { field } }))
  })
})

describe('the end of a token', () => {
  const now = Date.UTC(2026, 10, 23)

  it('is never when it is left out', () => {
    expect(parseExpiresAt(undefined, now)).toBeNull()
    expect(parseExpiresAt(null, now)).toBeNull()
  })

  it('lies in the future', () => {
    expect(parseExpiresAt(now + 1, now)).toBe(now + 1)
    for (const past of [now, now - 1, 0]) {
      expect(() => parseExpiresAt(past, now)).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.expiresAt' } }),
      )
    }
  })
})
