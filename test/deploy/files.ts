import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { root } from '../docs/documents.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
export type Parsed = any

/** The text of a file of docs/deploy. */
export const fileOf = (path: string): string => readFileSync(join(root, 'docs/deploy', path), 'utf8')

export const compose: Parsed = parse(fileOf('compose.yaml'), { merge: true })

const all = (text: string): readonly Parsed[] => parseAllDocuments(text).map((document) => document.toJS())

/** Whether there is a kubectl with a kustomize that changes kinds. */
export const canRender = isKubectlHere()
if (!canRender) console.warn('SKIPPED: kubectl 1.22 or later is not here, so that no kustomization is rendered.')

function isKubectlHere(): boolean {
  try {
    const told = execFileSync('kubectl', ['version', '--client', '--output=json'], { encoding: 'utf8' })
    const { major, minor } = JSON.parse(told).clientVersion
    return Number(major) > 1 || Number.parseInt(minor, 10) >= 22
  } catch {
    return false
  }
}

/** The objects that kubectl makes of a folder with a kustomization. */
export const rendered = (folder: 'base' | 'sqlite'): readonly Parsed[] =>
  all(execFileSync('kubectl', ['kustomize', join(root, 'docs/deploy/kubernetes', folder)], { encoding: 'utf8' }))

/** The objects of the files that a kustomization names. */
export const written = (folder: 'base'): readonly Parsed[] =>
  parse(fileOf(`kubernetes/${folder}/kustomization.yaml`)).resources.flatMap((name: string) =>
    all(fileOf(`kubernetes/${folder}/${name}`)),
  )
