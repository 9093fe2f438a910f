import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { seed } from './seed.mjs'

const policies = readFileSync(new URL('postgraphile/policies.sql', import.meta.url), 'utf8')

/** A seeded database of its own on a server, with the policies that PostGraphile goes by where it is measured. */
export async function openDatabase(serverUrl, seedDirectory, isForPostgraphile = true) {
  const name = `clustergate_bench_${randomUUID().replaceAll('-', '')}`
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await administrate(serverUrl, `create database ${name}`)
  const remove = () => administrate(serverUrl, `drop database ${name} with (force)`)
  try {
    const seeded = await seed(seedDirectory, url.href)
    if (isForPostgraphile) await administrate(url.href, policies)
    await administrate(url.href, 'vacuum analyze')
    return { url: url.href, seeded, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function administrate(url, statements) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query(statements)
  } finally {
    await client.end()
  }
}
