import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { documents, read, root } from './documents.ts'

const withoutCode = (text: string): string => text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '')

/** The anchors that GitHub gives to the headings of a document. */
const anchorsOf = (path: string): readonly string[] =>
  [
    ...read(path)
      .replace(/^```.*?^```$/gms, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** What a document links to within the project: files, folders, pictures and anchors. */
const linksOf = (path: string): readonly string[] =>
  [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:https?|mailto):/.test(target))

const links = documents.flatMap((path) => linksOf(path).map((target) => ({ path, target })))

it('links of the documentation lead to files and chapters that exist', () => {
  const broken = links.filter(({ path, target }) => {
    const [file = '', anchor] = target.split('#')
    const linked = file === '' ? path : posix.join(posix.dirname(path), file)
    if (!existsSync(`${root}${linked}`)) return true
    return anchor !== undefined && !anchorsOf(linked).includes(anchor)
  })
  expect(broken).toEqual([])
})

it('every document is reached from the README by links', () => {
  const reached = new Set<string>(['README.md'])
  for (const path of reached) {
    for (const target of linksOf(path)) {
      const [file = ''] = target.split('#')
      const linked = file === '' ? path : posix.join(posix.dirname(path), file)
      if (documents.includes(linked)) reached.add(linked)
    }
  }
  expect(documents.filter((path) => !reached.has(path))).toEqual([])
})

it('the README has at most 200 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
})
