import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { holdsSecret, mintDatabaseSecret, shownPrefix } from '../../src/auth/secret.ts'
import { parseGrants } from '../../src/database-tokens/database-token.ts'
import type { DatabasePermissionInput } from '../../src/database-tokens/database-token.type.ts'
import { parseOverlap, parseSuccessorExpiresAt, retiredAt } from '../../src/database-tokens/rotation.ts'
import { day, hour } from '../times.ts'

const now = Date.UTC(2026, 10, 23)

describe('the permissions of a database token', () => {
  const anyDatabase = () => true
  const reads = (databaseId: string): DatabasePermissionInput => ({ action: 'READ', databaseId })

  it('keep the order in which they were given', () => {
    const given: DatabasePermissionInput[] = [reads('b'), { action: 'WRITE', databaseId: 'a' }, reads('a')]

    expect(parseGrants(given, anyDatabase)).toEqual([
      { action: 'READ', databaseId: 'b' },
      { action: 'WRITE', databaseId: 'a' },
      { action: 'READ', databaseId: 'a' },
    ])
  })

  it('may be none: a token without access', () => {
    expect(parseGrants([], anyDatabase)).toEqual([])
  })

  it('count once when given twice', () => {
    expect(parseGrants([reads('a'), reads('*'), reads('a'), reads('*')], anyDatabase)).toEqual([
      { action: 'READ', databaseId: 'a' },
      { action: 'READ', databaseId: null },
    ])
  })

  it('cover every database of the cluster with `*`, whatever databases there are', () => {
    expect(parseGrants([reads('*')], () => false)).toEqual([{ action: 'READ', databaseId: null }])
  })

  it('name the first database that they may not, without its id', () => {
    const known = (id: string) => id === 'a'

    expect(() => parseGrants([reads('a'), reads('b'), reads('c')], known)).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: 'There is no such database.',
        details: { field: 'input.permissions.1.databaseId' },
      }),
    )
  })

  it('are at most 100', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => reads(`database ${at}`))

    expect(parseGrants(many(100), anyDatabase)).toHaveLength(100)
    expect(() => parseGrants(many(101), anyDatabase)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.permissions' } }),
    )
  })
})

describe('rotating a token', () => {
  it('lets the old one live on for a day unless told otherwise', () => {
    expect(parseOverlap(undefined)).toBe(day)
    expect(parseOverlap(null)).toBe(day)
    expect(parseOverlap(0)).toBe(0)
    expect(parseOverlap(7 * 86_400)).toBe(7 * day)
  })

  it('refuses an overlap of more than seven days', () => {
    expect(() => parseOverlap(7 * 86_400 + 1)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.overlap' } }),
    )
  })

  it('never makes the old one live longer than it would have', () => {
    const life = (expiresAt: number | null) => ({ expiresAt })

    expect(retiredAt(life(now + hour), now, day)).toBe(now + hour)
    expect(retiredAt(life(now + 9 * day), now, day)).toBe(now + day)
    expect(retiredAt(life(null), now, day)).toBe(now + day)
    expect(retiredAt(life(null), now, 0)).toBe(now)
  })

  it('gives the successor as long a life as the old one had, from now', () => {
    expect(parseSuccessorExpiresAt(undefined, 30 * day, now)).toBe(now + 30 * day)
    expect(parseSuccessorExpiresAt(undefined, null, now)).toBeNull()
  })

  it('gives it another end where one is named, and none for an explicit null', () => {
    expect(parseSuccessorExpiresAt(now + hour, 30 * day, now)).toBe(now + hour)
    expect(parseSuccessorExpiresAt(null, 30 * day, now)).toBeNull()
    expect(() => parseSuccessorExpiresAt(now, 30 * day, now)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.expiresAt' } }),
    )
  })
})

describe('the secret of a database token', () => {
  const bare = `${'a'.repeat(40)}_${randomBytes(64).toString('base64url').slice(41)}==`
  const forms: readonly (readonly [string, string])[] = [
    [mintDatabaseSecret(), 'apiv1_'],
    [mintDatabaseSecret(72), 'apiv1_'],
    [`apiv3_${randomBytes(64).toString('base64url')}`, 'apiv3_'],
    [bare, ''],
  ]

  it.each(forms)(
    'is recognised, and shown by its prefix and four characters, whatever its form (%#)',
    (secret, prefix) => {
      expect(holdsSecret(`{ token(secret: "${secret}") }`)).toBe(true)
      expect(shownPrefix(secret)).toBe(secret.slice(0, prefix.length + 4))
    },
  )
})
