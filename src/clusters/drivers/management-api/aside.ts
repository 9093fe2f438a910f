import { hash } from 'node:crypto'
import { type Call, ClusterError, type Known } from '../driver.ts'

/** Names that begin so are those of deleted things, or of some that are being deleted or brought back. */
export const asidePrefix = 'cg-deleted/'

/**
 * What a deleted thing is renamed to: first one of these names, and the other one where it already has the first and its
 * id was in an answer that was lost.
 */
const namesAside = (id: string): readonly [string, string] => {
  const name = `${asidePrefix}${hash('sha256', id).slice(0, 16)}`
  return [name, `${name}-2`]
}

/** Databases of a cluster, or tables of a database: what can be renamed, deleted and brought back. */
export interface Renamable {
  /** Answers with the id; 404 where there is none of the first name, 409 where there is one of the second. */
  rename(from: string, to: string, call: Call): Promise<string | 404 | 409>
  /** No error where there is none. */
  delete(name: string, call: Call): Promise<void>
  /** Answers with the name; undefined where the cluster has no deleted one of this id, or cannot bring it back. */
  undelete(externalId: string, call: Call): Promise<string | undefined>
  isThere(name: string, call: Call): Promise<boolean>
}

/**
 * Deletes so that it can be brought back. Bringing back needs the id, and only a rename answers with it: so the thing is
 * renamed first, which frees its name, too, and leaves tokens for that name without effect. Its id is stored before the
 * deletion, after which it could not be learnt any more.
 */
export async function deleteAside(things: Renamable, id: string, known: Known, call: Call): Promise<Known> {
  const { externalId, externalName } = known
  const [aside, other] = namesAside(id)
  if (externalName === null) {
    // An earlier attempt may have ended right before the deletion.
    if (externalId !== null) for (const name of [aside, other]) await things.delete(name, call)
    return known
  }
  // An earlier attempt may have renamed it, without an answer. What has its old name then is another thing.
  for (const from of new Set([externalName, aside, other])) {
    const to = from === aside ? other : aside
    const renamed = await things.rename(from, to, call)
    if (typeof renamed === 'string') {
      const deleted = { externalId: renamed, externalName: null }
      await call.keep?.(deleted)
      await things.delete(to, call)
      return deleted
    }
  }
  return { externalId, externalName: null }
}

/** Brings back what `deleteAside` deleted, under its name. */
export async function undeleteAside(
  things: Renamable,
  { id, name }: { readonly id: string; readonly name: string },
  known: Known,
  call: Call,
): Promise<Known> {
  const { externalId } = known
  if (known.externalName === name) return known
  if (externalId === null) throw gone()
  const [aside, other] = namesAside(id)
  const back = { externalId, externalName: name }
  let current = known.externalName
  if (current === null) {
    // It is not deleted any more when the answer to an earlier attempt was lost.
    current = (await things.undelete(externalId, call)) ?? aside
    if (current === name) return back
    await call.keep?.({ externalId, externalName: current })
  }
  for (const from of new Set([current, aside, other])) {
    const renamed = await things.rename(from, name, call)
    if (renamed === 409) throw taken(name)
    if (renamed !== 404) return back
  }
  if (!(await things.isThere(name, call))) throw gone()
  if (known.externalName === null) throw taken(name)
  // An earlier attempt had undeleted it, and its answer to the renaming was lost.
  return back
}

/** The cluster has one of this name that is another one. */
export const taken = (name: string) =>
  new ClusterError('EXISTS_ON_CLUSTER', `The cluster has another “${name}”, which the gateway did not make.`)

const gone = () => new ClusterError('MISSING', 'The cluster has no deleted one of this id any more.')
