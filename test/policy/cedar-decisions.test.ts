import { expect, it } from 'vitest'
import { type Conditions, conditionsCover } from '../../src/policy/conditions.ts'
import { printDefinition } from '../../src/policy/definition.ts'
import { delegated, holdingsOf } from '../../src/policy/holdings.ts'
import { matches } from '../../src/policy/selectors.ts'
import { CedarJudge } from './cedar.ts'
import { dice } from './oracle.ts'
import { drawn, makeConditions, makeDefinition, makeEnvironment, names, values } from './random-groups.ts'

it('1,500 random decisions are those of Cedar, which reads the same groups as its own policies', () => {
  const random = dice(21)
  const known = { clusterIds: ['c1', 'c2', 'c3'], databaseIds: ['d1', 'd2', 'd3', 'd4'] }
  let allowed = 0
  for (let index = 0; index < 250; index++) {
    const definitions = random.oneOf([[1], [1, 2], [1, 2, 3]]).map(() => makeDefinition(random, known))
    const given = random.someOf(drawn, 0.8)
    const judge = new CedarJudge(definitions, given)
    const environment = makeEnvironment(random)
    const groups = definitions.map((definition, at) => ({
      id: `g${at}`,
      key: `custom-${at}`,
      definition: printDefinition(definition),
      name: null,
      until: null,
    }))
    const held = holdingsOf(groups, () => environment)
    const { permissions, scopes } = environment.caller === 'TOKEN' ? delegated(held, given) : held
    for (const permission of drawn) {
      const id = random.oneOf([...known.databaseIds, undefined])
      const row = {
        clusterId: random.oneOf(known.clusterIds),
        ...(id !== undefined && { id }),
        name: random.oneOf(names),
        labels: new Map(random.someOf(['team', 'stage'], 0.7).map((key) => [key, random.oneOf(values)])),
      }
      const ours = permissions.has(permission) || (scopes.get(permission) ?? []).some((one) => matches(one, row))
      const theirs = judge.allows(permission, environment, row)
      if (ours !== theirs) {
        expect.fail(`case ${index}: ${permission} ${ours}: ${JSON.stringify({ definitions, environment, row })}`)
      }
      if (ours) allowed++
    }
  }
  expect(allowed).toBeGreaterThan(100)
  expect(allowed).toBeLessThan(1_400)
})

it('conditions cover others only where Cedar has them hold wherever those do', () => {
  const random = dice(22)
  const row = { clusterId: 'c1', id: 'd1', name: 'metrics', labels: new Map() }
  const judgeOf = (conditions: Conditions, name: string) =>
    new CedarJudge(
      [{ conditions, grants: [{ permissions: ['DATABASE_READ'], on: { account: true } }] }],
      ['DATABASE_READ'],
      name,
    )
  let held = 0
  for (let index = 0; index < 2_000; index++) {
    const mine = makeConditions(random)
    const theirs = index % 2 === 0 ? makeConditions(random) : { ...mine, ...makeConditions(random) }
    if (Object.keys(mine).length === 0 || !conditionsCover(mine, theirs)) continue
    const [ours, others] = [judgeOf(mine, 'mine'), judgeOf(theirs, 'theirs')]
    for (const environment of [1, 2, 3, 4, 5].map(() => makeEnvironment(random))) {
      if (!others.allows('DATABASE_READ', environment, row)) continue
      held++
      if (!ours.allows('DATABASE_READ', environment, row)) {
        expect.fail(`case ${index}: ${JSON.stringify({ mine, theirs, environment })}`)
      }
    }
  }
  expect(held).toBeGreaterThan(100)
})
