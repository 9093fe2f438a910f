import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { clientOf, eventually } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { isHere } from '../programs.ts'

const run = promisify(execFile)

const hasAll = ['influxd', 'nginx'].map((program) => isHere(program as 'influxd' | 'nginx')).every(Boolean)
const hasCurl = spawnSync('curl', ['--version']).status === 0

it.skipIf(!hasAll || !hasCurl)(
  'the demo goes from nothing to a point written, prints commands that work, and leaves nothing behind',
  { timeout: 120_000 },
  async () => {
    const server = await serverForTest(await storeForTest(), {}, ['demo', '--influxd'])
    await eventually(() => server.said().includes('Ctrl+C'))
    const said = server.said()
    expect(said).toMatch(/a point was written +204$/m)
    expect(said).toMatch(/it was read +200 .*"Graz",21\.5/)
    expect(said).toMatch(/writing elsewhere is +403 /)

    const printed = /To go on:\n([\s\S]*?)\nRevoke/.exec(said)?.[1] ?? ''
    const tryOut = () => run('sh', ['-e', '-c', printed], { timeout: 20_000 })
    expect((await tryOut()).stdout).toContain('"weather"')

    // What the printed sentence says: the next request of a revoked token is refused.
    const { signIn } = await clientOf(server.url).run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email: 'marta.holm@nordgrid.example', password: /the password “(.*)”/.exec(said)?.[1] } },
    )
    const admin = clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` })
    const { databaseTokens } = await admin.run(
      '{ databaseTokens(filter: { search: "first steps" }) { nodes { id cluster { name } } } }',
    )
    expect(databaseTokens.nodes).toMatchObject([{ cluster: { name: 'workshop' } }])
    await admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', {
      id: databaseTokens.nodes[0].id,
    })
    await expect(tryOut()).rejects.toThrow('401')

    const directory = /^Data lies in (.*)$/m.exec(said)?.[1] as string
    const cluster = /nginx at (\S+): the cluster/.exec(said)?.[1] as string
    expect((await server.stop('SIGTERM')).code).toBe(0)
    expect(existsSync(directory)).toBe(false)
    await expect(fetch(cluster)).rejects.toThrow()
  },
)
