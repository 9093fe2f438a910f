import { type Command, InvalidArgumentError, Option } from 'commander'
import { isId } from '../values/id.ts'

export type Format = 'text' | 'json'

export interface OfAccount {
  readonly account: string
  readonly format: Format
}

export const formatOption = () =>
  new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text')

export const accountOption = () =>
  new Option('--account <id>', 'the account').argParser(asAccountId).makeOptionMandatory()

export function asAccountId(text: string): string {
  if (isId('account', text)) return text
  throw new InvalidArgumentError('An account id is account_ and a UUID; `clustergate account list` shows them.')
}

/** Reports the errors of our parsers as errors of the command line. */
export function asArgument<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

/** Reports them as wrong usage where an action parses. */
export function asMistake<T>(command: Command, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`)
  }
}
