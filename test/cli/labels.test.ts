import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestAccount } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { signIn } from './people.ts'

const { gateway } = useWorld()
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine()
  const account: TestAccount = await gateway.account('Labels')
  await signIn(ada, gateway, account)
})
afterAll(() => ada?.remove())

const run = (line: string) => ada.run(line.split(' '))

const labelsOf = async (line: string) => {
  const { code, stdout, stderr } = await run(`${line} --format json`)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout).labels
}

it('labels a database at its creation, and afterwards one label at a time', async () => {
  const ops = { key: 'team', value: 'ops' }
  const production = { key: 'stage', value: 'production=eu' }
  expect(await labelsOf('database create telemetry --cluster primary --label team=ops')).toEqual([ops])
  expect(await labelsOf('database label telemetry stage=production=eu')).toEqual([production, ops])
  expect(await labelsOf('database label telemetry team=data --remove stage')).toEqual([{ ...ops, value: 'data' }])
  expect((await run('database get telemetry --format plain --columns labels')).stdout.trim()).toBe('team=data')
})

it('lists the databases with a label, with one of several values, and with a key', async () => {
  for (const [name, stage] of [
    ['one', 'test'],
    ['two', 'production'],
    ['three', 'other'],
  ])
    await labelsOf(`database create ${name} --cluster primary --label stage=${stage}`)
  const named = async (filter: string) =>
    (await run(`database list --format plain --columns name ${filter}`)).stdout.trim().split('\n')
  expect(await named('--label stage=test')).toEqual(['one'])
  expect(await named('--label stage=test --label stage=production')).toEqual(['one', 'two'])
  expect(await named('--label stage')).toEqual(['one', 'three', 'two'])
  expect(await named('--label stage --label team')).toEqual([''])
})

it('says what is missing, or not written as a label', async () => {
  expect(await run('database label telemetry')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('key=value, or --remove key'),
  })
  expect(await run('database label telemetry team')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('as in team=ops'),
  })
})
