import { distance } from 'fastest-levenshtein'
import { ConfigError } from './config-error.ts'
import { readSecretFile } from './secret-file.ts'

export interface Vocabulary {
  /** Every variable of the gateway. */
  readonly names: readonly string[]
  /**
   * The variables whose value may come from a file: `NAME_FILE` is its path. When others can read that file, the start
   * logs a warning, or fails if it holds a key.
   */
  readonly secrets: Readonly<Record<string, 'key' | 'other'>>
  /** Variables of our other programs, which may be set where a server is started too. */
  readonly foreign: readonly string[]
}

export interface Environment {
  readonly values: Readonly<Record<string, string>>
  /** Warnings for the log, about faults that do not stop the start. */
  readonly warnings: readonly string[]
}

const prefix = 'CLUSTERGATE_'
const fileSuffix = '_FILE'

/**
 * The variables that are set, without a line break at the end; an empty one counts as absent. Secrets are read from the
 * files that hold them. Throws ConfigError for an unknown name, and for a file that cannot be read.
 */
export function readEnvironment(environment: NodeJS.ProcessEnv, vocabulary: Vocabulary): Environment {
  const given = Object.entries(environment).flatMap(([name, value = '']) => {
    const text = withoutLineBreak(value)
    return text === '' ? [] : [[name, text] as const]
  })
  const links = given.filter(([name, value]) => isServiceLink(name, value)).map(([name]) => name)
  const values = Object.fromEntries(given.filter(([name]) => !links.includes(name)))
  checkNames(values, vocabulary)
  const warnings = links.length === 0 ? [] : [ignored(links)]
  for (const [name, kind] of Object.entries(vocabulary.secrets)) {
    const variable = name + fileSuffix
    const path = values[variable]
    if (path === undefined) continue
    if (values[name] !== undefined) throw new ConfigError(`${name} and ${variable} are both set: remove one of them.`)
    const { text, exposure } = readSecretFile(path, variable)
    if (exposure && kind === 'key') throw new ConfigError(exposure)
    if (exposure) warnings.push(exposure)
    values[name] = withoutLineBreak(text)
    if (values[name] === '') throw new ConfigError(`${variable} names ${path}, which is empty.`)
  }
  return { values, warnings }
}

/** Editors and `echo` end a text with one line break, which no value of ours ends with. */
const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '')

/** Throws ConfigError for a name that is most likely mistyped. */
function checkNames(values: Readonly<Record<string, string>>, { names, secrets, foreign }: Vocabulary): void {
  const files = Object.keys(secrets).map((name) => name + fileSuffix)
  const known = new Set([...names, ...files, ...foreign])
  const slip = Object.keys(values).find((name) => name.startsWith(prefix) && !known.has(name))
  if (slip) throw new ConfigError(`${slip} is not a variable of Clustergate. ${suggestion(slip, [...names, ...files])}`)
}

const ignored = (links: readonly string[]): string =>
  `Ignored, because Kubernetes sets them for a Service: ${links.join(', ')}. ` +
  '`enableServiceLinks: false` in the pod’s specification leaves them out.'

const linkName =
  /^CLUSTERGATE(?:_[A-Z0-9_]+)?_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/
const linkAddress = /^(?:tcp|udp|sctp):\/\//

/**
 * Whether Kubernetes has set a variable: it announces each Service of the namespace in this form, so also one called
 * `clustergate`, or `clustergate-check`, whose address comes by the name of one of our variables.
 */
const isServiceLink = (name: string, value: string): boolean =>
  linkName.test(name) || (name.startsWith(prefix) && name.endsWith('_PORT') && linkAddress.test(value))

function suggestion(unknown: string, names: readonly string[]): string {
  const bare = unknown.slice(prefix.length)
  if (names.includes(bare)) return `It is called ${bare}.`
  const own = names.filter((name) => name.startsWith(prefix))
  const [nearest, edits] = own
    .map((name) => [name, distance(name, unknown)] as const)
    .reduce((best, next) => (next[1] < best[1] ? next : best))
  return edits <= 5 ? `Did you mean ${nearest}?` : `There are: ${own.join(', ')}.`
}
