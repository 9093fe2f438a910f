import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { behindProxy } from '../sessions/networks.ts'
import { hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { addressOf, clientOf, signIn } from './people.ts'

const { gateway, account, mel } = useWorld({ ...behindProxy, accountName: 'Custom groups' })
let ada: CommandLine
let melanie: CommandLine

const onCall = `
key: on-call
name: On call
description: Whoever has the pager
conditions:
  networks: [10.0.0.0/8]
grants:
  - permissions: [database-read, database-delete]
    on:
      databases:
        clusterIds: [primary]
        labels:
          - key: team
            anyOf: [ops]
`

beforeAll(async () => {
  const always = { CLUSTERGATE_URL: addressOf(gateway) }
  ada = await openCommandLine({ ...always, CLUSTERGATE_TOKEN: account.admin.token })
  melanie = await openCommandLine()
  const [clusterId = ''] = account.clusterIds
  const labels = [{ key: 'team', value: 'ops' }]
  for (const name of ['telemetry', 'archive'])
    await clientOf(gateway, account).createDatabase({
      input: { clusterId, name, ...(name === 'telemetry' && { labels }) },
    })
  await writeFile(join(ada.home, 'on-call.yaml'), onCall)
})
afterAll(async () => {
  await melanie?.remove()
  await ada?.remove()
})

const file = () => join(ada.home, 'on-call.yaml')
const run = (line: string, environment: Readonly<Record<string, string>> = {}) =>
  ada.run(line.replace('FILE', file()).split(' '), { environment })

it('a group is made from a file, after a dry run, and printed as a file that makes the same', async () => {
  const rehearsed = await run('group create FILE --dry-run')
  expect(rehearsed).toMatchObject({ code: 0, stderr: 'This was a dry run: nothing was changed.\n' })
  expect(rehearsed.stdout).toMatch(/^ACTION +ON +CHANGES\ngroup\.create +on-call +/)

  expect(rehearsed.stdout).toMatch(/^DATABASES THE GROUP SELECTS +1$/m)

  const made = await run('group create FILE')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toMatch(/^COUNTS +from 10\.0\.0\.0\/8$/im)
  expect(made.stdout).toMatch(/\nON +PERMISSIONS\n.*ops.* +DATABASE_READ, DATABASE_DELETE\n$/)

  const { stdout: printed } = await run('group show on-call --yaml')
  expect(printed).toBe(
    `version: 1\n${onCall.trimStart().replace('primary', account.clusterIds[0] ?? '')}`
      .replace('[10.0.0.0/8]', '\n    - 10.0.0.0/8')
      .replace(/\[(cluster_.*)\]/, '\n          - $1')
      .replace('[ops]', '\n              - ops')
      .replace('[database-read, database-delete]', '\n      - DATABASE_READ\n      - DATABASE_DELETE')
      .replaceAll(': \n', ':\n'),
  )
  await writeFile(file(), printed)
})

it('an editor changes a group; a second change on the same version, and a fault, are told plainly', async () => {
  const edited = await run('group edit on-call --format json', { EDITOR: 'sed -i s/pager/phone/' })
  expect(edited).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(edited.stdout)).toMatchObject({ description: 'Whoever has the phone', version: 2 })
  expect(await run('group edit on-call', { EDITOR: 'true' })).toMatchObject({
    code: 0,
    stderr: 'There is nothing to change.\n',
  })

  const stale = await run('group edit on-call --file FILE')
  expect(stale).toMatchObject({ code: 1, stdout: '' })
  expect(stale.stderr).toMatch(/^The group has changed since: this is made of version 1, and it is at 2 now\. /)

  const faulty = await run('group edit on-call', { EDITOR: 'sed -i s/10.0.0.0/10.0.0.300/' })
  expect(faulty).toMatchObject({ code: 2, stdout: '' })
  const [, path = ''] =
    /^What you wrote is kept: clustergate group edit on-call --file (\S+)$/m.exec(faulty.stderr) ?? []
  expect(await readFile(path, 'utf8')).toContain('10.0.0.300/8')
  expect(faulty.stderr).toContain(`${path}, line 7: `)
  expect(faulty.stderr).toContain('(BAD_INPUT at input.conditions.networks.0')
})

it('a membership has an end and a reason, and is shown with them until it ends', async () => {
  const added = await run(`user group add ${mel.email} on-call --until 8h --reason INC-42`)
  expect(added).toMatchObject({ code: 0, stderr: '' })
  const until = /^GROUPS +Member, On call \(until (20\S+Z)\)$/m.exec(added.stdout)?.[1] ?? ''
  expect(Date.parse(until) - Date.now()).toBeGreaterThan(7 * 3_600_000)
  expect((await ada.json(['user', 'get', mel.email])).memberships).toMatchObject([
    { group: { key: 'member' }, until: null },
    { group: { key: 'on-call' }, until, reason: 'INC-42', grantedBy: { email: account.admin.email } },
  ])
  const listed = await run('user list --format plain --columns email,groups')
  expect(listed.stdout).toContain(`${mel.email}\tMember, On call (until ${until})\n`)
  expect(await run(`user groups add ${mel.email} on-call --until 2020-01-01T00:00:00Z`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('BAD_INPUT at input.until'),
  })
  // Her earlier session ended, as she got more rights. The group counts from 10.0.0.0/8 only.
  await signIn(melanie, gateway, account, mel.email)
  const shown = await melanie.run(['whoami'])
  expect(shown).toMatchObject({ code: 0, stderr: '' })
  expect(shown.stdout).toContain(`Member, On call (until ${until}, does not count now)\n`)
})

