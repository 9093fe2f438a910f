import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { InfluxDB, setLogger as setLoggerOf2 } from '@influxdata/influxdb-client'
import { InfluxDBClient, setLogger as setLoggerOf3 } from '@influxdata/influxdb3-client'
import { InfluxDB as InfluxDB1 } from 'influx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChecking } from '../dataplane/checks.ts'
import { allKinds, type DataPlane, kinds, modes, openDataPlane, optionsOf } from '../dataplane/data-plane.ts'
import { askData, askRaw, type DataProxy, startDataProxy } from '../dataplane/data-proxy.ts'
import type { TestGateway } from '../gateway.ts'
import { isHere } from '../programs.ts'

const run = promisify(execFile)

// Both would print what the tests expect to fail.
for (const setLogger of [setLoggerOf2, setLoggerOf3]) setLogger({ error() {}, warn() {} })

/** A write that has reached the server of a later version of InfluxDB, of which none is here. */
interface Written {
  readonly address: string
  readonly authorization: string | undefined
  readonly lines: string
}

const written: Written[] = []
const laterVersion = createServer(async (request, response) => {
  written.push({
    address: request.url ?? '',
    authorization: request.headers.authorization || undefined,
    lines: await linesOf(request),
  })
  response.writeHead(204).end()
})

async function linesOf(request: IncomingMessage): Promise<string> {
  const body = await buffer(request)
  return String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).trim()
}

const hasInfluxdb = isHere('influxd') && isHere('influx')

describe.runIf(hasInfluxdb).each(allKinds)('through %s, and without a word changed,', (kind) => {
  if (!kinds.includes(kind)) return it.skip('nothing is shown', () => {})

  let gateway: TestGateway
  let plane: DataPlane
  let proxy: DataProxy
  let later: DataProxy
  const secret = () => plane.tokens.both.secret

  beforeAll(async () => {
    gateway = await openChecking()
    // Caddy cannot take a token out of the address, where `influx` puts it, and InfluxDB would prefer it to a JWT.
    plane = await openDataPlane(gateway, kind === 'nginx' ? modes[1] : modes[0])
    proxy = await startDataProxy(kind, optionsOf(plane))
    if (!laterVersion.listening) await new Promise<void>((resolve) => laterVersion.listen(0, '127.0.0.1', resolve))
    later = await startDataProxy(kind, { ...optionsOf(plane), upstream: (laterVersion.address() as AddressInfo).port })
  }, 60_000)
  afterAll(async () => {
    await proxy?.stop()
    await later?.stop()
    await plane?.influxd.stop()
    await gateway?.close()
    laterVersion.close()
  })

  /** What the measurement holds, asked past the proxy. */
  async function valuesOf(measurement: string): Promise<unknown> {
    const [result] = await plane.influxd.run(`SELECT * FROM mine..${measurement}`)
    return result?.series?.[0]?.values
  }

  it('Debian’s influx writes and queries', async () => {
    const influx = async (statement: string) => {
      const options = ['-host', '127.0.0.1', '-port', String(proxy.port), '-username', 'any', '-password', secret()]
      const { stdout } = await run('influx', [...options, '-database', 'mine', '-format', 'csv', '-execute', statement])
      return stdout
    }
    await influx('INSERT cli,host=a v=1 1000')
    expect(await influx('SELECT * FROM cli')).toBe('name,time,host,v\ncli,1000,a,1\n')
    expect(await influx('SHOW MEASUREMENTS')).toContain('measurements,cli')
    expect(await valuesOf('cli')).toEqual([['1970-01-01T00:00:00.000001Z', 'a', 1]])
    await expect(influx('SELECT * FROM theirs..secret')).rejects.toThrow(/READ permission/)
  })

  it('the package influx writes and queries', async () => {
    const options = { host: '127.0.0.1', port: proxy.port, username: 'any', password: secret(), database: 'mine' }
    const client = new InfluxDB1(options)
    await client.writePoints([{ measurement: 'npm', tags: { host: 'a' }, fields: { v: 2 }, timestamp: new Date(1000) }])
    const rows = await client.query<{ v: number }>('SELECT * FROM npm')
    expect(rows.map(({ v }) => v)).toEqual([2])
    expect(await client.getMeasurements('mine')).toContain('npm')
    await expect(client.query('SELECT * FROM theirs..secret')).rejects.toThrow(/READ permission/)
  })

  it('the package @influxdata/influxdb-client writes', async () => {
    const client = new InfluxDB({ url: later.url, token: secret() }).getWriteApi('any', 'mine', 'ms', { maxRetries: 0 })
    client.writeRecord('v2,host=a v=3 1000')
    await client.close()
    expect(written.at(-1)).toMatchObject({ lines: 'v2,host=a v=3 1000' })
    expect(written.at(-1)?.address).toMatch(/^\/api\/v2\/write\?.*bucket=mine/)

    const denied = new InfluxDB({ url: later.url, token: secret() }).getWriteApi('any', 'theirs', 'ms', {
      maxRetries: 0,
    })
    denied.writeRecord('v2,host=a v=3 1000')
    await expect(denied.close()).rejects.toThrow(/WRITE permission/)
  })

  it('the package @influxdata/influxdb3-client writes', async () => {
    const client = new InfluxDBClient({ host: later.url, token: secret(), database: 'mine' })
    await client.write('v3,host=a v=4 1000')
    expect(written.at(-1)).toMatchObject({ lines: 'v3,host=a v=4 1000' })
    await expect(client.write('v3 v=1', 'theirs')).rejects.toThrow(/WRITE permission/)
    await client.close()
  })

  it('Telegraf’s outputs for versions 1 and 2 write, as recorded', async () => {
    const chunked = (path: string, authorization: string, lines: string) => {
      const body = gzipSync(lines).toString('latin1')
      const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Telegraf/1.32.3 Go/1.23.2\r\n`
      const described = 'Content-Encoding: gzip\r\nContent-Type: text/plain; charset=utf-8\r\nAccept-Encoding: gzip\r\n'
      const framed = `Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
      return Buffer.from(`${head}Authorization: ${authorization}\r\n${described}${framed}`, 'latin1')
    }
    const basic = `Basic ${Buffer.from(`telegraf:${secret()}`).toString('base64')}`
    const first = chunked('/write?consistency=any&db=mine', basic, 'telegraf,host=a v=5 1000\n')
    expect(await askRaw(proxy.port, first)).toMatch(/^HTTP\/1.1 204 /)
    expect(await valuesOf('telegraf')).toEqual([['1970-01-01T00:00:00.000001Z', 'a', 5]])

    const second = chunked('/api/v2/write?bucket=mine&org=any', `Token ${secret()}`, 'telegraf,host=a v=6 1000\n')
    expect(await askRaw(later.port, second)).toMatch(/^HTTP\/1.1 204 /)
    expect(written.at(-1)).toMatchObject({ lines: 'telegraf,host=a v=6 1000' })

    // With `skip_database_creation = false` it asks for this at its start, and goes on when it is refused.
    const headers = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' }
    const body = `q=${encodeURIComponent('CREATE DATABASE "mine"')}`
    expect(await askData(proxy.port, { path: '/query', headers, body })).toMatchObject({ status: 403 })
  })
})
