import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Keys } from '../../src/auth/keys.ts'
import { type Checkpoint, nextCheckpoint } from '../../src/ledger/checkpoint.ts'
import { Sink } from '../../src/ledger/sink.ts'

afterEach(() => void vi.useRealTimers())

const keys = new Keys(Buffer.alloc(32, 1))

/** Waits, by the real clock, until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(1)
}

/** So many checkpoints in a row, each with the head of one account. */
function chainOf(length: number): Checkpoint[] {
  const chain: Checkpoint[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    chain.push(nextCheckpoint(keys, chain.at(-1), { a: { sequence, hash: `hash ${sequence}` } }))
  }
  return chain
}

describe('a sink that is a file', () => {
  async function fileForTest() {
    const directory = await mkdtemp(join(tmpdir(), 'clustergate-sink-'))
    onTestFinished(() => rm(directory, { recursive: true, force: true }))
    // A path, although an address begins like the name of the file.
    const path = join(directory, 'https:checkpoints')
    const faults: Error[] = []
    return { path, faults, sink: new Sink(path, (fault) => faults.push(fault as Error)) }
  }

  it('gets a line for each checkpoint, in order, and is for its owner alone', async () => {
    const { path, sink, faults } = await fileForTest()
    const chain = chainOf(3)
    for (const checkpoint of chain) sink.send(checkpoint)
    await sink.close()
    expect(await readFile(path, 'utf8')).toBe(chain.map((one) => `${JSON.stringify(one)}\n`).join(''))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(faults).toEqual([])
  })

  it('tells the latest head of each account that it was sent, and of none before', async () => {
    const { path, sink } = await fileForTest()
    expect(await sink.read(keys)).toEqual({})
    const heads = [
      { a: { sequence: 2, hash: 'a2' } },
      { a: { sequence: 1, hash: 'a1' }, b: { sequence: 1, hash: 'b1' } },
      { b: { sequence: 3, hash: 'b3' } },
    ]
    const lines = heads.map((one) => JSON.stringify(nextCheckpoint(keys, undefined, one)))
    await writeFile(path, `${lines.join('\n')}\n\n`)
    expect(await sink.read(keys)).toEqual({ a: { sequence: 2, hash: 'a2' }, b: { sequence: 3, hash: 'b3' } })
  })

  it('with a line that this gateway has not signed is refused, and the line is named', async () => {
    const { path, sink } = await fileForTest()
    const [first, second] = chainOf(2)
    await writeFile(path, `${JSON.stringify(first)}\n${JSON.stringify({ ...second, number: 3 })}\n`)
    await expect(sink.read(keys)).rejects.toMatchObject({
      message: `Line 2 of ${path} is no checkpoint that this gateway has signed.`,
      cause: { message: 'The signature is not right.' },
    })
    await expect(new Sink(tmpdir(), () => {}).read(keys)).rejects.toThrow('EISDIR')
  })

  it('that takes none is told of once, until it works again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const faults: Error[] = []
    const sink = new Sink(tmpdir(), (fault) => faults.push(fault as Error))
    const [first, second] = chainOf(2) as [Checkpoint, Checkpoint]
    sink.send(first)
    await until(() => vi.getTimerCount() === 1)
    sink.send(second)
    await vi.advanceTimersByTimeAsync(10_000)
    await until(() => vi.getTimerCount() === 1)
    expect(faults).toMatchObject([
      { message: 'CLUSTERGATE_AUDIT_SINK takes no checkpoints.', cause: { code: 'EISDIR' } },
    ])
    await sink.close()
    expect(vi.getTimerCount(), 'a sink that is closed tries no more').toBe(0)
  })
})

describe('a sink that is a URL', () => {
  /** A server that takes what it is sent while `status` says so, and answers once `answers` are let out. */
  async function serverForTest() {
    const received: { number: number; method: string | undefined; headers: IncomingHttpHeaders }[] = []
    const state = { status: 200, asked: 0, answers: Promise.resolve() }
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', async () => {
        state.asked++
        const { method, headers } = request
        await state.answers
        if (state.status < 300) received.push({ number: JSON.parse(body).number, method, headers })
        response.writeHead(state.status, { location: '/elsewhere' }).end(state.status === 204 ? undefined : 'thanks')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const faults: Error[] = []
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return { state, received, faults, sink: new Sink(url, (fault) => faults.push(fault as Error)) }
  }

  it('gets a POST of JSON for each checkpoint, in order, and cannot be read', async () => {
    const { received, sink, faults, state } = await serverForTest()
    for (const checkpoint of chainOf(3)) sink.send(checkpoint)
    await sink.close()
    state.status = 204
    sink.send(chainOf(4)[3] as Checkpoint)
    await sink.close()
    expect(received.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(received[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } })
    expect(faults).toEqual([])
    expect(await sink.read(keys)).toBeUndefined()
  })

  it.each([500, 302])(
    'that answers %i has not taken it: it waits, and is sent again after ten seconds',
    async (status) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const { received, sink, faults, state } = await serverForTest()
      state.status = status
      const [first, second, third] = chainOf(3) as [Checkpoint, Checkpoint, Checkpoint]
      sink.send(first)
      await until(() => faults.length === 1)
      const cause = status === 302 ? {} : { message: 'It answered 500.' }
      expect(faults).toMatchObject([{ message: 'CLUSTERGATE_AUDIT_SINK takes no checkpoints.', cause }])
      sink.send(second)
      expect(state.asked, 'it is not asked again for each').toBe(1)
      state.status = 200
      await vi.advanceTimersByTimeAsync(9_999)
      expect(state.asked).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      await until(() => received.length === 2)
      sink.send(third)
      await sink.close()
      expect(received.map(({ number }) => number)).toEqual([1, 2, 3])

      state.status = status
      sink.send(first)
      await until(() => faults.length === 2)
      state.status = 200
      await sink.close()
      expect(received, 'what waits is sent once more at the end').toHaveLength(4)
    },
  )

  it('drops none that it has not sent, while a slow answer to a dropped one is on its way', async () => {
    const { received, sink, state } = await serverForTest()
    let answer = () => {}
    state.answers = new Promise<void>((resolve) => {
      answer = resolve
    })
    const chain = chainOf(101)
    sink.send(chain[0] as Checkpoint)
    await until(() => state.asked === 1)
    for (const checkpoint of chain.slice(1)) sink.send(checkpoint)
    answer()
    await sink.close()
    expect(received.map(({ number }) => number)).toEqual(Array.from({ length: 101 }, (_, at) => at + 1))
  })

  it('keeps the latest hundred while it takes none', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { received, sink, faults, state } = await serverForTest()
    state.status = 500
    const chain = chainOf(103)
    sink.send(chain[0] as Checkpoint)
    await until(() => faults.length === 1)
    for (const checkpoint of chain.slice(1)) sink.send(checkpoint)
    state.status = 200
    await sink.close()
    expect(received.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, at) => at + 4))
  })
})
