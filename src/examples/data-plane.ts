/** The environment variable that the examples take the secret from, so that it stands in one place and in no file. */
export const secretVariable = 'INFLUX_TOKEN'

/** A database token, as far as the examples depend on it. */
export interface ExampleToken {
  /** The address of its cluster, where clients write and query data. */
  readonly clusterUrl: string
  readonly permissions: readonly {
    readonly action: 'READ' | 'WRITE'
    /** Null for all databases of the cluster. */
    readonly database: { readonly name: string } | null
  }[]
}

export const exampleNames = ['curl', 'telegraf', 'python', 'node', 'grafana'] as const
export type ExampleName = (typeof exampleNames)[number]

/** A ready command, program or configuration that uses a database token. */
export interface Example {
  readonly name: ExampleName
  readonly title: string
  readonly text: string
}

/** Stands where the token reaches every database, or none. */
const anyDatabase = 'DATABASE'
const point = 'weather,place=Graz temperature=21.5'
const query = 'SHOW MEASUREMENTS'

/** What sets the variable in a POSIX shell. */
export const exportLine = (secret: string): string => `export ${secretVariable}='${secret}'`

/**
 * Examples of what a token is used for: they write a point where it may write, else query, over InfluxDB's HTTP API of
 * 1.x, which every kind of cluster has. Telegraf only writes, and Grafana only reads.
 */
export function dataPlaneExamples({ clusterUrl, permissions }: ExampleToken): readonly Example[] {
  const writable = permissions.find(({ action }) => action === 'WRITE')
  const readable = permissions.find(({ action }) => action === 'READ')
  const base = clusterUrl.replace(/\/+$/, '')
  const nameOf = (permission: typeof readable) => permission?.database?.name ?? anyDatabase
  const request: Request = writable
    ? { method: 'POST', url: `${base}/write?db=${encodeURIComponent(nameOf(writable))}`, body: point }
    : { method: 'GET', url: `${base}/query?db=${encodeURIComponent(nameOf(readable))}&q=${encodeURIComponent(query)}` }
  return [
    { name: 'curl', title: 'curl', text: curl(request) },
    ...(writable ? [{ name: 'telegraf', title: 'Telegraf', text: telegraf(base, nameOf(writable)) } as const] : []),
    { name: 'python', title: 'Python', text: python(request) },
    { name: 'node', title: 'Node.js', text: node(request) },
    ...(readable ? [{ name: 'grafana', title: 'Grafana', text: grafana(base, nameOf(readable)) } as const] : []),
  ]
}

interface Request {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: string
}

/** A text in double quotes, as JSON, TOML, YAML, Python and JavaScript all read it. */
const quoted = (text: string): string => JSON.stringify(text)

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const curl = ({ method, url, body }: Request): string =>
  [
    `curl --fail-with-body --request ${method} ${shellQuoted(url)}`,
    `--header "Authorization: Bearer $${secretVariable}"`,
    ...(body === undefined ? [] : [`--data-binary ${shellQuoted(body)}`]),
  ].join(' \\\n  ')

const telegraf = (base: string, database: string): string =>
  `[[outputs.influxdb]]
  urls = [${quoted(base)}]
  database = ${quoted(database)}
  # The token may not create databases.
  skip_database_creation = true
  username = "token"
  password = "\${${secretVariable}}"
`

const python = ({ method, url, body }: Request): string =>
  `import os
import urllib.request

request = urllib.request.Request(
    ${quoted(url)},
    method=${quoted(method)},${body === undefined ? '' : `\n    data=${quoted(body)}.encode(),`}
    headers={"Authorization": "Bearer " + os.environ[${quoted(secretVariable)}]},
)
print(urllib.request.urlopen(request, timeout=10).read().decode())
`

const node = ({ method, url, body }: Request): string =>
  `const response = await fetch(${quoted(url)}, {
  method: ${quoted(method)},${body === undefined ? '' : `\n  body: ${quoted(body)},`}
  headers: { authorization: "Bearer " + process.env.${secretVariable} },
  signal: AbortSignal.timeout(10_000),
})
if (!response.ok) throw new Error(response.status + " " + (await response.text()))
console.log(await response.text())
`

const grafana = (base: string, database: string): string =>
  `apiVersion: 1
datasources:
  - name: ${quoted(database)}
    type: influxdb
    access: proxy
    url: ${quoted(base)}
    jsonData:
      dbName: ${quoted(database)}
      httpMode: GET
      httpHeaderName1: Authorization
    secureJsonData:
      httpHeaderValue1: "Bearer $${secretVariable}"
`
