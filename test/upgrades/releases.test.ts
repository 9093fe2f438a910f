import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../docs/documents.ts'
import { versions } from './fixtures.ts'

it('a store of every released version is kept, on both engines, and its commit is known', () => {
  const changelog = readFileSync(`${root}CHANGELOG.md`, 'utf8')
  const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)$/gm)].map(([, version]) => version)
  const commits = JSON.parse(readFileSync(join(import.meta.dirname, 'releases.json'), 'utf8')) as Record<string, string>

  expect(released.length).toBeGreaterThan(0)
  expect([...versions].sort()).toEqual(released.toSorted())
  expect(Object.keys(commits).sort()).toEqual(released.toSorted())
  for (const commit of Object.values(commits)) expect(commit).toMatch(/^[\da-f]{40}$/)
  for (const version of versions)
    for (const name of ['postgres/store.sql', 'sqlite/store.sql', 'postgres/known.json', 'sqlite/known.json'])
      expect(existsSync(join(import.meta.dirname, version, name)), `${version}/${name}`).toBe(true)
})
