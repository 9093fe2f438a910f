import { readdirSync, readFileSync } from 'node:fs'

const directory = new URL('../../../schema/operations/', import.meta.url)
const operation = /^(?:query|mutation) (\w+)/gm

/** Read at the start, so that an installation without them does not start. */
const names: ReadonlySet<string> = new Set(
  readdirSync(directory)
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => [...readFileSync(new URL(file, directory), 'utf8').matchAll(operation)])
    .map(([, name = '']) => name),
)

/**
 * The name of an operation for metrics and traces: one of those that we ship, or `other`. Clients choose names freely,
 * and what counts by them must stay small.
 */
export const shippedName = (name: string | undefined): string =>
  name !== undefined && names.has(name) ? name : 'other'
