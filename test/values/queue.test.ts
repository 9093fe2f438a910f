import { expect, it } from 'vitest'
import { Deadline, Overdue } from '../../src/deadline.ts'
import { Queue, QueuePerName } from '../../src/queue.ts'

/** Work that notes when it begins, and ends when it is told to. */
function piecesOfWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const piece = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise(setImmediate)
  }
  return { begun, piece, end }
}

it('runs so many pieces of work at a time, and begins the others in the order in which they came', async () => {
  const queue = new Queue({ atOnce: 2 })
  const { begun, piece, end } = piecesOfWork()
  const all = ['a', 'b', 'c', 'd'].map((name) => queue.run(piece(name)))
  await new Promise(setImmediate)
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  await end('c')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  await end('d')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  expect(queue.isIdle).toBe(true)
})

it('goes on after work that failed', async () => {
  const queue = new Queue({ atOnce: 1 })
  const fails = queue.run(() => Promise.reject(new Error('broken')))
  const next = queue.run(async () => 'next')
  await expect(fails).rejects.toThrow('broken')
  expect(await next).toBe('next')
})

it('refuses with RATE_LIMITED what comes when too many wait, and takes it again once fewer do', async () => {
  const queue = new Queue({ atOnce: 1, waitingMax: 1 })
  const { begun, piece, end } = piecesOfWork()
  const [first, second] = [queue.run(piece('first')), queue.run(piece('second'))]
  await expect(queue.run(piece('third'))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await end('first')
  const fourth = queue.run(piece('fourth'))
  await end('second')
  await end('fourth')
  await Promise.all([first, second, fourth])
  expect(begun).toEqual(['first', 'second', 'fourth'])
})

it('stops waiting when it took too long, or the operation was given up, and the place goes to the next', async () => {
  const queue = new Queue({ atOnce: 1, waitMilliseconds: 20 })
  const patient = new Queue({ atOnce: 1, waitMilliseconds: 3_600_000 })
  const deadline = new Deadline(performance.now() + 20, () => performance.now())
  const { begun, piece, end } = piecesOfWork()
  const held = [queue.run(piece('a')), patient.run(piece('b'))]
  await expect(queue.run(piece('never'))).rejects.toBeInstanceOf(Overdue)
  await expect(patient.run(piece('never'), deadline)).rejects.toBeInstanceOf(Overdue)
  const next = [patient.run(piece('c'))]
  await end('a')
  await end('b')
  await end('c')
  await Promise.all([...held, ...next])
  expect(begun).toEqual(['a', 'b', 'c'])
})

it('has work of one name wait for each other, and that of others go on', async () => {
  const queues = new QueuePerName(1)
  const { begun, piece, end } = piecesOfWork()
  const all = [queues.run('x', piece('x1')), queues.run('x', piece('x2')), queues.run('y', piece('y1'))]
  await expect(queues.run('x', piece('x3'))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(begun).toEqual(['x1', 'y1'])
  await end('x1')
  expect(begun).toEqual(['x1', 'y1', 'x2'])
  for (const name of ['x2', 'y1']) await end(name)
  await Promise.all(all)
})
