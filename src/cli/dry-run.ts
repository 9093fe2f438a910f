import { type Command, Option } from 'commander'
import type { Client, DryRun } from '../sdk/index.ts'
import { exitCodes, failed } from './exit-codes.ts'
import { describeFailure } from './failure.ts'
import type { Printing } from './format.ts'
import { formatOption } from './output.ts'

/** What `withDryRun` adds. */
export interface Rehearsing {
  readonly dryRun?: boolean
}

/**
 * Adds --dry-run to a command that changes something, and --format to one that has none: its client rehearses mutations
 * then, and what they would do is printed in place of what was done.
 */
export function withDryRun(command: Command): Command {
  const has = (name: string) => command.options.some((option) => option.attributeName() === name)
  if (!has('format')) command.addOption(formatOption().default('table', 'table, of --dry-run'))
  return command.addOption(
    new Option('--dry-run', 'only say what would happen, without being asked to confirm').conflicts('columns'),
  )
}

/** Ends a command with --dry-run where its mutation would be done, so that nothing of what follows it is. */
export class Rehearsed extends Error {
  override readonly name = 'Rehearsed'

  constructor(
    readonly told: readonly DryRun[],
    /** The data of the last answer, as it would be. */
    readonly data: object,
    readonly output: Printing,
  ) {
    super('A rehearsal ends the command.')
  }

  /** Both of them as one, where a command has several mutations. */
  after(earlier: Rehearsed | undefined): Rehearsed {
    return new Rehearsed([...(earlier?.told ?? []), ...this.told], this.data, this.output)
  }
}

/** A client each of whose mutations ends the command: with what it would do, or with why it would be refused. */
export async function rehearsing(client: Client, output: Printing): Promise<Client> {
  const documents: Readonly<Record<string, unknown>> = { ...(await import('../sdk/index.ts')) }
  const rehearse =
    (method: Mutation): Mutation =>
    async (variables) => {
      const { dryRun, ...data } = await method(variables, { dryRun: true }).catch(refuse)
      throw new Rehearsed([dryRun], data, output)
    }
  const methods = Object.entries(client).map(([name, method]) => {
    const document = documents[`${name[0]?.toUpperCase()}${name.slice(1)}Document`]
    return [name, /^\s*mutation\b/.test(String(document)) ? rehearse(method as Mutation) : method] as const
  })
  return Object.fromEntries(methods) as unknown as Client
}

type Mutation = (variables: unknown, options: { dryRun: true }) => Promise<{ readonly dryRun: DryRun }>

/** A refusal of a rehearsal is its result: 1 for all of them, but for a caller or a gateway that is not there. */
function refuse(error: unknown): never {
  const failure = describeFailure(error, process.env)
  if (failure?.exitCode === exitCodes.notSignedIn || failure?.exitCode === exitCodes.unreachable) throw error
  if (!failure) throw error
  const { field } = error as { field?: string }
  throw Object.assign(failed(`It would be refused: ${failure.sentence}`), { field })
}
