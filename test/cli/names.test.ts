import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Names' })
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })
})
afterAll(() => ada?.remove())

async function createDatabase(name: string, cluster = 0): Promise<string> {
  const clusterId = account.clusterIds[cluster] ?? ''
  const { createDatabase: made } = await clientOf(gateway, account).createDatabase({ input: { clusterId, name } })
  return made?.database.id ?? ''
}

it('takes a name or an id, and never a part of a name', async () => {
  const id = await createDatabase('weather')
  await createDatabase('weather-2')
  expect((await ada.json(['database', 'get', 'weather'])).id).toBe(id)
  expect((await ada.json(['database', 'get', id])).name).toBe('weather')
  expect(await ada.run(['database', 'get', 'weath'])).toEqual({
    code: 4,
    stdout: '',
    stderr: 'There is no database "weath" that you can see. (NOT_FOUND)\n',
  })
})

it('lists the candidates of a name that several have, and does nothing', async () => {
  const ids = [await createDatabase('twice', 0), await createDatabase('twice', 1)]
  const { code, stdout, stderr } = await ada.run(['database', 'delete', 'twice', '--force'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  const [sentence, ...candidates] = stderr.trim().split('\n')
  expect(sentence).toBe('There are several: say which database you mean by its id.')
  expect(candidates.sort()).toEqual(
    [`  ${ids[0]}  twice on the cluster primary`, `  ${ids[1]}  twice on the cluster secondary`].sort(),
  )
  expect((await ada.json(['database', 'get', 'twice', '--cluster', 'secondary'])).id).toBe(ids[1])
})

it('tells people apart by address, where names are alike', async () => {
  const mel = await account.join('ada@elsewhere.example.com', ['member'])
  await account.join('ada@third.example.com', ['member'])
  const byName = await ada.run(['user', 'get', 'ada'])
  expect(byName.code).toBe(2)
  expect(byName.stderr).toContain(`${mel.id}  ada <ada@elsewhere.example.com>`)
  expect((await ada.json(['user', 'get', 'ADA@elsewhere.example.com'])).id).toBe(mel.id)
})

it('deletes nothing unasked without a terminal', async () => {
  await createDatabase('kept')
  const { code, stdout, stderr } = await ada.run(['database', 'delete', 'kept'])
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'There is no terminal to confirm this on; give --force to do it without being asked.\n',
  })
  expect((await ada.json(['database', 'get', 'kept'])).status).toBe('ACTIVE')
})

it('goes on after one of several that fails, and ends as that one did', async () => {
  await createDatabase('first')
  await createDatabase('last')
  const { code, stdout, stderr } = await ada.run([
    ...['database', 'delete', 'first', 'missing', 'last', '--force', '--format', 'plain', '--columns', 'name,status'],
  ])
  expect({ code, stdout, stderr }).toEqual({
    code: 4,
    stdout: 'first\tDELETED\nlast\tDELETED\n',
    stderr: '"missing": There is no database "missing" that you can see. (NOT_FOUND)\n',
  })
})

it('brings a database back by its name, and a table by name or id', async () => {
  const id = await createDatabase('back')
  const table = await ada.json(['table', 'create', 'back', 'readings', '--template-tag', 'room'])
  expect(table.partitionTemplate).toEqual([
    { kind: 'TAG', value: 'room', buckets: null },
    { kind: 'TIME', value: '%Y-%m-%d', buckets: null },
  ])
  await ada.json(['table', 'rename', 'back', 'readings', 'values'])
  await ada.json(['table', 'delete', 'back', 'values', '--force'])
  expect(await ada.json(['table', 'list', 'back'])).toEqual([])
  expect(await ada.json(['table', 'list', 'back', '--filter-status', 'deleted'])).toHaveLength(1)
  expect((await ada.json(['table', 'undelete', 'back', table.id])).status).toBe('ACTIVE')
  await ada.json(['database', 'delete', 'back', '--force'])
  expect(await ada.json(['database', 'undelete', 'back'])).toMatchObject({ id, status: 'ACTIVE' })
})

