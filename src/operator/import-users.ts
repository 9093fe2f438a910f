import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ClustergateError } from '../errors.ts'
import { adminGroup, type BuiltInKey, groupKeys } from '../policy/groups.ts'
import { parseAttributes } from '../users/attributes.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { decodeText } from '../values/encoded-text.ts'
import { parsePersonName } from '../values/text.ts'
import type { Opened } from './on-store.ts'
import type { ImportedUser } from './operator.service.ts'

const row = z.strictObject({
  email: z.string({ error: 'must be text' }),
  name: z.string({ error: 'must be text' }),
  groups: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string(), { error: 'must be an object of texts' }).optional(),
})

export interface RowReport {
  /** From 1, as people count. */
  readonly row: number
  readonly email: string | null
  /** Why the row cannot be taken; null when it can. */
  readonly problem: string | null
  /** Whether the row has no groups, which makes the person an Admin: the product's rule for existing users. */
  readonly becomesAdmin: boolean
}

export interface ImportReport {
  readonly rows: readonly RowReport[]
  /** Whether the people were imported: all of them, or none. */
  readonly done: boolean
}

/** Imports the people of a JSON file, all or none, with a report for each row. */
export async function importUsers({ operator }: Opened, accountId: string, path: string): Promise<ImportReport> {
  const rows = await readRows(path)
  const parsed = rows.map(parseRow)
  const emails = parsed.map((one) => ('user' in one ? one.user.email : null))
  const taken = await operator.taken(
    accountId,
    emails.filter((email) => email !== null),
  )
  const reports = parsed.map((one, at): RowReport => {
    const email = emails[at] ?? null
    if ('problem' in one) return { row: at + 1, email: one.email, problem: one.problem, becomesAdmin: false }
    const problem =
      email !== null && taken.has(email)
        ? 'already belongs to the account'
        : emails.indexOf(email) < at
          ? 'stands in the file before'
          : null
    return { row: at + 1, email, problem, becomesAdmin: one.becomesAdmin }
  })
  const done = reports.every(({ problem }) => problem === null)
  if (done)
    await operator.importUsers(
      accountId,
      parsed.flatMap((one) => ('user' in one ? [one.user] : [])),
    )
  return { rows: reports, done }
}

async function readRows(path: string): Promise<unknown[]> {
  const text = decodeText(await readFile(path), path)
  let rows: unknown
  try {
    rows = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON.`, { cause })
  }
  if (!Array.isArray(rows))
    throw new Error(`${path} must hold a list: [{"email": …, "name": …, "groups": ["member"]}, …].`)
  return rows
}

type Parsed =
  | { readonly user: ImportedUser; readonly becomesAdmin: boolean }
  | { readonly email: string | null; readonly problem: string }

function parseRow(given: unknown): Parsed {
  const result = row.safeParse(given)
  const email =
    typeof (given as { email?: unknown } | null)?.email === 'string' ? (given as { email: string }).email : null
  if (!result.success) {
    const issue = result.error.issues[0]
    return { email, problem: `${issue?.path.join('.') || 'the row'}: ${issue?.message}` }
  }
  const { name, groups, attributes } = result.data
  const unknown = groups?.find((key) => !(groupKeys as readonly string[]).includes(key))
  if (unknown !== undefined)
    return { email, problem: `there is no group ${unknown}; there are ${groupKeys.join(', ')}` }
  if (groups?.length === 0) return { email, problem: 'groups is empty: name one, or leave groups out for an Admin' }
  try {
    const list = Object.entries(attributes ?? {}).map(([key, value]) => ({ key, value }))
    const user: ImportedUser = {
      email: parseEmailAddress(result.data.email),
      name: parsePersonName(name, 'name'),
      groups: [...new Set((groups as BuiltInKey[] | undefined) ?? [adminGroup])],
      attributes: parseAttributes(list, 'attributes'),
    }
    return { user, becomesAdmin: groups === undefined }
  } catch (error) {
    if (error instanceof ClustergateError) return { email, problem: error.message }
    throw error
  }
}
