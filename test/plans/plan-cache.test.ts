import { createHash } from 'node:crypto'
import { type OperationDefinitionNode, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { mintDatabaseSecret, mintSecret } from '../../src/auth/secret.ts'
import { PlanCache } from '../../src/gateway/graphql/plan-cache.ts'
import { gatewayForTest } from '../gateway.ts'
import { wasPlanned } from './both-paths.ts'
import { post } from './post.ts'

const entriesMax = 1_000
const charactersMax = 500_000
const entriesOfOwnerMax = 100
const charactersOfOwnerMax = 50_000
const textLengthMax = 20_000

const document = parse('{ viewer { permissions } }', { noLocation: true })
const operation = document.definitions[0] as OperationDefinitionNode

/** The same operation under any text: the cache never looks into it. */
const add = (cache: PlanCache, text: string, owner: string, operationName?: string) =>
  cache.add(text, operationName, document, operation, owner)

const kept = (cache: PlanCache, texts: readonly string[]) => texts.filter((text) => cache.has(text, undefined))

const texts = (count: number, prefix: string, length = 0) =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`.padEnd(length, '#'))

describe('the plan cache', () => {
  it('keeps a thousand operations, and lets the one go that was used least recently', () => {
    const cache = new PlanCache()
    const all = texts(entriesMax, '')
    for (const [at, text] of all.entries()) add(cache, text, `owner ${at % 50}`)
    expect(kept(cache, all)).toEqual(all)

    cache.get('0', undefined)
    add(cache, 'one more', 'newcomer')

    expect(cache.has('1', undefined)).toBe(false)
    expect(kept(cache, [...all, 'one more'])).toEqual([...all.filter((text) => text !== '1'), 'one more'])
  })

  it('counts a look that only asks whether an operation is there as no use', () => {
    const cache = new PlanCache()
    for (const text of texts(entriesOfOwnerMax, '')) add(cache, text, 'ada')

    cache.has('0', undefined)
    add(cache, 'one more', 'ada')

    expect(cache.has('0', undefined)).toBe(false)
  })

  it('holds half a million characters, of one owner or of many', () => {
    const cache = new PlanCache()
    const fitting = texts(charactersMax / textLengthMax, 'document ', textLengthMax)
    for (const [at, text] of fitting.entries()) add(cache, text, `owner ${at}`)
    expect(kept(cache, fitting)).toEqual(fitting)

    add(cache, 'x', 'newcomer')

    expect(kept(cache, [...fitting, 'x'])).toEqual([...fitting.slice(1), 'x'])
  })

  it('lets nobody push out what others use, however many operations they bring', () => {
    const cache = new PlanCache()
    const adas = texts(entriesOfOwnerMax, 'ada ')
    for (const text of adas) add(cache, text, 'ada')

    const flood = texts(5 * entriesMax, 'mallory ')
    for (const text of flood) add(cache, text, 'mallory')

    expect(kept(cache, adas)).toEqual(adas)
    expect(kept(cache, flood)).toEqual(flood.slice(-entriesOfOwnerMax))
  })

  it('lets nobody push out what others use, however long their operations are', () => {
    const cache = new PlanCache()
    add(cache, 'small', 'ada')

    const length = charactersOfOwnerMax / 5
    const flood = texts((2 * charactersMax) / length, 'mallory ', length)
    for (const text of flood) add(cache, text, 'mallory')

    expect(kept(cache, ['small', ...flood])).toEqual(['small', ...flood.slice(-5)])
  })

  it('keeps no text of more than 20,000 characters, and loses none for it', () => {
    const cache = new PlanCache()
    const all = texts(2, 'document ', textLengthMax)
    for (const text of all) add(cache, text, 'ada')

    add(cache, 'x'.repeat(textLengthMax + 1), 'ada')

    expect(kept(cache, [...all, 'x'.repeat(textLengthMax + 1)])).toEqual(all)
  })

  it('gives back the room of what it lets go', () => {
    const cache = new PlanCache()
    for (const text of texts((4 * charactersMax) / textLengthMax, '', textLengthMax)) add(cache, text, 'mallory')

    const others = texts((charactersMax - charactersOfOwnerMax) / textLengthMax, 'other ', textLengthMax)
    for (const [at, text] of others.entries()) add(cache, text, `owner ${at}`)

    expect(kept(cache, others)).toEqual(others)
  })

  it('tells operations of one text apart by name, and no name runs into the text', () => {
    const cache = new PlanCache()
    add(cache, 'text', 'ada', 'A')

    expect(cache.has('text', 'A')).toBe(true)
    expect(cache.has('text', 'B')).toBe(false)
    expect(cache.has('text', undefined)).toBe(false)
    expect(cache.has('Atext', undefined)).toBe(false)
    expect(cache.has('ext', 'At')).toBe(false)
  })

  it('finds a text by its hash for as long as it keeps any operation of it', () => {
    const cache = new PlanCache()
    const hash = createHash('sha256').update('text').digest('hex')
    expect(cache.textOf(hash)).toBeUndefined()
    add(cache, 'text', 'ada', 'A')
    add(cache, 'text', 'mel', 'B')
    expect(cache.textOf(hash)).toBe('text')

    for (const text of texts(entriesOfOwnerMax, 'ada ')) add(cache, text, 'ada')
    expect([cache.has('text', 'A'), cache.textOf(hash)]).toEqual([false, 'text'])
    for (const text of texts(entriesOfOwnerMax, 'mel ')) add(cache, text, 'mel')
    expect([cache.has('text', 'B'), cache.textOf(hash)]).toEqual([false, undefined])
  })

  it('does not depend on who asked, with which secret or values: the next caller finds what another has brought', async () => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    const stranger = (await gateway.account('Another account')).admin
    const query = 'query ($id: ID!) { user(id: $id) { id email } }'
    await post(gateway.url, admin.token, { query, variables: { id: admin.id } })

    const { text, headers } = await post(gateway.url, stranger.token, { query, variables: { id: stranger.id } })

    expect(JSON.parse(text)).toEqual({ data: { user: { id: stranger.id, email: stranger.email } } })
    expect(await wasPlanned(gateway, headers['x-request-id'])).toBe(true)
  })

  it('keeps no text that holds a secret', async () => {
    const gateway = await gatewayForTest()
    const { token } = (await gateway.account()).admin
    const isKept = async (query: string, variables = {}) => {
      await post(gateway.url, token, { query, variables })
      const { text, headers } = await post(gateway.url, token, { query, variables })
      expect(JSON.parse(text)).not.toHaveProperty('errors')
      return wasPlanned(gateway, headers['x-request-id'])
    }
    const secret = mintSecret('invitation')
    const preview = (given: string) => `{ invitationPreview(secret: "${given}") { email } }`

    expect(await isKept(preview('nobody’s'))).toBe(true)
    expect(await isKept(preview(secret))).toBe(false)
    expect(await isKept(`query ($s: String! = "${secret}") { invitationPreview(secret: $s) { email } }`)).toBe(false)
    const byCluster = `apiv3_${'aZ0-_/+9'.repeat(8)}`
    const withoutPrefix = `${'aZ0-_'.repeat(18).slice(0, 86)}==`
    for (const made of [mintDatabaseSecret(), mintDatabaseSecret(72), byCluster, withoutPrefix]) {
      expect(await isKept(`{ viewer { permissions } } # ${made}`)).toBe(false)
    }
    const byVariable = 'query ($secret: String!) { invitationPreview(secret: $secret) { email } }'
    expect(await isKept(byVariable, { secret })).toBe(true)
  })

  it('keeps a person’s plans, whatever another client sends', async () => {
    const gateway = await gatewayForTest()
    const { admin, join } = await gateway.account()
    const mel = await join('mel@example.com', ['member'])
    const send = async (token: string, query: string) => {
      const { status, headers } = await post(gateway.url, token, { query })
      expect(status).toBe(200)
      return wasPlanned(gateway, headers['x-request-id'])
    }
    const usual = '{ clusters { totalCount } }'
    await send(admin.token, usual)
    const long = (at: number, length: number) => `{ viewer { permissions } } # ${at} `.padEnd(length, '#')

    for (let at = 0; at * textLengthMax <= charactersMax; at++) await send(mel.token, long(at, textLengthMax))
    expect(await send(mel.token, long(0, textLengthMax)), 'mel has lost her own').toBe(false)
    expect(await send(admin.token, usual)).toBe(true)

    await send(admin.token, long(0, textLengthMax + 1))
    expect(await send(admin.token, long(0, textLengthMax + 1)), 'too long to be kept').toBe(false)
  })

  it('plans a person’s conditions, whichever somebody else has asked the same text with', async () => {
    const gateway = await gatewayForTest()
    const { admin, join } = await gateway.account()
    const mel = await join('mel@example.com', ['member'])
    const names = ['a', 'b', 'c', 'd']
    const query = `query (${names.map((name) => `$${name}: Boolean!`)}) { viewer { permissions }
      ${names.map((name) => `${name}: clusters @include(if: $${name}) { nodes { id } }`)} }`
    const send = async (token: string, bits: number) => {
      const variables = Object.fromEntries(names.map((name, at) => [name, (bits & (1 << at)) !== 0]))
      const { status, headers } = await post(gateway.url, token, { query, variables })
      expect(status).toBe(200)
      return wasPlanned(gateway, headers['x-request-id'])
    }

    for (let bits = 0; bits < 15; bits++) await send(mel.token, bits)

    expect(await send(admin.token, 15)).toBe(true)
  })
})
