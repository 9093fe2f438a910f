import type { Command } from 'commander'
import type { CreateGroupInput } from '../sdk/index.ts'
import { findClusterId } from './clusters.ts'
import { confirmByName, type Forcing } from './confirm.ts'
import { type Connection, connect } from './connection.ts'
import { findDatabase } from './databases.ts'
import { withDryRun } from './dry-run.ts'
import type { Draft } from './editor.ts'
import { failed, wrongUsage } from './exit-codes.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import { describeFailure } from './failure.ts'
import { readTextFile } from './files.ts'
import type { Output } from './format.ts'
import { groupColumns, type ShownGroup, showGroup } from './group-columns.ts'
import type { GroupFile } from './group-file.ts'
import { findGroup } from './groups.ts'
import { withOutput } from './output.ts'
import { askWhether } from './prompt.ts'
import { existing, isIdOf } from './references.ts'
import { readStdin } from './stdin.ts'
import { isAttended, tell } from './streams.ts'

type Changing = Output<ShownGroup> & Expecting

/** Adds the verbs that make, change and delete custom groups. */
export function addGroupChangeCommands(group: Command): void {
  withDryRun(withOutput(group.command('create'), groupColumns))
    .description('create a custom group from a file, which group get --yaml shows the form of')
    .argument('<file>', 'path of a YAML or JSON file; - is standard input')
    .action(async (path: string, options: Output<ShownGroup>, command: Command) => {
      const file = await readGroupFile(path)
      const connection = await connect(command)
      const input = await withIds(connection, file.group)
      const { createGroup } = await located(file, connection.client.createGroup({ input }))
      await showGroup(existing('group', input.key, createGroup).group, options)
    })

  withDryRun(withExpectVersion(withOutput(group.command('edit'), groupColumns)))
    .description('change a custom group in your editor, or to what a file says')
    .argument('<group>', 'its key, name or id')
    .option('--file <path>', 'a YAML or JSON file with all of the group, instead of the editor; - is standard input')
    .action(async (given: string, options: Changing & { file?: string }, command: Command) => {
      const file = options.file === undefined ? undefined : await readGroupFile(options.file)
      const connection = await connect(command)
      const present = await findGroup(connection.client, given)
      const save = (changed: GroupFile) => update(connection, present, changed, options)
      const saved = file ? await save(file) : await edited(present, save)
      await showGroup(saved, options)
    })

  withDryRun(withExpectVersion(group.command('delete')))
    .description('delete a custom group; its members lose what it alone grants them')
    .argument('<group>', 'its key, name or id')
    .option('--force', 'skip the confirmation')
    .action(async (given: string, options: Expecting & Forcing, command: Command) => {
      const { client } = await connect(command)
      const { id, key } = await findGroup(client, given)
      await confirmByName(key, 'Its members lose what it alone grants them.', options)
      await client.deleteGroup({ input: { id, confirmKey: key, expectedVersion: options.expectVersion } })
    })
}

/** Replaces all of a group but its key. The version is the one that the file was made of, unless it is given. */
async function update(
  connection: Connection,
  { id, key, version }: ShownGroup,
  file: GroupFile,
  { expectVersion }: Expecting,
): Promise<ShownGroup> {
  const { key: fileKey, ...group } = await withIds(connection, file.group)
  if (fileKey !== key)
    throw wrongUsage(`${file.placeOf('key')}: the key of a group never changes, and this one is ${key}.`)
  const expectedVersion = expectVersion ?? file.version ?? version
  const input = { ...group, id, expectedVersion }
  const answer = connection.client.updateGroup({ input }).catch((error) => {
    const { code, currentVersion } = error as { code?: string; currentVersion?: number }
    if (code === 'STALE_VERSION')
      error.message = `The group has changed since: this is made of version ${expectedVersion}, and it is at ${currentVersion} now. Compare yours with clustergate group get ${key} --yaml, and take over its version.`
    throw error
  })
  const { updateGroup } = await located(file, answer)
  return existing('group', key, updateGroup).group
}

/** Opens the editor on a group until `save` takes what was written, or the person gives up. */
async function edited(present: ShownGroup, save: (file: GroupFile) => Promise<ShownGroup>): Promise<ShownGroup> {
  const [{ parseGroupFile, printGroupFile }, { openDraft }] = await Promise.all([
    import('./group-file.ts'),
    import('./editor.ts'),
  ])
  const before = printGroupFile(present)
  const draft = await openDraft(`${present.key}.yaml`, before, 'Or give a file with --file.')
  for (;;) {
    const after = await draft.edit()
    try {
      if (after === before) tell('There is nothing to change.')
      const saved = after === before ? present : await save(parseGroupFile(after, draft.path))
      await draft.remove()
      return saved
    } catch (error) {
      await askToEditAgain(error, draft, present.key)
    }
  }
}

/** Says what is wrong with a draft, and where it is kept. Throws unless it shall be edited again. */
async function askToEditAgain(error: unknown, draft: Draft, key: string): Promise<void> {
  const failure = describeFailure(error, process.env)
  if (!failure) {
    await draft.remove()
    throw error
  }
  const kept = `What you wrote is kept: clustergate group edit ${key} --file ${draft.path}`
  if (!isAttended()) {
    tell(kept)
    throw error
  }
  tell(failure.sentence)
  tell(kept)
  if (!(await askWhether('Edit it again?', 'There is no terminal.'))) throw failed('Nothing was done.')
}

/** Reads a group from a file, or from standard input for `-`. Throws wrong usage. */
async function readGroupFile(path: string): Promise<GroupFile> {
  const text = path === '-' ? await readStdin() : await readTextFile(path)
  const { parseGroupFile } = await import('./group-file.ts')
  return parseGroupFile(text, path === '-' ? 'Standard input' : path)
}

/** The answer of the gateway; what it refuses of the input is told with its place in the file. */
async function located<Answer>(file: GroupFile, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    const { field } = error as { field?: string }
    const [, path] = /^input\.(.+)$/.exec(field ?? '') ?? []
    if (path !== undefined) (error as Error).message = `${file.placeOf(path)}: ${(error as Error).message}`
    throw error
  }
}

/** The group with ids in the place of the names of clusters and databases. */
async function withIds(connection: Connection, group: CreateGroupInput): Promise<CreateGroupInput> {
  const clusters = (names: readonly string[] | null | undefined) =>
    names && Promise.all(names.map((name) => findClusterId(connection.client, name)))
  // An id is the gateway's to judge: a group may go on naming a database that is gone.
  const databaseIdOf = async (name: string) =>
    isIdOf('database', name) ? name : (await findDatabase(connection, name, undefined)).id
  const grants = group.grants.map(async ({ permissions, on }) => {
    const { clusterIds, databaseIds, databases } = on
    if (clusterIds) return { permissions, on: { clusterIds: await clusters(clusterIds) } }
    if (databases)
      return { permissions, on: { databases: { ...databases, clusterIds: await clusters(databases.clusterIds) } } }
    if (!databaseIds) return { permissions, on }
    return { permissions, on: { databaseIds: await Promise.all(databaseIds.map(databaseIdOf)) } }
  })
  return { ...group, grants: (await Promise.all(grants)) as CreateGroupInput['grants'] }
}
