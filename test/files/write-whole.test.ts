import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { built } from '../built.ts'

/** What was asked of the system, in order. */
const calls: string[] = []

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const names = new Map<number, string>()
  return {
    ...fs,
    openSync(path: string, ...rest: [string, number]) {
      const file = fs.openSync(path, ...rest)
      names.set(file, path)
      return file
    },
    fsyncSync(file: number) {
      calls.push(`sync ${nameOf(names.get(file) as string)}`)
      fs.fsyncSync(file)
    },
    renameSync(from: string, to: string) {
      calls.push(`rename to ${nameOf(to)}`)
      fs.renameSync(from, to)
    },
    linkSync(from: string, to: string) {
      calls.push(`link to ${nameOf(to)}`)
      fs.linkSync(from, to)
    },
  }
})

const { writeNew, writeWhole } = await import('../../src/files/write-whole.ts')

let directory: string
let path: string

const nameOf = (of: string) => (of === directory ? 'directory' : basename(of).replace(/^key\.[0-9a-f-]{36}$/, 'draft'))

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clustergate-files-'))
  path = join(directory, 'key')
  calls.length = 0
})

afterEach(() => rm(directory, { recursive: true, force: true }))

it.each([
  ['a new one', writeNew, 'link to key'],
  ['any other', writeWhole, 'rename to key'],
])('a file is on the disk before it has its name, and its name before anybody is told: %s', async (_, write, put) => {
  write(path, 'secret')
  expect(calls).toEqual(['sync draft', put, 'sync directory'])
  expect(await readFile(path, 'utf8')).toBe('secret')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(directory)).toEqual(['key'])
})

it('a file that is there is replaced, or kept where it must be new, and the replaced one’s rights are not taken over', async () => {
  await writeFile(path, 'old', { mode: 0o644 })
  expect(() => writeNew(path, 'new')).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  expect(await readFile(path, 'utf8')).toBe('old')
  writeWhole(path, 'new')
  expect(await readFile(path, 'utf8')).toBe('new')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(directory)).toEqual(['key'])
})

it('a file that cannot be put in its place leaves nothing behind', async () => {
  await mkdir(join(path, 'taken'), { recursive: true })
  expect(() => writeWhole(path, 'new')).toThrow()
  expect(await readdir(directory)).toEqual(['key'])
})

it('a file is whole at every moment, and after its writer was killed', async () => {
  await built()
  const texts = ['a', 'b'].map((letter) => letter.repeat(300_000))
  const program = `
    import { writeWhole } from ${JSON.stringify(new URL('../../dist/files/write-whole.js', import.meta.url).href)}
    for (;;) for (const letter of ['a', 'b']) writeWhole(${JSON.stringify(path)}, letter.repeat(300_000))`
  for (let round = 0; round < 3; round++) {
    const writer = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' })
    const ended = new Promise((resolve) => writer.once('exit', resolve))
    await expect.poll(() => readFile(path, 'utf8').catch(() => undefined)).toBeDefined()
    for (let look = 0; look < 50; look++) expect(texts).toContain(await readFile(path, 'utf8'))
    writer.kill('SIGKILL')
    await ended
    expect(texts).toContain(await readFile(path, 'utf8'))
  }
})
