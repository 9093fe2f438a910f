import { InvalidArgumentError } from 'commander'
import type { AttributeInput } from '../sdk/index.ts'

/** Reads `team=ops`, for a repeatable option; a later value replaces an earlier one with the same key. */
export function collectAttribute(given: string, before: readonly AttributeInput[] = []): readonly AttributeInput[] {
  const at = given.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write an attribute as key=value, as in team=ops.')
  const attribute = { key: given.slice(0, at), value: given.slice(at + 1) }
  return [...before.filter(({ key }) => key !== attribute.key), attribute]
}

export const describeAttributes = (attributes: readonly AttributeInput[]): string =>
  attributes.map(({ key, value }) => `${key}=${value}`).join(', ')
