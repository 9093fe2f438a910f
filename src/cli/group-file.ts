import { Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import type { ConditionsInput, CreateGroupInput, GrantInput, GroupDetailsFragment } from '../sdk/index.ts'
import { permissionName } from './choices.ts'
import { wrongUsage } from './exit-codes.ts'
import { harmless, harmlessLines, isHarmful } from './harmless.ts'

/** A group as it stands in a file: the input of createGroup, and the version that was read. */
export interface GroupFile {
  readonly group: CreateGroupInput
  /** The version that the file was made of; undefined in one that was written by hand. */
  readonly version: number | undefined
  /** Where something stands, as in `on-call.yaml, line 12`; `path` is as errors name fields: `grants.0.on`. */
  placeOf(path: string): string
}

/** An object with these members and no others; one without a value is as good as absent. */
const only = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `there are ${Object.keys(shape).join(', ')}` : undefined),
  })

/** Values of an enum of the API, in any case. */
const choice = <const Values extends readonly string[]>(values: Values) =>
  z
    .string()
    .transform((given) => given.toUpperCase())
    .pipe(z.enum(values))

const texts = z.array(z.string())

const conditions = only({
  attributes: z.array(only({ key: z.string(), anyOf: texts })).nullish(),
  networks: texts.nullish(),
  hours: z
    .array(
      only({
        days: z.array(choice(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'])),
        from: z.string(),
        to: z.string(),
        zone: z.string(),
      }),
    )
    .nullish(),
  mfa: z.boolean().nullish(),
  authenticatedWithin: z.string().nullish(),
  callers: z.array(choice(['PERSON', 'TOKEN'])).nullish(),
}) satisfies z.ZodType<ConditionsInput>

const databases = only({
  clusterIds: texts.nullish(),
  namePrefix: z.string().nullish(),
  labels: z
    .array(only({ key: z.string(), anyOf: texts.nullish(), noneOf: texts.nullish(), sameAs: z.string().nullish() }))
    .nullish(),
})

const selector = only({
  account: z.boolean().optional(),
  clusterIds: texts.optional(),
  databaseIds: texts.optional(),
  databases: databases.optional(),
})
  .refine((given) => Object.keys(given).length === 1, {
    error: 'needs exactly one of account, clusterIds, databaseIds and databases',
  })
  .transform((given) => given as GrantInput['on'])

const group = only({
  version: z.int().nullish(),
  key: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  conditions: conditions.nullish(),
  // An unknown permission is refused by the gateway, which may be newer than this command line.
  grants: z.array(
    only({
      permissions: z.array(z.string().transform((name) => permissionName(name) as GrantInput['permissions'][number])),
      on: selector,
    }),
  ),
})

/**
 * Reads a group from YAML or JSON, which is a part of YAML. `place` is what the text is called. Throws wrong usage, with
 * a line for each fault.
 */
export function parseGroupFile(text: string, place: string): GroupFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (path: readonly PropertyKey[]) => lineOf(document, lines, path)
  const syntax = document.errors.map(({ pos, code, message }) => {
    const what = code === 'MULTIPLE_DOCS' ? 'a second document begins here; give each group a file of its own' : message
    return `  line ${lines.linePos(pos[0]).line}: ${harmless(what)}`
  })
  if (syntax.length > 0) throw wrongUsage([`${place} is neither YAML nor JSON:`, ...syntax].join('\n'))
  const read = group.safeParse(plainValue(document, place), { error: fault })
  if (!read.success) throw wrongUsage([`${place} describes no group:`, ...read.error.issues.map(told(at))].join('\n'))
  const { version, description, conditions: when, ...rest } = read.data
  return {
    group: { ...rest, description: description ?? '', conditions: when ?? {} },
    version: version ?? undefined,
    placeOf: (path) =>
      `${place}, line ${at(path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)))}`,
  }
}

function plainValue(document: Document, place: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    // Aliases that would unfold into more than memory holds.
    throw wrongUsage(`${place} cannot be read: ${(error as Error).message}.`)
  }
}

type Issue = z.core.$ZodIssue

/** A fault as a line of its own, with the line of the file and the path. */
const told =
  (at: (path: readonly PropertyKey[]) => number) =>
  (issue: Issue): string => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
    const path = [...issue.path, ...keys.slice(0, 1)]
    const what = keys.length > 0 ? `is unknown; ${issue.message}` : issue.message
    return `  line ${at(path)}: ${harmless(path.join('.') || 'the whole')}: ${harmless(what)}.`
  }

/** What is wrong with a value, where no schema above says it. */
function fault(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined || issue.input === null) return 'is needed'
  if (issue.code === 'invalid_value') return `is none of ${issue.values.join(', ')}`
  return issue.code === 'invalid_type' ? typeFaults[issue.expected] : undefined
}

const typeFaults: Readonly<Record<string, string>> = {
  string: 'must be text; numbers and the words true and false need quotes to be text',
  array: 'must be a list',
  object: 'must have members',
  boolean: 'must be true or false',
  int: 'must be a whole number',
  number: 'must be a whole number',
}

/** The line of a path; of the nearest thing around it where it is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const around = document.getIn(path.slice(0, length - 1), true)
    const key = path[length - 1]
    const pair = isMap(around) ? around.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
    const node = pair?.key ?? document.getIn(path.slice(0, length), true)
    const range = (node as { range?: readonly number[] } | undefined)?.range
    if (range) return lines.linePos(range[0] as number).line
  }
  return 1
}

/** A group as the file that `parseGroupFile` reads. What could steer a terminal is written out, and means the same. */
export function printGroupFile(read: GroupDetailsFragment): string {
  const { key, name, description, conditions: when, grants, version } = read
  const { mfa, ...clauses } = when
  const document = new Document(
    present({
      version,
      key,
      name,
      description: description || null,
      conditions: present({ ...clauses, mfa: mfa || null }),
      grants: grants.map(({ permissions, on }) => ({ permissions, on: selected(on) })),
    }),
  )
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && isHarmful(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return harmlessLines(document.toString({ lineWidth: 0 }))
}

type Selected = GroupDetailsFragment['grants'][number]['on']

const selected = ({ account, clusterIds, databaseIds, databases: match }: Selected) =>
  account
    ? { account }
    : present({
        clusterIds,
        databaseIds,
        databases: match && present({ ...match, labels: match.labels?.map(present) }),
      })

/** Without the members that have no value. */
const present = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