it('changes some attributes of a person, and leaves the others', async () => {
  const { id } = await account.join('attributes@example.com', ['member'])
  await ada.json(['user', 'update', id, '--attribute', 'team=ops', '--attribute', 'floor=3'])
  const args = ['user', 'update', id, '--attribute', 'floor=4', '--remove-attribute', 'team', '--name', 'At Tributes']
  expect(await ada.json(args)).toMatchObject({ name: 'At Tributes', attributes: [{ key: 'floor', value: '4' }] })
  expect(await ada.run(['user', 'update', id])).toMatchObject({ code: 2 })
  await ada.json(['user', 'deactivate', id])
  expect(await ada.json(['user', 'activate', id])).toMatchObject({ status: 'ACTIVE' })
  expect(await ada.json(['user', 'groups', 'set', id, 'Auditor', 'member'])).toMatchObject({
    groups: [{ key: 'auditor' }, { key: 'member' }],
  })
  expect(await ada.run(['user', 'remove', id, '--force'])).toEqual({ code: 0, stdout: '', stderr: '' })
})

it('adds and removes groups of a person one by one, and leaves the others', async () => {
  const { id } = await account.join('groups@example.com', ['member'])
  const keys = ({ groups }: { groups: { key: string }[] }) => groups.map(({ key }) => key).sort()
  const added = await ada.json(['user', 'groups', 'add', id, 'auditor', 'Admin'])
  expect(keys(added)).toEqual(['admin', 'auditor', 'member'])
  const version = String(added.version)
  expect(
    keys(await ada.json(['user', 'groups', 'remove', id, 'Auditor', 'admin', '--expect-version', version])),
  ).toEqual(['member'])
  const { code, stdout, stderr } = await ada.run([
    'user',
    'groups',
    'remove',
    id,
    'auditor',
    'no-such',
    '--format',
    'plain',
  ])
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
  expect(stderr).toMatch(
    /^"auditor": .*\(NOT_FOUND .*\)\n"no-such": There is no group "no-such" that you can see\. \(NOT_FOUND\)\n$/,
  )
})

it('lists all that somebody may and may not do, and who could let them', async () => {
  const { id } = await account.join('may@example.com', ['member'])
  const rows: { permission: string; allowed: boolean; wouldBeGrantedBy: { key: string }[] }[] = await ada.json([
    ...['can', '--user', 'may@example.com'],
  ])
  const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { permissions } }', { id })
  expect(rows.filter(({ allowed }) => allowed).map(({ permission }) => permission)).toEqual(user.permissions)
  expect(rows.find(({ permission }) => permission === 'DATABASE_CREATE')).toMatchObject({
    allowed: false,
    wouldBeGrantedBy: [{ key: 'admin' }],
  })
  const own = await ada.run(['can', '--format', 'plain', '--columns', 'permission,allowed,grantedBy'])
  expect(own.stdout).toContain('AUDIT_READ\ttrue\tAdmin\n')
  await ada.json(['user', 'deactivate', id])
  const out: { allowed: boolean }[] = await ada.json(['can', '--user', id])
  expect(out.some(({ allowed }) => allowed)).toBe(false)
})

