import { dataPlaneExamples, type Example, type ExampleName } from '../examples/data-plane.ts'
import { exportLine, secretVariable } from '../examples/environment.ts'
import type { Connection } from './connection.ts'
import { wrongUsage } from './exit-codes.ts'
import { harmless } from './harmless.ts'
import { existing } from './references.ts'
import { say, tell } from './streams.ts'

/** Prints the examples of a token, or the one for a program. Throws where the token has none for it. */
export async function showExamples(
  connection: Connection,
  id: string,
  given: string,
  program: ExampleName | undefined,
): Promise<void> {
  const examples = await examplesOf(connection, id, given)
  tell(`The secret is taken from the environment variable ${secretVariable}.`)
  if (program === undefined) return say(examples.map(({ title, text }) => `# ${title}\n${shown(text)}`).join('\n\n'))
  const example = examples.find(({ name }) => name === program)
  if (example) return say(shown(example.text))
  throw wrongUsage(
    `The permissions of this token allow nothing for ${program}; there are examples for ${examples.map(({ name }) => name).join(', ')}.`,
  )
}

/** Tells how to use a new token. Says nothing where the caller may not read what it depends on. */
export async function tellUse(
  connection: Connection,
  { secret, token }: { readonly secret: string; readonly token: { readonly id: string } },
): Promise<void> {
  let examples: readonly Example[]
  try {
    examples = await examplesOf(connection, token.id, token.id)
  } catch {
    return
  }
  const [first, ...others] = examples
  tell(`\nTo try it:\n\n${harmless(exportLine(secret))}\n${shown(first?.text ?? '')}\n`)
  tell(`For ${others.map(({ title }) => title).join(', ')}: clustergate token examples ${token.id}`)
}

async function examplesOf({ client }: Connection, id: string, given: string): Promise<readonly Example[]> {
  const { databaseToken } = await useOf(client, id)
  const { cluster, permissions } = existing('database token', given, databaseToken)
  return dataPlaneExamples({ clusterUrl: cluster.url, clusterKind: cluster.link?.kind, permissions })
}

/** What the examples depend on, without the kind of the cluster where the caller may not read that. */
async function useOf(client: Connection['client'], id: string): ReturnType<typeof client.databaseTokenUse> {
  try {
    return await client.databaseTokenUse({ id })
  } catch (error) {
    if ((error as { code?: string }).code !== 'FORBIDDEN') throw error
    return client.databaseTokenUse({ id, withKind: false })
  }
}

const shown = (text: string): string => text.trimEnd().split('\n').map(harmless).join('\n')
