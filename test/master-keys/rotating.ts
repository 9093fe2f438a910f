import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newMasterKey } from '../../src/auth/key-file.ts'
import { KeySet } from '../../src/auth/key-set.ts'
import { openCore } from '../../src/core.ts'
import { retireKey } from '../../src/operator/key-retirement.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import type { TestGateway } from '../gateway.ts'

/** A master key as `master.key` holds it, with its id. */
export interface WrittenKey {
  readonly line: string
  readonly id: string
}

const keyOf = (master: Buffer): WrittenKey => ({ line: master.toString('base64'), id: new KeySet(master).id })

export const newKey = (): WrittenKey => keyOf(newMasterKey())

const fileOf = ({ config }: TestGateway): string => join(config.dataDirectory, 'master.key')

/** The keys in a gateway's file. */
export const keysOf = (gateway: TestGateway): readonly WrittenKey[] =>
  readFileSync(fileOf(gateway), 'utf8')
    .trim()
    .split('\n')
    .map((line) => keyOf(Buffer.from(line, 'base64')))

/** Writes the keys into a gateway's file, and lets the running gateway read it, as it does by itself every few seconds. */
export async function giveKeys(gateway: TestGateway, keys: readonly WrittenKey[]): Promise<void> {
  writeFileSync(fileOf(gateway), keys.map(({ line }) => `${line}\n`).join(''), { mode: 0o600 })
  await gateway.app.keyWatch.look()
}

/** Makes a new key the current one of a single gateway; the older ones stay. */
export async function rotate(gateway: TestGateway): Promise<WrittenKey> {
  const key = newKey()
  await giveKeys(gateway, [key, ...keysOf(gateway)])
  return key
}

/** Retires a key as the operator's command does, and lets the running gateway read its file. */
export async function retire(gateway: TestGateway, id: string, offset: number): Promise<void> {
  await gateway.app.keyWatch.look()
  const core = await openCore(gateway.config, { shift: () => offset })
  try {
    await retireKey({ ...core, operator: operatorOf(core) }, id, true)
  } finally {
    await core.close()
  }
  await gateway.app.keyWatch.look()
}