it('invites several at once, says which address failed, and takes an invitation back', async () => {
  const invited = await ada.run([
    ...['user', 'invite', 'one@example.com', account.admin.email, '--group', 'member', '--group', 'auditor'],
    ...['--expires', '1h', '--format', 'plain', '--columns', 'email,link'],
  ])
  expect(invited.code).toBe(1)
  expect(invited.stdout).toMatch(/^one@example\.com\thttp:\/\/gateway\.test\/accept#cgi_\S+\nada@example\.com\t\n$/)
  expect(invited.stderr).toMatch(/ada@example\.com: .* \(CONFLICT\)\n$/)
  const resent = await ada.json(['invitation', 'resend', 'one@example.com'])
  expect(resent).toMatchObject({ link: expect.stringContaining('#cgi_'), invitation: { sentCount: 2 } })
  expect(await ada.json(['invitation', 'revoke', 'one@example.com'])).toMatchObject({ status: 'REVOKED' })
  expect(await ada.json(['invitation', 'get', 'one@example.com'])).toMatchObject({ status: 'REVOKED' })
  expect(await ada.json(['invitation', 'list', '--status', 'pending'])).toEqual([])
})

it('shows whom it has invited, and their links, although a later hundred is refused', async () => {
  const emails = Array.from({ length: 100 }, (_, at) => `row-${at}@example.com`)
  const { code, stdout, stderr } = await ada.run([
    ...['user', 'invite', ...emails, 'no-address', '--group', 'member', '--format', 'plain'],
  ])
  expect(code).toBe(2)
  const lines = stdout.trim().split('\n')
  expect(lines).toHaveLength(100)
  for (const line of lines) expect(line).toMatch(/\tinvited\t\S+\thttp:\/\/gateway\.test\/accept#cgi_\S+$/)
  expect(stderr).toContain('"no-address" is at fault; of 1, none was invited.\n')
  expect(stderr).toMatch(/\(BAD_INPUT at input\.invitations\.0\.email, request /)
})

it('takes the description of a rotated token to mean the newest of its line', async () => {
  const client = clientOf(gateway, account)
  const clusterId = account.clusterIds[0] ?? ''
  const input = { clusterId, description: 'a rotated one', permissions: [] }
  const { createDatabaseToken: made } = await client.createDatabaseToken({ input })
  const old = made?.token.id ?? ''
  const rotated = await ada.run(['token', 'rotate', 'a rotated one', '--format', 'json'])
  const { token } = JSON.parse(rotated.stdout)
  expect(rotated.stderr).toContain(`(${old}), which is accepted until`)

  const shown = await ada.json(['token', 'get', 'a rotated one'])
  expect(shown).toMatchObject({ id: token.id, status: 'ACTIVE', rotatedFrom: { id: old, status: 'REPLACED' } })
  expect((await ada.json(['token', 'get', 'a rotated one', '--include-revoked'])).id).toBe(token.id)
  expect(await ada.json(['token', 'list', '--search', 'rotated one', '--status', 'replaced'])).toMatchObject([
    { id: old, replacedBy: { id: token.id } },
  ])
  const again = await ada.run(['token', 'rotate', old])
  expect(again.stderr).toContain(token.id)
  expect(again.stderr).toContain('CONFLICT')

  // The one in between ends at once, and the description still means the last.
  const { stdout } = await ada.run(['token', 'rotate', 'a rotated one', '--overlap', '0s', '--format', 'json'])
  expect((await ada.json(['token', 'get', 'a rotated one'])).id).toBe(JSON.parse(stdout).token.id)

  const revoking = await ada.run(['token', 'revoke', 'a rotated one', '--force'])
  expect(revoking).toMatchObject({ code: 0, stderr: '' })
  const direct = await ada.run(['token', 'revoke', old, '--force'])
  expect(direct).toMatchObject({ code: 0, stderr: '' })
})

it('tells, when the newest token of a description is revoked, which one before it is still accepted', async () => {
  const made = await ada.run(['token', 'create', 'relay', '--cluster', 'primary', '--format', 'json'])
  const old = JSON.parse(made.stdout).token.id
  await ada.run(['token', 'rotate', 'relay'])

  const { code, stderr } = await ada.run(['token', 'revoke', 'relay', '--force'])

  expect(code).toBe(0)
  expect(stderr).toContain(`clustergate token revoke ${old}`)
  expect((await ada.json(['token', 'get', 'relay'])).id).toBe(old)
})
