import { Command, InvalidArgumentError } from 'commander'
import type { VerifyOffline } from './audit.ts'
import { exampleText } from './examples.ts'
import { say, widthOf } from './streams.ts'

/** A first word of the command line. What follows it is loaded when it is said, as most of it never is. */
interface Topic {
  readonly word: string
  readonly description: string
  define(command: Command, program: Program): void | Promise<void>
}

export interface Program {
  readonly command: Command
  /** Loads what some words need; everything, where none is given. */
  load(words?: readonly string[]): Promise<void>
  readonly version: string
  readonly verifyOffline: VerifyOffline
}

const helpWidthDefault = 80

/** All that people and programs do with a gateway; the operator's commands go beside it. */
export function createProgram(version: string, verifyOffline: VerifyOffline): Program {
  const command = new Command('clustergate')
    .description('People, databases and tokens of a cluster: through its gateway, or, for its operator, beside it.')
    .version(version)
    .option('--profile <name>', 'the gateway, by its profile')
    .option('--url <address>', 'the gateway, by its address')
    .option('--timeout <seconds>', 'for one answer of the gateway; 30 when absent', milliseconds)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      getOutHelpWidth: () => widthOf(process.stdout) ?? helpWidthDefault,
      getErrHelpWidth: () => widthOf(process.stderr) ?? helpWidthDefault,
      outputError: (text, write) => write(withoutValue(text)),
    })
    .showHelpAfterError('Add --help for what there is.')
    .addHelpText('after', afterHelp)
    .addHelpText('afterAll', ({ command: shown }) => exampleText(shown))
    .exitOverride()

  const topics = new Map<string, { readonly topic: Topic; readonly stub: Command }>()
  for (const [heading, listed] of Object.entries(headings)) {
    command.commandsGroup(heading)
    for (const topic of listed) {
      topics.set(topic.word, { topic, stub: command.command(topic.word).description(topic.description) })
    }
  }
  const program: Program = {
    command,
    version,
    verifyOffline,
    async load(words) {
      for (const [word, { topic, stub }] of topics) {
        if (words && !words.includes(word)) continue
        topics.delete(word)
        await topic.define(stub, program)
      }
    },
  }
  return program
}

const headings: Readonly<Record<string, readonly Topic[]>> = {
  'Who you are:': [
    {
      word: 'auth',
      description: 'sign in and out, and show who is signed in',
      async define(command) {
        const [{ defineLogin, defineLogout }, { defineWhoami }] = await Promise.all([
          import('./sign-in.ts'),
          import('./whoami.ts'),
        ])
        defineLogin(command.command('login').description('sign in, and keep the session'))
        defineLogout(command.command('logout').description('end the session, here and on the gateway'))
        defineWhoami(command.command('status').description('show who is asking, where, and with which permissions'))
      },
    },
    {
      word: 'login',
      description: 'the same as auth login',
      define: async (command) => (await import('./sign-in.ts')).defineLogin(command),
    },
    {
      word: 'logout',
      description: 'the same as auth logout',
      define: async (command) => (await import('./sign-in.ts')).defineLogout(command),
    },
    {
      word: 'whoami',
      description: 'the same as auth status',
      define: async (command) => (await import('./whoami.ts')).defineWhoami(command),
    },
    {
      word: 'profile',
      description: 'change your own name or address, or leave the account',
      define: async (command) => (await import('./profile.ts')).addProfileCommands(command),
    },
    {
      word: 'can',
      description: 'say whether you may do something, why, and who could let you; ends with 1 when you may not',
      define: async (command) => (await import('./whoami.ts')).defineCan(command),
    },
  ],
  'The account and its clusters:': [
    {
      word: 'user',
      description: 'people of the account',
      async define(command) {
        const [{ addUserCommands }, { addInviteCommand }, { addChangeEmailCommand }] = await Promise.all([
          import('./users.ts'),
          import('./invitations.ts'),
          import('./email-changes.ts'),
        ])
        addUserCommands(command)
        addInviteCommand(command)
        addChangeEmailCommand(command)
      },
    },
    {
      word: 'invitation',
      description: 'invitations, and joining by one',
      async define(command) {
        const [{ addInvitationCommands }, { addAcceptCommand }] = await Promise.all([
          import('./invitations.ts'),
          import('./sign-in.ts'),
        ])
        addInvitationCommands(command)
        addAcceptCommand(command)
      },
    },
    {
      word: 'group',
      description: 'groups, and what they grant',
      define: async (command) => (await import('./groups.ts')).addGroupCommands(command),
    },
    {
      word: 'cluster',
      description: 'clusters',
      define: async (command) => (await import('./clusters.ts')).addClusterCommands(command),
    },
    {
      word: 'database',
      description: 'databases',
      define: async (command) => (await import('./databases.ts')).addDatabaseCommands(command),
    },
    {
      word: 'table',
      description: 'tables of databases',
      define: async (command) => (await import('./tables.ts')).addTableCommands(command),
    },
    {
      word: 'token',
      description: 'database tokens, which read and write data',
      define: async (command) => (await import('./database-tokens.ts')).addDatabaseTokenCommands(command),
    },
    {
      word: 'management',
      description: 'management tokens, with which programs call this API',
      define: async (command) => (await import('./management-tokens.ts')).addManagementTokenCommands(command),
    },
    {
      word: 'session',
      description: 'sessions: who is signed in, and where',
      define: async (command) => (await import('./sessions.ts')).addSessionCommands(command),
    },
    {
      word: 'audit',
      description: 'the audit log: who did, or tried to do, what',
      define: async (command, { verifyOffline }) =>
        (await import('./audit.ts')).addAuditCommands(command, verifyOffline),
    },
  ],
  'This command line:': [
    {
      word: 'config',
      description: 'what this command line remembers',
      define: async (command) => (await import('./config.ts')).addConfigCommands(command),
    },
    {
      word: 'completion',
      description: 'print what lets a shell complete commands and options',
      async define(command, program) {
        const { addCompletionCommands } = await import('./completion.ts')
        addCompletionCommands(command, async () => {
          await program.load()
          return program.command
        })
      },
    },
    {
      word: 'version',
      description: 'print the version',
      define: (command, { version }) => void command.action(() => say(version)),
    },
  ],
}

const afterHelp = `
Environment:
  CLUSTERGATE_URL    the address of the gateway, before that of the profile
  CLUSTERGATE_TOKEN  a management token, before the session of auth login
  NO_COLOR           tables without colours
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY   the proxy before the gateway, if any
  NODE_EXTRA_CA_CERTS                 a file with authorities to trust besides

Exit codes:
  0  done                   3  not signed in
  1  refused or failed      4  not found
  2  wrong usage            5  the gateway cannot be reached`

/** Whoever tries `--password=…` finds that there is none; what they gave must not end up in the log of a script. */
const withoutValue = (text: string): string => text.replace(/^(error: unknown option '[^'=]*=).*(?=')/s, '$1…')

function milliseconds(given: string): number {
  const seconds = Number(given)
  if (seconds >= 0.001 && seconds <= 3_600) return Math.round(seconds * 1_000)
  throw new InvalidArgumentError('A number of seconds, at most 3600.')
}
