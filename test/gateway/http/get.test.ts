import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../../world.ts'

const { gateway, account } = useWorld()

/** A GET with an address as it stands here: fetch() would mend it. */
async function get(search: string, token?: string): Promise<{ status: number | undefined; codes: string[] }> {
  const { port } = new URL(gateway.url)
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: `/graphql?${search}`, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] }
        resolve({ status: response.statusCode, codes: errors.map(({ extensions }) => extensions.code) })
      })
    })
      .on('error', reject)
      .end()
  })
}

const repeat = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')

const aliases = `{ ${repeat(35, (at) => `a${at}: __typename`)} }`
/** Each fragment spreads the next one twice, which makes 33 million fields of them. */
const doubling = `{ ...F0 } ${repeat(25, (at) => `fragment F${at} on Query { ${at === 24 ? 'viewer { user { id } }' : `...F${at + 1} ...F${at + 1}`} }`)}`
const audits = `{ ${repeat(20, (at) => `a${at}: verifyAuditLog { checked }`)} }`
const deep = `${'{"x":'.repeat(300)}1${'}'.repeat(300)}`

const encoded = encodeURIComponent

describe('by GET, what is over a limit', () => {
  it.each([
    ['aliases', aliases],
    ['fields that fragments multiply', doubling],
    ['an expensive field more than once', audits],
  ])('%s: is refused as by POST', async (_what, query) => {
    const refused = { status: 400, codes: ['QUERY_TOO_COMPLEX'] }
    expect(await get(`query=${encoded(query)}`, account.admin.token)).toEqual(refused)
    expect(await get(`query=${encoded(`${query}#`)}`, account.admin.token)).toEqual(refused)
  })

  it.each([
    ['bytes that are not UTF-8', (query: string) => `query=${encoded(`${query}#`)}%FF`],
    ['an overlong form of UTF-8', (query: string) => `query=${encoded(`${query}#`)}%C0%80`],
    ['half an encoded byte', (query: string) => `query=${encoded(`${query}#`)}%F`],
    ['bytes that are not UTF-8, elsewhere', (query: string) => `query=${encoded(query)}&x=%FF`],
    ['a raw # before a second document', (query: string) => `query=${encoded(query)}#&query=x`],
    ['a raw # before the end of the document', (query: string) => `query=${encoded(query)}#%0A%7D`],
    ['a second document', (query: string) => `query=${encoded(query)}&query=x`],
    ['a second document whose name is encoded', (query: string) => `query=${encoded(query)}&%71uery=x`],
    ['two sets of variables', (query: string) => `query=${encoded(query)}&variables={}&variables={}`],
    ['two names of operations', (query: string) => `query=${encoded(query)}&operationName=A&operationName=B`],
  ])('comes in under no cover: %s', async (_what, cover) => {
    for (const query of [aliases, doubling, audits]) {
      expect(await get(cover(query), account.admin.token)).toEqual({ status: 400, codes: ['BAD_INPUT'] })
      const { status, errors } = await account.admin.send(query)
      expect({ status, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({
        status: 400,
        codes: ['QUERY_TOO_COMPLEX'],
      })
    }
  })

  it.each(['variables', 'extensions'])('%s that are nested too deep are refused, encoded or not', async (name) => {
    const query = `query=${encoded('query ($x: Int) { databases(first: $x) { totalCount } }')}`
    for (const cover of ['', '%20', '%FF', `#&${name}={}`, `&${name}={}`]) {
      const { status, codes } = await get(`${query}&${name}=${encoded(deep)}${cover}`, account.admin.token)
      expect({ status, codes }).toEqual({ status: 400, codes: ['BAD_INPUT'] })
    }
  })
})

it('by GET, a document, its name and its variables arrive as they were sent', async () => {
  const query =
    'query A { viewer { permissions } } query B ($x: String) { databases(filter: { search: $x }) { totalCount } } # é + ☃'
  const variables = JSON.stringify({ x: '#+é☃%FF&=' })
  const search = new URLSearchParams({ query, operationName: 'B', variables }).toString()
  for (const form of [search, search.replaceAll('+', '%20')]) {
    expect(await get(form, account.admin.token)).toEqual({ status: 200, codes: [] })
  }
})

it('by GET, an empty name of an operation is none, and other members are what they are', async () => {
  const query = encoded('query A { viewer { permissions } }')
  for (const search of [
    `query=${query}&operationName=`,
    `operationName&query=${query}`,
    `query=${query}&operationName=A`,
  ]) {
    for (const token of [account.admin.token, undefined]) {
      expect(await get(search, token), search).toEqual({ status: 200, codes: [] })
    }
  }
  const two = encoded('query A { viewer { permissions } } query B { viewer { permissions } }')
  expect(await get(`query=${two}&operationName=`)).toEqual({ status: 400, codes: ['BAD_INPUT'] })
  expect(await get(`query=${query}&operationName=&operationName=`)).toEqual({ status: 400, codes: ['BAD_INPUT'] })
  for (const name of ['variables', 'extensions']) {
    expect(await get(`query=${query}&${name}=`)).toEqual({ status: 400, codes: ['BAD_INPUT'] })
  }
})
