import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const below = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? below(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .filter((path) => path.endsWith('.md'))
    .sort()

const atTheRoot = readdirSync(root)
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .sort()

/** Those that tell one story with their shell blocks, in its order. */
const story = ['README.md', 'docs/operating.md', 'docs/cli.md']

/** Every document of the project, those of the story first. */
export const documents: readonly string[] = [
  ...story,
  ...[...atTheRoot, ...below('docs')].filter((path) => !story.includes(path)),
]

export const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

export interface Block {
  /** As in `docs/cli.md: Scripts`; of what stands before the first chapter, the path alone. */
  readonly chapter: string
  readonly text: string
}

/** The blocks of code in one language, in the order of the documents. */
export const blocksIn = (language: string): readonly Block[] =>
  documents.flatMap((path) =>
    read(path)
      .split(/^## /m)
      .flatMap((part, at) => {
        const chapter = at === 0 ? path : `${path}: ${part.slice(0, part.indexOf('\n'))}`
        const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms')
        return [...part.matchAll(block)].map(([, text = '']) => ({ chapter, text }))
      }),
  )
