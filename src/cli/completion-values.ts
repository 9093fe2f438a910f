import type { Argument, Command, Option } from 'commander'
import type { Client } from '../sdk/index.ts'
import { within } from '../time-limit.ts'
import { type Connection, connect } from './connection.ts'
import { readProfiles } from './profiles.ts'
import { isIdOf } from './references.ts'

/**
 * The time limit for completions: the shell waits for them, and goes without those that the gateway has not sent by
 * then.
 */
const millisecondsMax = 1_500
const namesMax = 100

/** The completions of the last word: the choices of the option or argument, else names read from the gateway. */
export async function valuesFor(program: Command, words: readonly string[]): Promise<readonly string[]> {
  const place = placeOf(program, joined(words))
  if (!place) return []
  const { command, value, typed, before } = place
  if (value.argChoices) return value.argChoices
  const list = listings[kindOf(value, command)]
  if (!list) return []
  program.setOptionValue('timeout', millisecondsMax)
  return list({ command, typed, before })
}

interface Place {
  readonly command: Command
  /** The option or argument whose value is completed. */
  readonly value: Option | Argument
  readonly typed: string
  /** The arguments that stand before it. */
  readonly before: readonly string[]
}

/** The place of the word that is completed; undefined where it is a command or the name of an option. */
function placeOf(program: Command, words: readonly string[]): Place | undefined {
  let command = program
  let option: Option | undefined
  const before: string[] = []
  for (const word of words.slice(0, -1)) {
    const next = childOf(command, word)
    if (option) {
      // --url and --profile of the same line choose the gateway that is asked.
      if (program.options.includes(option)) program.setOptionValue(option.attributeName(), word)
      option = undefined
    } else if (word.startsWith('-')) option = optionWithValue([...command.options, ...program.options], word)
    else if (next) command = next
    else before.push(word)
  }
  const last = command.registeredArguments.at(-1)
  const value = option ?? command.registeredArguments[before.length] ?? (last?.variadic ? last : undefined)
  return value && { command, value, typed: words.at(-1) ?? '', before }
}

const childOf = ({ commands }: Command, word: string): Command | undefined =>
  commands.find((child) => child.name() === word || child.aliases().includes(word))

const optionWithValue = (options: readonly Option[], word: string): Option | undefined =>
  options.find(({ long, required }) => required && long === word)

/** The words with colons put together again: Bash splits at colons, so that a URL arrives in pieces. */
function joined(words: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const [at, word] of words.entries()) {
    const isPiece = at > 0 && (word === ':' || words[at - 1] === ':')
    if (isPiece) whole.push(`${whole.pop()}${word}`)
    else whole.push(word)
  }
  return whole
}

/**
 * The kind of value, by the placeholder that the help shows: `cluster` of `--cluster <cluster>`, `user` of
 * `<users...>`.
 */
function kindOf(value: Option | Argument, command: Command): string {
  const named = 'flags' in value ? (/<([a-z-]+)/.exec(value.flags)?.[1] ?? '') : value.name()
  const topic = command.parent?.name()
  if (named === 'ids' && topic === 'session') return 'session'
  if (named === 'name' && (topic === 'profile' || 'flags' in value)) return 'profile'
  const kind = named.replace(/s$/, '')
  return kind === 'token' && topic === 'management' ? 'management token' : kind
}

type Listing = (place: Pick<Place, 'command' | 'typed' | 'before'>) => Promise<readonly string[]>

/** Completions from a list of the gateway: its first page, which is enough to choose from. */
const fromGateway =
  <Row>(
    rowsOf: (client: Client, search: string | undefined, before: readonly string[]) => AsyncIterable<Row>,
    shown: (row: Row) => string,
  ): Listing =>
  async ({ command, typed, before }) => {
    const { client }: Connection = await connect(command)
    const values: string[] = []
    for await (const row of rowsOf(client, typed || undefined, before)) {
      values.push(shown(row))
      if (values.length === namesMax) break
    }
    return values
  }

const listings: Readonly<Record<string, Listing>> = {
  profile: async () => [...(await readProfiles(process.env)).profiles.keys()],
  cluster: fromGateway(
    (client) => client.clusterNames.all(),
    ({ name }) => name,
  ),
  group: fromGateway(
    (client) => client.groups.all(),
    ({ key }) => key,
  ),
  permission: fromGateway(permissionsOf, (name) => name.toLowerCase().replaceAll('_', '-')),
  user: fromGateway(
    (client, search) => client.users.all({ filter: { search } }),
    ({ email }) => email,
  ),
  invitation: fromGateway(
    (client, search) => client.invitations.all({ filter: { search } }),
    ({ email }) => email,
  ),
  database: fromGateway(
    (client, search) => client.databaseNames.all({ filter: { search } }),
    ({ name }) => name,
  ),
  resource: fromGateway(resourcesOf, ({ name }) => name),
  table: fromGateway(tablesOf, ({ name }) => name),
  token: fromGateway(
    (client, search) => client.databaseTokens.all({ filter: { search } }),
    ({ description }) => description,
  ),
  'management token': fromGateway(
    (client, search) => client.managementTokens.all({ filter: { search } }),
    ({ description }) => description,
  ),
  session: fromGateway(
    (client) => client.sessions.all(),
    ({ id }) => id,
  ),
}

async function* permissionsOf(client: Client): AsyncGenerator<string> {
  const seen = new Set<string>()
  for await (const { permissions } of client.groups.all()) for (const name of permissions) seen.add(name)
  yield* seen
}

/** What the permission before is about: clusters, or databases. */
async function* resourcesOf(client: Client, search: string | undefined, [permission = '']: readonly string[]) {
  if (/^cluster/i.test(permission)) yield* client.clusterNames.all()
  else yield* client.databaseNames.all({ filter: { search } })
}

/** The tables of the database that the argument before names, by its name or id. */
async function* tablesOf(client: Client, search: string | undefined, [given = '']: readonly string[]) {
  for await (const { id, name } of client.databaseNames.all({
    filter: { search: isIdOf('database', given) ? undefined : given },
  }))
    if (id === given || name === given) yield* client.tables.all({ databaseId: id, filter: { search } })
}

/** As `valuesFor`, within the time limit; none when it fails. */
export async function offeredValues(program: Command, words: readonly string[]): Promise<readonly string[]> {
  try {
    const values = await within(millisecondsMax, valuesFor(program, words), (): readonly string[] => [])
    // A name with control characters could steer the terminal.
    return values.filter((value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value))
  } catch {
    return []
  }
}
