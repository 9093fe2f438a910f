import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { built } from '../built.ts'

await built()

const attw = resolve('test/clients/node_modules/.bin/attw')

// CommonJS is not on offer.
it.each([
  ['the gateway', '.', ['--exclude-entrypoints', './schema.graphql'], '"clustergate/sdk"'],
  ['the SDK', './dist/sdk', [], 'clustergate-sdk'],
])('the types in the package of %s resolve as its modules do', async (_name, folder, options, entrypoint) => {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-types-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const run = promisify(execFile)
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory, folder]
  const [{ filename }] = JSON.parse((await run('npm', packing)).stdout)
  const checking = [join(directory, filename), '--profile', 'esm-only', '--no-color', ...options]
  const { code, stdout } = await run(attw, checking).catch((error) => error)
  expect({ code, stdout }).toEqual({ code: undefined, stdout: expect.stringContaining(entrypoint) })
})
