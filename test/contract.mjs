// Compares schema/schema.graphql with the schema of a file, and fails where a client of that would break.
import { readFileSync } from 'node:fs'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'

const read = (path) => buildSchema(readFileSync(path, 'utf8'))
const changes = await diff(read(process.argv[2]), read(new URL('../schema/schema.graphql', import.meta.url)))
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
for (const { path, message } of breaking) console.error(`${path}: ${message}`)
console.log(`${breaking.length} breaking changes of ${changes.length}`)
process.exitCode = breaking.length === 0 ? 0 : 1
