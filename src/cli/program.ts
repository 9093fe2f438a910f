import { Command, InvalidArgumentError } from 'commander'
import type { VerifyOffline } from './audit.ts'
import { exampleText } from './examples.ts'
import { say, widthOf } from './streams.ts'

/** A top-level command. Its subcommands are loaded only when it is used, so that the program starts fast. */
interface Topic {
  readonly word: string
  readonly description: string
  define(command: Command, program: Program): void | Promise<void>
}

export interface Program {
  readonly command: Command
  /** Loads the commands that these words name; all of them without words. */
  load(words?: readonly string[]): Promise<void>
  readonly version: string
  readonly verifyOffline: VerifyOffline
}

const helpWidthDefault = 80

/** The command line, without the operator's commands, which are added to it. */
export function createProgram(version: string, verifyOffline: VerifyOffline): Program {
  const command = new Command('clustergate')
    .description(
      'Manage the users, databases and tokens of a cluster through its gateway, or operate the gateway itself.',
    )
    .version(version)
    .option('--profile <name>', 'connect to the gateway of this profile')
    .option('--url <address>', 'connect to the gateway at this address')
    .option('--timeout <seconds>', 'time limit of each request (default: 30)', milliseconds)
    // The widest terms leave 39 of 80 columns.
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 30 })
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
        defineWhoami(command.command('status').description('show who is signed in, where, and with which permissions'))
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
      description: 'check whether you have a permission, why, and who could grant it; exits with 1 when you do not',
      define: async (command) => (await import('./can.ts')).defineCan(command),
    },
    {
      word: 'who-may',
      description: 'list the people who have a permission, on a resource or on the whole account',
      define: async (command) => (await import('./can.ts')).defineWhoMay(command),
    },
  ],
  'The account and its clusters:': [
    {
      word: 'user',
      description: 'users of the account',
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
      description: 'invitations, and how to accept one',
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
      description: 'groups: when they count, and what they grant',
      async define(command) {
        const [{ addGroupCommands }, { addGroupChangeCommands }] = await Promise.all([
          import('./groups.ts'),
          import('./group-changes.ts'),
        ])
        addGroupCommands(command)
        addGroupChangeCommands(command)
      },
    },
    {
      word: 'cluster',
      description: 'clusters',
      async define(command) {
        const [{ addClusterCommands }, { addClusterImportCommands }] = await Promise.all([
          import('./clusters.ts'),
          import('./cluster-import.ts'),
        ])
        addClusterCommands(command)
        addClusterImportCommands(command)
      },
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
      define: async (command) => {
        ;(await import('./database-tokens.ts')).addDatabaseTokenCommands(command)
        ;(await import('./token-usage.ts')).addTokenUsageCommand(command)
      },
    },
    {
      word: 'sync',
      description: 'databases, tables and tokens that a cluster does not have as they are here',
      define: async (command) => (await import('./sync.ts')).addSyncCommands(command),
    },
    {
      word: 'management',
      description: 'management tokens, with which programs manage the account',
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
      description: 'profiles of this command line',
      define: async (command) => (await import('./config.ts')).addConfigCommands(command),
    },
    {
      word: 'completion',
      description: 'print a completion script for your shell',
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
  CLUSTERGATE_URL    address of the gateway; overrides that of the profile
  CLUSTERGATE_TOKEN  management token; overrides the session of auth login
  NO_COLOR           tables without colours
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY   proxy to reach the gateway through
  NODE_EXTRA_CA_CERTS                 more certificate authorities to trust

Exit codes:
  0  done                   3  not signed in
  1  refused or failed      4  not found
  2  wrong usage            5  the gateway cannot be reached
  6  accepted, not on the cluster yet`

/** Removes the value from the error about an unknown option: `--password=…` must not end up in the log of a script. */
const withoutValue = (text: string): string => text.replace(/^(error: unknown option '[^'=]*=).*(?=')/s, '$1…')

function milliseconds(given: string): number {
  const seconds = Number(given)
  if (seconds >= 0.001 && seconds <= 3_600) return Math.round(seconds * 1_000)
  throw new InvalidArgumentError('A number of seconds, at most 3600.')
}
