import 'reflect-metadata'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchemaOf } from './app.ts'
import { readConfig } from './config.ts'
import { openCore } from './core.ts'
import { printGatewaySchema } from './gateway/schema.ts'

// The schema is made of resolvers, which want a store to stand on; an empty one will do.
const directory = mkdtempSync(join(tmpdir(), 'clustergate-schema-'))
const core = await openCore(readConfig({ CLUSTERGATE_DATA_DIR: directory }))
process.stdout.write(printGatewaySchema(buildSchemaOf(core)))
await core.close()
rmSync(directory, { recursive: true })
