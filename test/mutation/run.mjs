// Changes `src` in many small ways, one at a time, and counts which of the changes no test notices:
// `npm run mutation -- policy` for one area of areas.mjs, `-- policy src/policy/decide.ts` for one of its files.
import { spawnSync } from 'node:child_process'
import { areas } from './areas.mjs'

const stryker = 'test/mutation/node_modules/.bin/stryker'
const [chosen, ...files] = process.argv.slice(2)

for (const area of chosen === undefined ? Object.keys(areas) : [chosen]) {
  const only = files.length > 0 ? ['--mutate', files.join(',')] : []
  const { status } = spawnSync(stryker, ['run', 'test/mutation/stryker.config.mjs', ...only], {
    stdio: 'inherit',
    env: { ...process.env, MUTATED: area },
  })
  if (status !== 0) process.exitCode = 1
}
