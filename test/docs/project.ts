import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { blocksIn, root } from './documents.ts'

/** A project with these files, which finds these folders as packages; it goes when the test ends. */
export function projectOf(files: Readonly<Record<string, string>>, packages: Readonly<Record<string, string>>): string {
  const project = mkdtempSync(join(tmpdir(), 'clustergate-docs-'))
  onTestFinished(() => rmSync(project, { recursive: true, force: true }))
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), text)
  }
  for (const [name, folder] of Object.entries(packages)) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, folder), link)
  }
  return project
}

/** What a program says that fails in a project; the empty text when it succeeds. */
export const complaintsOf = (project: string, program: string, ...args: readonly string[]): Promise<string> =>
  promisify(execFile)(join(root, program), args, { cwd: project, timeout: 120_000 }).then(
    () => '',
    ({ stdout, stderr, message }) => `${stdout}${stderr}` || String(message),
  )

/** The block of docs/sdk.md that begins like this. */
export function blockOf(language: string, start: string): string {
  const block = blocksIn(language).find(
    ({ chapter, text }) => chapter.startsWith('docs/sdk.md') && text.startsWith(start),
  )
  if (!block) throw new Error(`docs/sdk.md has no block of ${language} that begins with "${start}".`)
  return block.text
}

export const strictly = { strict: true, module: 'NodeNext', target: 'ES2023', types: [], noEmit: true }
