import { secretVariable } from './environment.ts'
import { quoted } from './quotes.ts'
import { curl, node, python, requestsOf } from './requests.ts'
import { type ExampleToken, targetOf } from './target.ts'
import { vendorCommand } from './vendor-command.ts'

export const exampleNames = ['curl', 'influx', 'telegraf', 'python', 'node', 'grafana'] as const
export type ExampleName = (typeof exampleNames)[number]

/** A ready command, program or configuration that uses a database token. */
export interface Example {
  readonly name: ExampleName
  readonly title: string
  readonly text: string
}

/**
 * Examples of what a token is used for: they write a point and query, as far as it may, over InfluxDB’s HTTP API of 1.x,
 * which every kind of cluster has. Telegraf only writes, and Grafana only reads.
 */
export function dataPlaneExamples(token: ExampleToken): readonly Example[] {
  const target = targetOf(token)
  const { base, writable, readable } = target
  const requests = requestsOf(target)
  const shell = vendorCommand(token.clusterKind, target)
  return [
    { name: 'curl', title: 'curl', text: curl(requests) },
    ...(shell ? [{ name: 'influx', ...shell } as const] : []),
    ...(writable ? [{ name: 'telegraf', title: 'Telegraf', text: telegraf(base, writable) } as const] : []),
    { name: 'python', title: 'Python', text: python(requests) },
    { name: 'node', title: 'Node.js', text: node(requests) },
    ...(readable ? [{ name: 'grafana', title: 'Grafana', text: grafana(base, readable) } as const] : []),
  ]
}

const telegraf = (base: string, database: string): string =>
  `[[outputs.influxdb]]
  urls = [${quoted(base)}]
  database = ${quoted(database)}
  # The token may not create databases.
  skip_database_creation = true
  username = "token"
  password = "\${${secretVariable}}"
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
