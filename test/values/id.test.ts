import { describe, expect, it } from 'vitest'
import { idKinds, isId, kindOfId, newId } from '../../src/values/id.ts'

describe('an id', () => {
  it('carries its kind, also where the name of one kind begins that of another', () => {
    for (const kind of idKinds) expect(kindOfId(newId(kind))).toBe(kind)
    expect(isId('database', newId('database_token'))).toBe(false)
    expect(isId('database_token', newId('database_token'))).toBe(true)
  })

  it('is never given twice', () => {
    const ids = Array.from({ length: 1000 }, () => newId('user'))
    expect(new Set(ids).size).toBe(1000)
  })

  it.each([
    '',
    'user',
    'user_',
    'user_1',
    '2b0f5a5e-0000-4000-8000-000000000000',
    '_2b0f5a5e-0000-4000-8000-000000000000',
    'person_2b0f5a5e-0000-4000-8000-000000000000',
    'user-2b0f5a5e-0000-4000-8000-000000000000',
    'user_2B0F5A5E-0000-4000-8000-000000000000',
    'user_2b0f5a5e-0000-4000-8000-000000000000 ',
    'user_2b0f5a5e-0000-4000-8000-00000000000g',
    '__proto___2b0f5a5e-0000-4000-8000-000000000000',
  ])('has no kind when it is %j', (text) => {
    expect(kindOfId(text)).toBeUndefined()
  })
})
