import { ClusterError, type ObservedToken } from '../clusters/drivers/driver.ts'
import * as linkWorkStore from '../clusters/links/link-work.store.ts'
import { readForeignGrants, setForeignGrants } from '../clusters/work/adopted.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import type { Sql } from '../store/tables.ts'
import { enqueue } from '../tasks/task.store.ts'
import type { AttemptContext, Journey, Waiting } from './attempt.ts'
import { printGrants } from './unmanaged.ts'

/** A token of ours whose credential has a right on a name that a database is about to take. */
interface Holder {
  readonly id: string
  readonly credential: ObservedToken
  /** Undefined for one that the gateway has no row of work of, such as after the cluster was connected again. */
  readonly work: workStore.Work | undefined
}

/**
 * Takes away what tokens of ours may do on a name that no database has, before one takes it: an imported token may come
 * with a right on it, and a token of a database that had the name may not have lost it yet. What the cluster says counts,
 * not what it was told. Undefined once no token has such a right; credentials that are not managed here stay as they are.
 * Throws ClusterError for a token that the cluster does not let be changed.
 */
export async function freeFromTokens(
  { work: { accountId, clusterId, requestId }, target: { driver } }: Journey,
  name: string,
  context: AttemptContext,
): Promise<Waiting | undefined> {
  const listed = (await driver.tokens?.holdersOf?.(name, context)) ?? []
  const holders = listed.length === 0 ? [] : await holdersAmong(context.db, accountId, clusterId, listed)
  if (holders.length === 0) return undefined
  const stuck = holders.find(({ work }) => work?.state === 'FAILED' && !isForeignTo(work, name))
  if (stuck) throw notFree(stuck)
  // One that is on its way already is only waited for.
  const wanted = holders.filter(({ work }) => work?.state !== 'PENDING' || isForeignTo(work, name))
  return {
    waitsFor: 'TOKENS',
    repairs: wanted.map(({ id, credential }) => ({
      id,
      label: credential.description,
      before: printGrants(credential),
      after: printGrants({ grants: credential.grants.filter(({ database }) => database?.name !== name) }),
    })),
    async follow(db, at) {
      for (const { id, work } of wanted) {
        if (work && isForeignTo(work, name)) {
          const left = readForeignGrants(work.foreignGrants).filter((grant) => grant.name !== name)
          await setForeignGrants(db, accountId, id, left)
        }
        // The task before its work, as a worker that settles it takes them.
        await enqueue(db, accountId, workStore.workTask, id, at)
        await workStore.want(db, accountId, { clusterId, kind: 'DATABASE_TOKEN', id }, { requestId, at })
      }
    },
  }
}

/** Those of the credentials that belong to database tokens of this cluster. */
async function holdersAmong(
  db: Sql,
  accountId: string,
  clusterId: string,
  listed: readonly ObservedToken[],
): Promise<readonly Holder[]> {
  const works = (await workStore.ofCluster(db, accountId, clusterId)).filter(({ kind }) => kind === 'DATABASE_TOKEN')
  const byId = new Map(works.map((work) => [work.id, work]))
  const byExternalId = new Map(works.map((work) => [work.externalId, work]))
  const marks = listed.flatMap(({ mark }) => mark ?? [])
  const ours = await linkWorkStore.tokensAmong(db, accountId, clusterId, marks)
  return listed.flatMap((credential): Holder[] => {
    const { mark, externalId } = credential
    const work = byExternalId.get(externalId) ?? (mark === null ? undefined : byId.get(mark))
    const id = work?.id ?? (mark !== null && ours.has(mark) ? mark : undefined)
    return id === undefined ? [] : [{ id, credential, work }]
  })
}

/** Whether it came with a right on this name when it was imported. */
const isForeignTo = ({ foreignGrants }: workStore.Work, name: string): boolean =>
  readForeignGrants(foreignGrants).some((grant) => grant.name === name)

const notFree = ({ credential: { description } }: Holder) =>
  new ClusterError(
    'REFUSED',
    `The token “${description}” may use whatever has this name on the cluster, which does not let that be taken away: ` +
      'revoke the token and retry, or take another name.',
  )
