import type { Command } from 'commander'
import type { Client, RetrySyncMutationVariables, SyncFieldsFragment } from '../sdk/index.ts'
import { fact, text, time } from './columns.ts'
import { type Connection, connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { type Expecting, expectedVersionOf, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { withOutput } from './output.ts'
import { existing } from './references.ts'
import { forEachOf } from './several.ts'
import type { Synced } from './sync-words.ts'
import { showAllChanged, type Waiting, withWaiting } from './waiting.ts'

type Row = Synced & { readonly id: string; readonly name: string }

const columns = [
  text<Row>('name', ({ name }) => name),
  fact<Row>('state', ({ sync }) => sync.state),
  text<Row>('syncReason', ({ sync }) => sync.lastError?.message, ''),
  time<Row>('syncNextAttemptAt', ({ sync }) => sync.nextAttemptAt, ''),
  fact<Row>('id', ({ id }) => id),
]

interface Verb {
  readonly description: string
  decide(client: Client, target: RetrySyncMutationVariables): Promise<{ readonly sync: SyncFieldsFragment } | null>
}

const verbs: Readonly<Record<string, Verb>> = {
  retry: {
    description: 'try again now what is pending or failed; what is gone from the cluster is created there anew, empty',
    decide: async (client, target) => (await client.retrySync(target)).retrySync,
  },
  restore: {
    description: 'make the cluster as it is here, where it has drifted',
    decide: async (client, target) => (await client.restoreOnCluster(target)).restoreOnCluster,
  },
  accept: {
    description: 'make it here as it is on the cluster, where that has drifted',
    decide: async (client, target) => (await client.acceptFromCluster(target)).acceptFromCluster,
  },
}

export function addSyncCommands(sync: Command): void {
  for (const [word, { description, decide }] of Object.entries(verbs)) {
    withDryRun(withExpectVersion(withWaiting(withOutput(sync.command(word), columns))))
      .description(description)
      .argument('<ids...>', 'ids of databases, tables and tokens')
      .action(async (ids: string[], options: Output<Row> & Waiting & Expecting, command: Command) => {
        const expectedVersion = expectedVersionOf(ids, options)
        const connection = await connect(command)
        const decided = await forEachOf(ids, async (id) => {
          const answer = await decide(connection.client, { id, expectedVersion })
          const { sync } = existing('database, table or token', id, answer)
          return { id, sync }
        })
        await showAllChanged(connection, await named(connection, decided), columns, options)
      })
  }
}

/** The same with names, which those see who may read the objects; ids stand in for them elsewhere. */
async function named(
  { client }: Connection,
  decided: readonly { readonly id: string; readonly sync: SyncFieldsFragment }[],
): Promise<readonly Row[]> {
  const read = await client.syncStates({ ids: decided.slice(0, 100).map(({ id }) => id) }).catch(() => undefined)
  const found = new Map((read?.nodes ?? []).map((node) => [node?.id, node]))
  return decided.map((one) => {
    const node = found.get(one.id)
    if (!node || !('sync' in node)) return { ...one, name: one.id, status: 'ACTIVE' }
    return {
      ...one,
      name: 'name' in node ? node.name : node.description,
      status: 'status' in node ? node.status : node.tokenStatus,
    }
  })
}
