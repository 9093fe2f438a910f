import { join } from 'node:path'
import { readKeyFile } from '../../src/auth/key-file.ts'
import { Keys } from '../../src/auth/keys.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { cast } from '../../src/demo/content.ts'
import { demoPassword } from '../../src/demo/people.ts'
import { sessionCookieName } from '../../src/gateway/http/session-cookie.ts'
import { type Client, clientOf, eventually } from '../gateway.ts'
import { startServer } from '../process/command.ts'
import { makeStore } from '../store.ts'

export { cast, demoPassword }

export type Somebody = keyof typeof cast

/** The built gateway with the demo's content, as `npm run demo` runs it. */
export interface Demo {
  readonly url: string
  readonly port: number
  readonly cookieName: string
  /** Where its mail lies. */
  readonly config: Config
  /** Signs in one of those whom the demo names. */
  as(somebody: Somebody): Promise<Client & { readonly token: string }>
  close(): Promise<void>
}

/** Its links name `publicUrl`. */
export async function openDemo(publicUrl = 'http://gateway.test'): Promise<Demo> {
  const store = await makeStore(false)
  const environment = {
    CLUSTERGATE_PUBLIC_URL: publicUrl,
    // All pages in a minute are more than anybody looks at.
    CLUSTERGATE_POINTS_PER_MINUTE: '1000000',
    CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1000000',
  }
  const server = await startServer(store, environment, ['demo'])
  await eventually(() => server.said().includes('Ctrl+C'))
  const dataDirectory = /^Data lies in (.*)$/m.exec(server.said())?.[1]
  const config = readConfig({ CLUSTERGATE_DATA_DIR: dataDirectory, CLUSTERGATE_PUBLIC_URL: publicUrl })
  const keys = new Keys(readKeyFile(join(config.dataDirectory, 'master.key')))
  return {
    url: server.url,
    port: server.port,
    cookieName: sessionCookieName(config, keys.fingerprint),
    config,
    async as(somebody) {
      const { signIn } = await clientOf(server.url).run(
        'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
        { input: { email: cast[somebody].email, password: demoPassword } },
      )
      const token = signIn.accessToken as string
      return { ...clientOf(server.url, { authorization: `Bearer ${token}` }), token }
    },
    async close() {
      await server.stop('SIGTERM')
      await store.remove()
    },
  }
}