it('the dry run of a change tells who would get more, and who would keep less', async () => {
  const printed = (await run('group get on-call --yaml')).stdout
  const changed = printed.replace('DATABASE_DELETE', 'DATABASE_UPDATE').replace('- ops', '- no-such-team')
  const { stdout } = await ada.run(['group', 'edit', 'on-call', '--file', '-', '--dry-run'], { stdin: changed })
  expect(stdout).toMatch(/^DATABASES THE GROUP SELECTS +none$/m)
  expect(stdout).toMatch(/^PERMISSION +PEOPLE WHO GET MORE +PEOPLE WHO KEEP LESS\n/m)
  expect(stdout).toMatch(/^DATABASE_DELETE +0 +1$/m)
})

it('who may not is told which condition does not hold, and who may', async () => {
  const why = await melanie.run(['can', 'database-delete', 'telemetry'])
  expect(why).toMatchObject({ code: 1, stderr: '' })
  expect(why.stdout).toMatch(
    /^You may not: On call .*\nOn call grants it on .*, but does not count:\n {2}network: 10\.0\.0\.0\/8; /,
  )
  const rows: { permission: string; allowed: boolean; grantedBy: { key: string }[] }[] = await ada.json([
    'can',
    ...['--user', mel.email],
  ])
  const granting = rows.flatMap(({ grantedBy }) => grantedBy.map(({ key }) => key))
  expect(new Set(granting)).toEqual(new Set(['member']))
  const ifThere = ['can', 'database-delete', 'telemetry', '--user', mel.email, '--from', '10.1.2.3']
  expect(await ada.run(ifThere)).toMatchObject({ code: 0 })
  const inTime = `${new Date(Date.now() + hour).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)}Z`
  expect(await ada.run([...ifThere, '--at', inTime])).toMatchObject({ code: 0, stderr: '' })
  expect((await ada.run([...ifThere, '--at', '9h'])).stdout).toMatch(/\n {2}membership: .*; it is over since 20/)
  const { stdout } = await ada.run([
    'who-may',
    'database-delete',
    'telemetry',
    '--from',
    '10.1.2.3',
    '--format',
    'plain',
  ])
  expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([account.admin.email, mel.email, ''])

  const refused = await melanie.run(['database', 'delete', 'telemetry', '--force'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(
    /\(FORBIDDEN, request [^)]+\)\n {2}On call does not count: network: 10\.0\.0\.0\/8; .*\n$/,
  )
})

it('what counts for a person alone is asked as a management token would ask', async () => {
  const forPeople = `
key: people-only
name: People only
conditions: { callers: [PERSON] }
grants:
  - permissions: [database-undelete]
    on: { account: true }
`
  expect(await ada.run(['group', 'create', '-'], { stdin: forPeople })).toMatchObject({ code: 0, stderr: '' })
  expect(await run(`user groups add ${mel.email} people-only`)).toMatchObject({ code: 0, stderr: '' })
  const asked = `database-undelete --user ${mel.email}`
  expect(await run(`can ${asked}`)).toMatchObject({ code: 0, stdout: expect.stringContaining(' may: People only ') })
  const asToken = await run(`can ${asked} --as-token`)
  expect(asToken).toMatchObject({ code: 1, stderr: '' })
  expect(asToken.stdout).toContain('\n  caller: a person; it is a token. Sign in as a person.\n')
  const who = async (...more: string[]) =>
    (await ada.json(['who-may', 'database-undelete', ...more])).map(({ email }: { email: string }) => email)
  expect(await who()).toEqual([account.admin.email, mel.email])
  expect(await who('--as-token')).toEqual([account.admin.email])
  expect(await run(`user groups remove ${mel.email} people-only`)).toMatchObject({ code: 0, stderr: '' })
})

it('a person who may not read groups is told who they are, and what they hold', async () => {
  const kim = await account.join('kim@example.com', ['member'])
  const admin = clientOf(gateway, account)
  await admin.setUserGroups({ input: { userId: kim.id, groupKeys: ['on-call'] } })
  await signIn(melanie, gateway, account, kim.email)
  const shown = await melanie.run(['whoami'])
  expect(shown).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^USER +kim@example\.com$/m) })
  await admin.removeUser({ id: kim.id })
})

it('a group that names a database which is gone can be changed, and another cannot come to name it', async () => {
  const [clusterId = ''] = account.clusterIds
  const admin = clientOf(gateway, account)
  const { createDatabase } = await admin.createDatabase({ input: { clusterId, name: 'short-lived' } })
  const id = createDatabase?.database.id ?? ''
  const former = (key: string) =>
    `key: ${key}\nname: Former\ngrants:\n  - permissions: [database-read]\n    on: { databaseIds: [${id}] }\n`
  const given = (verb: string[], text: string) => ada.run(['group', ...verb, '-'], { stdin: text })
  expect(await given(['create'], former('former'))).toMatchObject({ code: 0, stderr: '' })
  await gateway.db.updateTable('databases').set({ deleted_at: 1, purged_at: 1 }).where('id', '=', id).execute()
  const renamed = former('former').replace('name: Former', 'name: Later')
  expect(await given(['edit', 'former', '--file'], renamed)).toMatchObject({ code: 0, stderr: '' })
  expect((await ada.json(['group', 'get', 'former'])).name).toBe('Later')
  expect(await given(['create'], former('another'))).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('line 5: There is no such database.'),
  })
})

it('a group is deleted once that is confirmed', async () => {
  expect(await run('group delete on-call')).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') })
  expect(await run(`user groups remove ${mel.email} on-call`)).toMatchObject({ code: 0, stderr: '' })
  expect(await run('group delete on-call --force')).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect(await run('group get on-call')).toMatchObject({ code: 4 })
})
