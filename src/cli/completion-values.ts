import type { Argument, Command, Option } from 'commander'
import type { Client } from '../sdk/index.ts'
import { type Connection, connect } from './connection.ts'
import { readProfiles } from './profiles.ts'
import { isIdOf } from './references.ts'

/** A shell waits while it asks: what the gateway has not said by then is not offered. */
const millisecondsMax = 1_500
const namesMax = 100

/** What may stand where the last of the words is being typed: choices, else names that the gateway knows. */
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
  /** The option or the argument that the word is for. */
  readonly value: Option | Argument
  readonly typed: string
  /** The arguments before it. */
  readonly before: readonly string[]
}

/** Undefined where a command or the name of an option is typed. */
function placeOf(program: Command, words: readonly string[]): Place | undefined {
  let command = program
  let option: Option | undefined
  const before: string[] = []
  for (const word of words.slice(0, -1)) {
    const next = childOf(command, word)
    if (option) {
      // Which gateway is meant is said on the same line.
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

/** Bash parts words at colons: an address arrives in pieces. */
function joined(words: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const [at, word] of words.entries()) {
    const isPiece = at > 0 && (word === ':' || words[at - 1] === ':')
    if (isPiece) whole.push(`${whole.pop()}${word}`)
    else whole.push(word)
  }
  return whole
}

/** What the help calls a value says of what kind it is: `--cluster <cluster>`, `<users...>`. */
function kindOf(value: Option | Argument, command: Command): string {
  const named = 'flags' in value ? (/<([a-z-]+)/.exec(value.flags)?.[1] ?? '') : value.name()
  const topic = command.parent?.name()
  if (named === 'ids' && topic === 'session') return 'session'
  if (named === 'name' && (topic === 'profile' || 'flags' in value)) return 'profile'
  const kind = named.replace(/s$/, '')
  return kind === 'token' && topic === 'management' ? 'management token' : kind
}

type Listing = (place: Pick<Place, 'command' | 'typed' | 'before'>) => Promise<readonly string[]>

/** A list of the gateway, of which one page is enough to choose from. */
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
    (client) => client.clusters.all(),
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

/** Of the database that is named before, by its name or id. */
async function* tablesOf(client: Client, search: string | undefined, [given = '']: readonly string[]) {
  for await (const { id, name } of client.databaseNames.all({
    filter: { search: isIdOf('database', given) ? undefined : given },
  }))
    if (id === given || name === given) yield* client.tables.all({ databaseId: id, filter: { search } })
}

/** As `valuesFor`, within the time that a shell waits, and nothing at all when it fails. */
export async function offeredValues(program: Command, words: readonly string[]): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), millisecondsMax)
  })
  try {
    const values = await Promise.race([valuesFor(program, words), late])
    // What would steer the terminal is not worth offering.
    return values.filter((value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value))
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}
