import { readFileSync } from 'node:fs'
import type { Client } from '../gateway.ts'

/** The paths of all pages for signed-in users, as the console lists them: `/users/:id`. */
export const paths: readonly string[] = [
  ...readFileSync('src/console/pages.ts', 'utf8').matchAll(/\bpath: '([^']+)'/g),
].map(([, path]) => path as string)

/** The pages for visitors who are not signed in. */
export const publicPaths = ['/', '/forgot', '/accept#wrong', '/accept', '/reset#wrong', '/reset'] as const

/** Addresses at which another tab of a page is open than its first. */
export const tabs: readonly string[] = [
  ...['tokens', 'sessions', 'activity', 'details'].map((tab) => `/users/:id?tab=${tab}`),
  ...['tokens', 'reach', 'history'].map((tab) => `/databases/:id?tab=${tab}`),
]

/** Addresses at which a dialog of a page is open. */
export const dialogs: readonly string[] = [
  ...['edit', 'groups', 'membership', 'status', 'remove'].map((dialog) => `/users/:id?dialog=${dialog}`),
  ...['edit', 'rotate', 'revoke'].map((dialog) => `/database-tokens/:id?dialog=${dialog}`),
  ...['/databases', '/databases/:id', '/database-tokens', '/management-tokens'].map((path) => `${path}?dialog=create`),
]

/** Puts something that exists where a path has `:id`. */
export async function addressesIn(client: Client): Promise<(path: string) => string> {
  const first = await client.run(
    `{ users(first: 1) { nodes { id } } groups(first: 1) { nodes { id } } clusters(first: 1) { nodes { id } }
      databases(first: 1) { nodes { id tables(first: 1) { nodes { id } } } }
      databaseTokens(first: 1) { nodes { id } } managementTokens(first: 1) { nodes { id } } }`,
  )
  first.tables = first.databases.nodes[0].tables
  return (path) => path.replace(/^\/([\w-]+)\/:id/, (_, list: string) => `/${list}/${first[fieldOf(list)].nodes[0].id}`)
}

/** The field of the API for the list at an address: `databaseTokens` for `database-tokens`. */
const fieldOf = (list: string): string => list.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
