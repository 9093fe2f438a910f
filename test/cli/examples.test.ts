import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { examplesOf } from '../../src/cli/examples.ts'
import { createProgram } from '../../src/cli/program.ts'
import { addOperatorCommands } from '../../src/operator/commands.ts'

async function everyCommand(): Promise<readonly Command[]> {
  const program = createProgram('0.0.0', { store: async () => {}, export: async () => {} })
  addOperatorCommands(program.command, async () => {})
  await program.load()
  const walk = (command: Command): readonly Command[] => [
    command,
    // What only shells call has no help.
    ...command.commands.filter((child) => child.name() !== 'values').flatMap(walk),
  ]
  return walk(program.command)
}

const wordsOf = (command: Command): string =>
  command.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name()

it('has two examples in the help of every command, with options that it knows', async () => {
  for (const command of await everyCommand()) {
    const words = wordsOf(command)
    const examples = examplesOf(command)
    expect(examples.length, words).toBeGreaterThanOrEqual(2)
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    for (const example of examples) expect(example.length, example).toBeLessThanOrEqual(78)
    for (const example of examples) expect(help, words).toContain(`  ${example}\n`)
    if (command.commands.length > 0) continue
    const known = ['--profile', '--url', ...command.options.map(({ long }) => long)]
    for (const example of examples)
      for (const [option] of example.matchAll(/ --[a-z-]+/g)) expect(known, example).toContain(option.trim())
  }
})
