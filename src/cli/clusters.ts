import type { Command } from 'commander'
import type { Client, ClusterFieldsFragment, ClusterNameFragment } from '../sdk/index.ts'
import { linkColumns, linkFacts } from './cluster-link.ts'
import { fact, text, time } from './columns.ts'
import { type Connection, connect } from './connection.ts'
import { notFound, wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { showOne, withOutput } from './output.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'

type Row = ClusterFieldsFragment

const name = text<Row>('name', ({ name }) => name)

const others = [
  text<Row>('url', ({ url }) => url || 'not set'),
  time<Row>('createdAt', ({ createdAt }) => createdAt),
  time<Row>('lastCheckAt', ({ lastCheckAt }) => lastCheckAt, 'never'),
  fact<Row>('id', ({ id }) => id),
]

const columns = [name, ...linkColumns, ...others]

const facts = [name, ...linkFacts, ...others]

export function addClusterCommands(cluster: Command): void {
  withList(cluster.command('list'), columns)
    .description('list the clusters')
    .action(async (options: ListOptions<Row>, command: Command) => {
      const { client } = await connect(command)
      await showList((page) => client.clusters.all({}, page), columns, options)
    })

  withOutput(cluster.command('get').alias('show'), facts)
    .description('show a cluster')
    .argument('<cluster>', 'its name or id')
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const id = await findClusterId(client, given)
      await showOne(existing('cluster', given, (await client.cluster({ id })).cluster), facts, options)
    })
}

/** Finds the id of a cluster by its name or id. */
export async function findClusterId(client: Client, given: string): Promise<string> {
  if (isIdOf('cluster', given)) return given
  const found = await pick(client.clusterNames.all(), (row) => (row.name === given ? asCandidate(row) : undefined))
  return theOne('cluster', given, found).id
}

/** The id of the cluster to use: the one of --cluster, else the profile's, else the only one of the account. */
export async function meantClusterId({ client, cluster }: Connection, given: string | undefined): Promise<string> {
  const named = given ?? cluster
  if (named !== undefined) return findClusterId(client, named)
  const all = await pick(client.clusterNames.all(), asCandidate)
  const [only, ...others] = all
  if (!only)
    throw notFound('This account has no cluster; the operator of the gateway adds one with clustergate cluster add.')
  if (others.length === 0) return only.id
  const names = all
    .map(({ label }) => label)
    .sort()
    .join(', ')
  throw wrongUsage(`There are several clusters: name one with --cluster (${names}).`)
}

const asCandidate = ({ id, name }: ClusterNameFragment) => ({ id, label: name })
