import { beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { makeScene, set, verdictsOn, type Way, ways } from './cedar-oracle.ts'
import { makeRounds } from './cedar-rounds.ts'
import { dice } from './oracle.ts'

const decisionsMin = Number(process.env['ORACLE_DECISIONS'] ?? 1_000)
const seed = Number(process.env['ORACLE_SEED'] ?? 1)
/** Of one round: databases as a list and as nodes, their tables, three tokens, five changes and five explanations, on both ways. */
const decisionsOfRound = 2 * (1 + 12 + 12 + 12 + 1 + 3 + 5 + 5)

// Every request says where it comes from, and the session lasts as long as the test says.
const world = useWorld({
  environment: {
    CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1',
    CLUSTERGATE_SESSION_IDLE: '90d',
    CLUSTERGATE_SESSION_MAX: '90d',
  },
})
const { gateway } = world
let offset = 0

function moveTo(time: number): void {
  const by = time - Date.now() - offset
  gateway.advance(by)
  offset += by
}

beforeAll(() => moveTo(Date.parse('2026-03-20T00:00Z')))

const { account, mel } = world

it(`${decisionsMin} random decisions over HTTP are those of Cedar`, { timeout: 900_000 }, async () => {
  const random = dice(seed)
  const scene = await makeScene(random, gateway, account, mel)
  const known = { clusterIds: account.clusterIds, databaseIds: scene.rows.map(({ id }) => id) }
  const rounds = makeRounds(random, known, Math.ceil(decisionsMin / decisionsOfRound))
  const told = new Map<string, number>()
  for (const [index, round] of rounds.entries()) {
    moveTo(round.environment.now)
    await set(scene, round)
    // By Apollo Server first: only what has passed there has a plan.
    for (const way of Object.keys(ways).reverse() as Way[]) {
      const verdicts = await verdictsOn(random, scene, round, way)
      const wrong = verdicts.filter(({ expected, decided }) => expected !== decided)
      if (wrong.length > 0) expect.fail(`${JSON.stringify({ index, way, wrong })}\n${describe(round)}`)
      for (const { question, decided } of verdicts) {
        const name = `${question.split(' ')[0]} ${Number.isInteger(Number(decided)) ? 'of some' : decided}`
        told.set(name, (told.get(name) ?? 0) + 1)
      }
    }
  }
  const count = [...told.values()].reduce((sum, one) => sum + one, 0)
  expect(count).toBeGreaterThanOrEqual(decisionsMin)
  // Both answers were given to each question, and both ways were gone.
  const both = ['listed', 'node', 'table'].flatMap((name) => [`${name} true`, `${name} false`])
  const outcomes = ['update', 'delete', 'relabel', 'rename'].flatMap((name) => [`${name} done`, `${name} FORBIDDEN`])
  const all = [
    ...both,
    ...outcomes,
    'create done',
    'create refused',
    'list FORBIDDEN',
    'token hidden',
    'token with more: true',
    'token with more: false',
    ...['explain true', 'explain false', 'explain NOT_FOUND', 'held everywhere', 'held somewhere', 'held nowhere'],
  ]
  expect([...told.keys()]).toEqual(expect.arrayContaining(all))
  const planned = gateway.log.filter((line) => line['msg'] === 'request').map((line) => line['planned'] === true)
  expect(new Set(planned)).toEqual(new Set([true, false]))
})

const describe = (round: object): string =>
  JSON.stringify(round, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value), 1)
