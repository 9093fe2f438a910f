import { expect, it } from 'vitest'
import { parseGroupFile, printGroupFile } from '../../src/cli/group-file.ts'
import type { GroupDetailsFragment } from '../../src/sdk/index.ts'

const whole = `
version: 3
key: on-call
name: On call
description: Whoever has the pager
conditions:
  attributes:
    - key: team
      anyOf: [ops, data]
  networks: [10.0.0.0/8]
  hours:
    - days: [saturday, SUNDAY]
      from: 22:00
      to: 06:00
      zone: Europe/Berlin
  authenticatedWithin: 15m
  callers: [person]
grants:
  - permissions: [database-read, DATABASE_DELETE]
    on:
      databases:
        namePrefix: prod-
        labels:
          - key: stage
            noneOf: [test]
          - key: team
            sameAs: team
  - permissions: [CLUSTER_READ]
    on: { account: true }
`

const input = {
  key: 'on-call',
  name: 'On call',
  description: 'Whoever has the pager',
  conditions: {
    attributes: [{ key: 'team', anyOf: ['ops', 'data'] }],
    networks: ['10.0.0.0/8'],
    hours: [{ days: ['SATURDAY', 'SUNDAY'], from: '22:00', to: '06:00', zone: 'Europe/Berlin' }],
    authenticatedWithin: '15m',
    callers: ['PERSON'],
  },
  grants: [
    {
      permissions: ['DATABASE_READ', 'DATABASE_DELETE'],
      on: {
        databases: {
          namePrefix: 'prod-',
          labels: [
            { key: 'stage', noneOf: ['test'] },
            { key: 'team', sameAs: 'team' },
          ],
        },
      },
    },
    { permissions: ['CLUSTER_READ'], on: { account: true } },
  ],
}

it('a group is read from YAML and from JSON, with the words of enumerations in any case', () => {
  expect(parseGroupFile(whole, 'f')).toMatchObject({ version: 3, group: input })
  const least = { key: 'x1', name: 'X', grants: [] }
  expect(parseGroupFile(JSON.stringify(least), 'f')).toMatchObject({
    version: undefined,
    group: { ...least, description: '', conditions: {} },
  })
})

it('a group that is printed is read as the same one, also where its texts could steer a terminal', () => {
  const hostile = 'red\u001b[31m\u202etxt\r\n\u2028: #'
  const { on } = { on: { account: false, clusterIds: null, databaseIds: null, databases: null, summary: '' } }
  const conditions = {
    attributes: [{ key: 'team', anyOf: ['yes', hostile, '007'] }],
    networks: [],
    hours: [{ days: ['SUNDAY' as const], from: '08:00', to: '18:00', zone: 'Europe/Berlin' }],
    mfa: true,
    authenticatedWithin: '15m',
    callers: null,
  }
  const label = { key: 'stage', anyOf: null, noneOf: ['test'], sameAs: null }
  const grants: GroupDetailsFragment['grants'] = [
    {
      permissions: ['DATABASE_READ'],
      on: { ...on, databases: { clusterIds: null, namePrefix: 'null', labels: [label] } },
    },
    { permissions: ['CLUSTER_READ'], on: { ...on, account: true } },
    { permissions: ['TABLE_READ'], on: { ...on, databaseIds: ['database_1'] } },
  ]
  const facts = { id: 'group_1', builtIn: false, permissions: [], conditionsSummary: '', version: 7 }
  const times = { createdAt: null, updatedAt: null, createdBy: null }
  const printed = printGroupFile({ key: 'k1', name: hostile, description: '', conditions, grants, ...facts, ...times })
  expect(printed).toMatch(/^[\n\x20-\x7e]*$/)
  expect(parseGroupFile(printed, 'f')).toMatchObject({
    version: 7,
    group: {
      key: 'k1',
      name: hostile,
      description: '',
      conditions: {
        attributes: conditions.attributes,
        networks: [],
        hours: conditions.hours,
        mfa: true,
        authenticatedWithin: '15m',
      },
      grants: [
        {
          permissions: ['DATABASE_READ'],
          on: { databases: { namePrefix: 'null', labels: [{ key: 'stage', noneOf: ['test'] }] } },
        },
        { permissions: ['CLUSTER_READ'], on: { account: true } },
        { permissions: ['TABLE_READ'], on: { databaseIds: ['database_1'] } },
      ],
    },
  })
})

it.each([
  ['{', /^f is neither YAML nor JSON:\n {2}line 1: /],
  ['a: 1\n---\nb: 2', /^f is neither YAML nor JSON:\n {2}line 2: a second document begins here; /],
  ['', /^f describes no group:\n {2}line 1: the whole: is needed\.$/],
  ['key: a1\nname: A\ngrants:\n  - permissions: [X]', /\n {2}line 4: grants\.0\.on: is needed\.$/],
  [
    'key: a1\nname: 7\ngrants: []\ncolour: red',
    / {2}line 2: name: must be text; .*\n {2}line 4: colour: is unknown; there are version, key, name, /,
  ],
  [
    'key: a1\nname: A\ngrants:\n- permissions: []\n  on:\n    account: true\n    clusterIds: []',
    /\n {2}line 5: grants\.0\.on: needs exactly one of account, clusterIds, databaseIds and databases\.$/,
  ],
  [
    'key: a1\nname: A\nconditions:\n  hours:\n  - days: [Caturday]\n    from: x\n    to: x\n    zone: x\ngrants: []',
    /\n {2}line 5: conditions\.hours\.0\.days\.0: is none of MONDAY, /,
  ],
  ['"\\e[31m": 1\nkey: a1\nname: A\ngrants: []', /line 1: \\u001b\[31m: is unknown/],
  [
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]`,
    /^f cannot be read: Excessive alias count/,
  ],
])('a fault in a file is told with its line and its path: %j', (text, expected) => {
  expect(() => parseGroupFile(text, 'f')).toThrow(expected)
})

it('names the line of a field that the gateway refuses, and of what is around one that is not there', () => {
  const { placeOf } = parseGroupFile(whole, 'on-call.yaml')
  expect(placeOf('conditions.networks.0')).toBe('on-call.yaml, line 10')
  expect(placeOf('grants.0.on.databases.labels.1.sameAs')).toBe('on-call.yaml, line 27')
  expect(placeOf('grants.0.on.databases.clusterIds')).toBe('on-call.yaml, line 21')
})
