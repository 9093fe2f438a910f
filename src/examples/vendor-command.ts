import { secretVariable } from './environment.ts'
import { shellQuoted } from './quotes.ts'
import { point, query, type Target } from './target.ts'

/** Stands where InfluxDB 2 wants the name of its organization, which nobody but the operator knows. */
const organization = 'ORGANIZATION'

/** The command of the cluster’s own vendor, as far as it can do something with a database token. */
export function vendorCommand(
  kind: string | undefined,
  { base, writable, readable }: Target,
): { readonly title: string; readonly text: string } | undefined {
  switch (kind) {
    case 'INFLUXDB_1':
      return influx1(base, writable, readable)
    case 'INFLUXDB_2':
      // It queries in Flux, which no proxy passes on.
      return writable === undefined
        ? undefined
        : {
            title: 'influx',
            text: `# ${organization} is the name of the organization on the cluster.
influx write --host ${shellQuoted(base)} --org ${organization} --bucket ${shellQuoted(writable)} \\
  ${shellQuoted(point)}`,
          }
    case 'INFLUXDB_3_CORE':
    case 'INFLUXDB_3_ENTERPRISE':
      // It queries with a body, which no proxy passes on.
      return writable === undefined
        ? undefined
        : {
            title: 'influxdb3',
            text: `INFLUXDB3_AUTH_TOKEN="$${secretVariable}" influxdb3 write --host ${shellQuoted(base)} \\
  --database ${shellQuoted(writable)} ${shellQuoted(point)}`,
          }
    default:
      return undefined
  }
}

/** The shell of InfluxDB 1.x takes a host and a port, and no address with a path. */
function influx1(base: string, writable: string | undefined, readable: string | undefined) {
  if (!URL.canParse(base)) return undefined
  const { protocol, hostname, port, pathname } = new URL(base)
  if (pathname !== '/') return undefined
  const isSecure = protocol === 'https:'
  const host = `-host ${shellQuoted(hostname.replace(/^\[|\]$/g, ''))} -port ${port || (isSecure ? 443 : 80)}`
  const command = (database: string, statement: string) =>
    `influx ${host}${isSecure ? ' -ssl' : ''} -database ${shellQuoted(database)} -execute ${shellQuoted(statement)}`
  const commands = [
    ...(writable ? [command(writable, `INSERT ${point}`)] : []),
    ...(readable ? [command(readable, query)] : []),
  ]
  if (commands.length === 0) return undefined
  // In variables, as the arguments of a command are seen by everybody on the machine.
  const credential = `export INFLUX_USERNAME=token INFLUX_PASSWORD="$${secretVariable}"`
  return { title: 'influx', text: [credential, ...commands].join('\n') }
}
