import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientOf, eventually, password } from '../gateway.ts'
import { type Running, startServer } from '../process/command.ts'
import { freePort, type RunningProgram, startProgram } from '../programs.ts'
import { adapted } from './recipe.ts'

const gatewaysCount = 3
const email = 'ada@example.com'

/** One gateway, which is started again at the same address. */
export interface Instance {
  readonly name: string
  readonly port: number
  readonly url: string
  running: Running | undefined
  start(): Promise<void>
}

/** Three gateways on one store, behind HAProxy. */
export interface Gateways {
  readonly instances: readonly Instance[]
  /** The address of HAProxy. */
  readonly url: string
  readonly port: number
  /** A session of the Admin. */
  readonly token: string
  readonly clusterId: string
  stop(): Promise<void>
}

/** Starts all gateways at once; the first of them to find an empty store makes the account. */
export async function startGateways(databaseUrl: string, masterKey: string): Promise<Gateways> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-machines-'))
  const environment = {
    CLUSTERGATE_MASTER_KEY: masterKey,
    CLUSTERGATE_ADMIN_EMAIL: email,
    CLUSTERGATE_ADMIN_PASSWORD: password,
    CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1',
    // A test asks for more than anybody should.
    CLUSTERGATE_POINTS_PER_MINUTE: '100000000',
    CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '100000000',
    CLUSTERGATE_LOG_LEVEL: 'warn',
  }
  const instances = await Promise.all(
    Array.from({ length: gatewaysCount }, async (_, at): Promise<Instance> => {
      const port = await freePort()
      const store = {
        dataDirectory: join(directory, `gateway-${at + 1}`),
        databaseUrl,
        ownerUrl: databaseUrl,
        remove: async () => {},
      }
      const instance: Instance = {
        name: `gateway-${at + 1}`,
        port,
        url: `http://127.0.0.1:${port}/graphql`,
        running: undefined,
        async start() {
          instance.running = await startServer(store, { ...environment, PORT: String(port) })
        },
      }
      return instance
    }),
  )
  let proxy: RunningProgram | undefined
  const stop = async () => {
    await proxy?.stop()
    await Promise.all(instances.map(({ running }) => running?.stop('SIGKILL')))
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await Promise.all(instances.map((instance) => instance.start()))
    const port = await freePort()
    proxy = await startProxy(directory, instances, port)
    const url = `http://127.0.0.1:${port}/graphql`
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
    const { signIn } = await eventually(() =>
      clientOf(url)
        .run(document, { input: { email, password } })
        .catch(() => undefined),
    )
    const token = signIn.accessToken
    const { clusters } = await clientOf(url, { authorization: `Bearer ${token}` }).run('{ clusters { nodes { id } } }')
    return { instances, url, port, token, clusterId: clusters.nodes[0].id, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export const newMasterKey = (): string => randomBytes(32).toString('base64')

function startProxy(directory: string, instances: readonly Instance[], port: number): Promise<RunningProgram> {
  const addresses = instances.map((one, at) => [`10.0.0.${21 + at}:4000`, `127.0.0.1:${one.port}`] as const)
  const text = adapted('gateways', {
    'bind :443 ssl crt /etc/haproxy/clustergate.pem': `bind 127.0.0.1:${port}`,
    ...Object.fromEntries(addresses),
  })
  const path = join(directory, 'gateways.cfg')
  writeFileSync(path, text)
  return startProgram(['haproxy', '-db', '-f', path], async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok)
}

/** HAProxy before the database, as it runs on the machine of a gateway. */
export async function startDatabaseProxy(
  nodes: readonly { readonly port: number; readonly restPort: number }[],
): Promise<{ port: number; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-machines-'))
  const port = await freePort()
  // Here, each Patroni has a port of its own.
  const servers = nodes.map(({ port: own, restPort }, at) => [
    `10.0.0.${31 + at}:5432`,
    `127.0.0.1:${own} port ${restPort}`,
  ])
  const text = adapted('database', {
    'bind 127.0.0.1:5000': `bind 127.0.0.1:${port}`,
    'check port 8008': 'check',
    ...Object.fromEntries(servers),
  })
  const path = join(directory, 'database.cfg')
  writeFileSync(path, text)
  const program = await startProgram(['haproxy', '-db', '-f', path], async () => true)
  return {
    port,
    async stop() {
      await program.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
