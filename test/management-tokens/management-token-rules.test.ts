import { describe, expect, it } from 'vitest'
import { parsePermissions, printPermissions, readPermissions } from '../../src/management-tokens/management-token.ts'
import type { Permission } from '../../src/policy/permissions.ts'

const refused = (field: string) => expect.objectContaining({ code: 'BAD_INPUT', details: { field } })

describe('the permissions of a management token', () => {
  it('count once when given twice, and keep their order', () => {
    expect(parsePermissions(['USER_READ', 'ACCOUNT_READ', 'USER_READ'])).toEqual(['USER_READ', 'ACCOUNT_READ'])
  })

  it('are 1 to 100', () => {
    const many = (count: number): Permission[] => Array(count).fill('USER_READ')

    expect(parsePermissions(many(100))).toEqual(['USER_READ'])
    expect(() => parsePermissions([])).toThrow(refused('input.permissions'))
    expect(() => parsePermissions(many(101))).toThrow(refused('input.permissions'))
  })

  it('never hold the right to create management tokens', () => {
    expect(() => parsePermissions(['USER_READ', 'MANAGEMENT_TOKEN_CREATE'])).toThrow(refused('input.permissions.1'))
  })

  it('come out of the store as they went in', () => {
    expect(readPermissions(printPermissions(['USER_READ', 'ACCOUNT_READ']))).toEqual(['USER_READ', 'ACCOUNT_READ'])
  })
})
