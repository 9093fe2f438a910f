import { InvalidArgumentError, Option } from 'commander'

/** A repeatable option for values of an enum of the API, written in any case: `--status active`. */
export function choiceOption<Value extends string>(
  flags: string,
  values: readonly Value[],
  description: string,
): Option {
  const words = values.map((value) => value.toLowerCase())
  const option = new Option(flags, `${description}; repeatable`).choices(words)
  return option.argParser((given: string, before: readonly Value[] = []): readonly Value[] => {
    const found = values.find((value) => value === given.toUpperCase())
    if (found === undefined) throw new InvalidArgumentError(`There are: ${words.join(', ')}.`)
    return [...before, found]
  })
}

/** Collects the values of a repeatable option. */
export const repeated = (given: string, before: readonly string[] = []): readonly string[] => [...before, given]

/** Reads a whole number in the range of GraphQL's Int; the gateway checks the limits. */
export function wholeNumber(given: string): number {
  const value = Number(given)
  if (/^\d{1,9}$/.test(given)) return value
  throw new InvalidArgumentError('A whole number.')
}

/** A permission in any case and with either hyphen: `database-create`. */
export const permissionName = (given: string): string => given.toUpperCase().replaceAll('-', '_')
