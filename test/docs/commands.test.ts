import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createProgram } from '../../src/cli/program.ts'
import { limits } from '../../src/gateway/admission/document-limits.ts'
import { bodyBytesMax } from '../../src/gateway/http/connections.ts'
import { addOperatorCommands } from '../../src/operator/commands.ts'
import { pageSizeMax } from '../../src/pages/page.ts'
import { onceOnly, takingRightsAway } from '../../src/policy/operations.ts'
import { blocksIn, documents, read, root } from './documents.ts'

/** What stands in code within sentences and tables, and the commands of shell blocks, a line each. */
const code: readonly string[] = [
  ...documents.flatMap((path) =>
    [
      ...read(path)
        .replace(/^```.*?^```$/gms, '')
        .matchAll(/`([^`\n]+)`/g),
    ].map(([, text = '']) => text),
  ),
  ...blocksIn('sh').flatMap(({ text }) => text.replaceAll(/\\\n/g, ' ').split('\n')),
]

/** Each call of a program, as `npm run (\S+)` finds them, with what follows up to the end of the command. */
const callsOf = (program: RegExp): readonly string[] =>
  code.flatMap((text) => [...text.matchAll(program)].map(([, rest = '']) => rest.trim()))

describe('the commands that the documentation names', () => {
  it('of npm are scripts of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
    const named = callsOf(/\bnpm (?:run|--silent)* ?([\w:]+)/g).filter(
      (name) => !['ci', 'install', 'pack'].includes(name),
    )
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !(name in scripts) && name !== 'test')).toEqual([])
  })

  it('of node and vitest are about files that exist', () => {
    const named = [...callsOf(/\bnode ((?:test|src)\/\S+)/g), ...callsOf(/--config \S+ (test\/\S+)/g)]
    expect(named.length).toBeGreaterThan(4)
    expect(named.filter((path) => !existsSync(`${root}${path}`))).toEqual([])
  })

  it('of clustergate are words and options that it knows', async () => {
    const program = createProgram('0.0.0', { store: async () => {}, export: async () => {} })
    addOperatorCommands(program.command, async () => {})
    await program.load()
    const calls = callsOf(/(?:npx clustergate|^clustergate)((?: (?:"[^"]*"|[^\s#|"$)][^\s|)]*|"?\$\S*))*)/g)
    expect(calls.length).toBeGreaterThan(30)
    expect(calls.flatMap((call) => unknownIn(program.command, call))).toEqual([])
  })
})

/** What of a call no command knows: a word that is no subcommand, or an option. */
function unknownIn(program: Command, call: string): readonly string[] {
  const words = call.split(' ').filter((word) => word !== '')
  let command = program
  while (command.commands.length > 0 && words.length > 0) {
    const next = command.commands.find((child) => child.name() === words[0] || child.aliases().includes(words[0] ?? ''))
    if (!next) break
    words.shift()
    command = next
  }
  const takesWords = command.commands.length === 0 || command.registeredArguments.length > 0
  const isWhole = takesWords || words.length === 0 || words[0]?.startsWith('-')
  const known = ['--help', ...[program, command].flatMap(({ options }) => options.map(({ long }) => long))]
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/[=.,;:].*/, ''))
  return [
    ...(isWhole ? [] : [call]),
    ...options.filter((option) => !known.includes(option)).map((it) => `${it}: ${call}`),
  ]
}

describe('what the documentation says of the source', () => {
  it('names files and folders that exist', () => {
    const paths = code.filter((text) => /^(?:src|test|schema|docs|\.ci)\/[\w./-]*$/.test(text))
    expect(paths.length).toBeGreaterThan(20)
    expect(paths.filter((path) => !existsSync(`${root}${path}`) && !path.includes('000N'))).toEqual([])
  })

  it('lists every folder of the source in the README', () => {
    const readme = read('README.md')
    const folders = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => `\`src/${name}/\``).filter((folder) => !readme.includes(folder))).toEqual([])
  })

  it('lists every exit code of the command line', () => {
    const listed = [...read('docs/cli.md').matchAll(/^\| (\d) \|/gm)].map(([, number]) => Number(number))
    expect(listed).toEqual(Object.values(exitCodes))
  })

  it('lists the limits of a document as they are', () => {
    const { tokens, depth, introspectionDepth, fields, aliases, queryFields, mutationFields, cost } = limits
    const { directives, fragments, operations, variables } = limits
    const number = (value: number): string => value.toLocaleString('en-US')
    const api = read('docs/api.md')
    for (const row of [
      `| request body | ${bodyBytesMax / 1024} KB (HTTP 413) |`,
      `| tokens | ${number(tokens)} |`,
      `| depth, counted through fragments | ${depth} (introspection ${introspectionDepth}) |`,
      `| fields of a document, and of an operation with its fragments expanded | ${fields} |`,
      `| aliases | ${aliases} |`,
      `| root fields | ${queryFields} in a query, ${mutationFields} in a mutation |`,
      `| directives, fragments, operations, variables | ${directives}, ${fragments}, ${operations}, ${variables} |`,
      `| rows of a page, ids of \`nodes\`, entries of an input list | ${pageSizeMax} |`,
      `| cost of an operation | ${number(cost)} points |`,
    ]) {
      expect(api).toContain(row)
    }
  })

  it('lists the mutations with places of their own, and the fields that an operation holds once only', () => {
    const api = read('docs/api.md')
    const namesIn = (text: string | undefined) => [...(text ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()
    const once = /^\| (.*) \| once in an operation \|$/m.exec(api)?.[1]
    expect(namesIn(once)).toEqual(['__schema', ...onceOnly].sort())
    const reserved = /those that do nothing but (.*), sent with a credential/.exec(api)?.[1]
    expect(namesIn(reserved)).toEqual([...takingRightsAway].sort())
  })

  it('says why package.json overrides what its packages ask for, of each', () => {
    const { overrides } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
    const held = Object.entries(overrides).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : Object.entries(value as Record<string, string>),
    )
    const record = read('docs/decisions/0009-overrides.md')
    const listed = [...record.matchAll(/^\| `([^`]+)`.*?\| `([^`]+)` \|/gm)].map(([, name, version]) => [name, version])
    expect(listed).toEqual(held.sort(([a = ''], [b = '']) => listedFirst(listed, a) - listedFirst(listed, b)))
  })
})

const listedFirst = (listed: readonly (readonly (string | undefined)[])[], name: string): number =>
  listed.findIndex(([one]) => one === name)
