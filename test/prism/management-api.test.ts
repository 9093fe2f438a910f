import { existsSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { call, managementKinds, type Through } from '../clusters/management-api/driver.ts'
import { openWithContent, operations, vendorFiles } from '../clusters/management-api/operations.ts'
import { onFreePort, startProgram } from '../programs.ts'
import { openForwarder } from './forwarder.ts'

const folder = new URL('../../../shared/clusters/openapi/', import.meta.url)
const isHere = existsSync(folder)
if (!isHere)
  console.warn(`SKIPPED: the vendor's files are not at ${folder.pathname}, so that Prism has nothing to go by.`)

describe.skipIf(!isHere).each(managementKinds)('by Prism, which has the vendor’s file of %s', (kind) => {
  const startPrism = () => onFreePort(startPrismOn)
  const startPrismOn = async (port: number) => {
    const url = `http://127.0.0.1:${port}`
    const file = new URL(vendorFiles[kind].file, folder).pathname
    const prism = 'test/prism/node_modules/.bin/prism'
    const isUp = async () => (await fetch(url)).status === 404
    const program = await startProgram([prism, 'mock', '--errors', '--port', String(port), file], isUp)
    onTestFinished(() => program.stop())
    return url
  }

  /** Of integers of 64 bits, Prism takes only those that a double can hold. */
  const open = (through: Through) => openWithContent(kind, { lastId: 0n }, through)

  it('no request of any operation is refused', async () => {
    const forwarder = openForwarder(await startPrism())
    for (const ask of Object.values(operations)) await ask(await open(forwarder.through), call())
    expect(forwarder.seen.length).toBeGreaterThan(100)
    expect(forwarder.seen.filter(({ status, violations }) => status >= 400 || violations !== null)).toEqual([])
    console.info(`${forwarder.seen.length} requests to ${kind}, none refused.`)
  })

  it('every example of an answer is understood', async () => {
    const forwarder = openForwarder(await startPrism())
    for (const [operation, ask] of Object.entries(operations)) {
      const opened = await open(forwarder.through)
      forwarder.answersWith('PRISM')
      // An example is of another database than was asked for, which may be missing then: but it is read.
      const error: unknown = await ask(opened, call()).catch((thrown: unknown) => thrown)
      expect((error as { code?: string } | undefined)?.code, operation).not.toBe('PROTOCOL')
      forwarder.answersWith('CLUSTER')
    }
  })
})
