#!/usr/bin/env node
import 'reflect-metadata'
import { Command, InvalidArgumentError } from 'commander'
import { openApp } from './app.ts'
import { readConfig } from './config.ts'
import { addOperatorCommands } from './operator/commands.ts'
import { runDemo } from './operator/demo.ts'
import { firstStart } from './operator/first-start.ts'
import { untilStopped } from './operator/shutdown.ts'

const program = new Command('clustergate')
  .description('The GraphQL gateway for the people, databases and tokens of a cluster.')
  .showHelpAfterError()

program
  .command('serve', { isDefault: true })
  .description('run the gateway')
  .action(async () => {
    const config = readConfig(process.env)
    const app = await openApp(config)
    const first = await firstStart(app.core)
    say(`Clustergate listens on http://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${app.port}/graphql`)
    say(
      `Data lies in ${config.databaseUrl ? `PostgreSQL, keys and mail in ${config.dataDirectory}` : config.dataDirectory}`,
    )
    if (first && 'link' in first)
      say(
        `Become the first Admin (${first.email}) with the secret after the # of this link, shown once:\n${first.link}`,
      )
    if (first && 'admin' in first)
      say(`Created the Admin ${first.admin}; sign in with the password from the environment.`)
    await untilStopped(app)
  })

program
  .command('demo')
  .description('run the gateway on a throw-away data directory with believable content')
  .option('--scale <factor>', 'how much more content', asScale, 1)
  .action(async ({ scale }: { scale: number }) => runDemo(scale))

addOperatorCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  // The operator reads a sentence; what lies behind it is told when asked for.
  process.stderr.write(`${(error as Error).message}\n`)
  if (process.env.CLUSTERGATE_LOG_LEVEL === 'debug') process.stderr.write(`${(error as Error).stack}\n`)
  process.exitCode = 1
}

function asScale(text: string): number {
  const scale = Number(text)
  if (!Number.isInteger(scale) || scale < 1 || scale > 1000)
    throw new InvalidArgumentError('A whole number from 1 to 1000.')
  return scale
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
