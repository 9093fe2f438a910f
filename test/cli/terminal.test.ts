import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { addressOf, clientOf } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Terminal' })
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine()
})
afterAll(() => ada?.remove())

const main = new URL('../../dist/main.js', import.meta.url).pathname

interface Said {
  readonly code: number | null
  /** Everything that the terminal was sent, what was typed included where it was echoed. */
  readonly screen: string
}

/** Runs a command on a terminal of its own, and types each answer once its question is asked. */
async function onTerminal(
  args: readonly string[],
  dialogue: readonly (readonly [question: string, answer: string])[] = [],
  environment: Readonly<Record<string, string>> = {},
  columns = 100,
): Promise<Said> {
  const command = [
    `stty cols ${columns} rows ${columns === 0 ? 0 : 40};`,
    'exec',
    process.execPath,
    main,
    ...args,
  ].join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: {
      PATH: process.env['PATH'],
      HOME: ada.home,
      XDG_CONFIG_HOME: join(ada.home, '.config'),
      TERM: 'xterm-256color',
      SHELL: '/bin/sh',
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  const ended = once(child, 'close')
  for (const [question, answer] of dialogue) {
    while (!screen.includes(question)) await once(child.stdout, 'data')
    child.stdin.write(answer)
  }
  const [code] = await ended
  return { code: code as number | null, screen }
}

const asAdmin = () => ({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })

describe('on a terminal', () => {
  it('login asks for the address, and for the password without an echo', async () => {
    const { code, screen } = await onTerminal(
      ['login', '--account', account.id, '--url', addressOf(gateway)],
      [
        ['E-mail address', 'ada@example.com\r'],
        ['Password', `${password}\r`],
      ],
    )
    expect(code).toBe(0)
    expect(screen).toContain(`Signed in at ${addressOf(gateway)} as ada@example.com`)
    for (const word of password.split(' ').filter((part) => part.length > 1)) expect(screen).not.toContain(word)
    expect(await ada.json(['whoami'])).toMatchObject({ user: { email: 'ada@example.com' } })
  })

  it('deleting asks for the name, and leaves alone what was not typed', async () => {
    const input = { clusterId: account.clusterIds[0] ?? '', name: 'dear' }
    await clientOf(gateway, account).createDatabase({ input })
    const question = 'Type "dear" to go on'
    const slipped = await onTerminal(['database', 'delete', 'dear'], [[question, 'deer\r']], asAdmin())
    expect(slipped.code).toBe(1)
    expect(slipped.screen).toContain('That was not "dear"; nothing was done.')
    const cancelled = await onTerminal(['database', 'delete', 'dear'], [[question, '\u0003']], asAdmin())
    expect(cancelled.code).toBe(1)
    expect((await ada.json(['database', 'get', 'dear'], { environment: asAdmin() })).status).toBe('ACTIVE')
    const meant = await onTerminal(['database', 'delete', 'dear'], [[question, 'dear\r']], asAdmin())
    expect(meant.code).toBe(0)
    expect(await ada.run(['database', 'get', 'dear'], { environment: asAdmin() })).toMatchObject({ code: 4 })
  })

  it.each([
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', '\u0003'],
    ['Escape', '\u001b'],
  ])('%s at a question ends with a sentence, and shows the cursor again', async (_, key) => {
    for (const [args, question] of [
      [['auth', 'login', '--url', addressOf(gateway)], 'E-mail address'],
      [['auth', 'login', 'ada@example.com', '--url', addressOf(gateway)], 'Password'],
    ] as const) {
      const { code, screen } = await onTerminal(args, [[question, key]])
      expect(code).toBe(1)
      expect(screen).toMatch(/Nothing was done\.\r\n$/)
      expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'))
    }
  })

  it('of 0 columns everything is shown as in a file, and questions can be read', async () => {
    const { code, screen } = await onTerminal(['cluster', 'list'], [], { ...asAdmin(), NO_COLOR: '1' }, 0)
    expect(code).toBe(0)
    expect(screen).toMatch(/^NAME +KIND +HEALTH +PENDING +FAILED +DRIFTED +URL +CREATED AT +LAST CHECK AT +ID\r\n/)
    expect(screen).toMatch(/ cluster_[0-9a-f-]{36}\r\n/)
    const all = await onTerminal(['user', 'list', '--all'], [], { ...asAdmin(), NO_COLOR: '1' }, 0)
    expect(all.screen).toContain('ada@example.com')
    const input = { clusterId: account.clusterIds[0] ?? '', name: 'narrow' }
    await clientOf(gateway, account).createDatabase({ input })
    const question = 'Type "narrow" to go on'
    const deleted = await onTerminal(['database', 'delete', 'narrow'], [[question, 'narrow\r']], asAdmin(), 0)
    expect(deleted.code).toBe(0)
    expect((await onTerminal(['--help'], [], {}, 0)).screen).toContain('Usage: clustergate')
  })

  it('tables have colours, unless NO_COLOR says otherwise', async () => {
    const coloured = await onTerminal(['cluster', 'list'], [], asAdmin())
    expect(coloured.screen).toMatch(/^\u001b\[1mNAME /)
    const plain = await onTerminal(['cluster', 'list'], [], { ...asAdmin(), NO_COLOR: '1' })
    expect(plain.screen).toMatch(/^NAME /)
    expect(plain.screen).not.toContain('\u001b')
  })
})
