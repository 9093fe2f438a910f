import { ArgsType, Field, registerEnumType } from 'type-graphql'
import type { ProxyName } from './configuration.ts'
import { upstreamDefault } from './parse-site.ts'

export const ProxyKind = {
  NGINX: 'nginx',
  CADDY: 'caddy',
  TRAEFIK: 'traefik',
  ENVOY: 'envoy',
} as const satisfies { readonly [Name in ProxyName as Uppercase<Name>]: Name }

registerEnumType(ProxyKind, {
  name: 'ProxyKind',
  description: 'A proxy that can stand before a cluster, and ask the gateway about every request for data.',
  valuesConfig: {
    NGINX: { description: 'nginx 1.18 or later, with auth_request.' },
    CADDY: { description: 'Caddy 2.6 or later.' },
    TRAEFIK: { description: 'Traefik 3; tested by its syntax alone.' },
    ENVOY: { description: 'Envoy 1.28 or later; tested by its syntax alone.' },
  },
})

@ArgsType()
export class ProxyConfigurationArgs {
  @Field(() => ProxyKind)
  proxy!: ProxyName

  @Field(() => String, {
    nullable: true,
    description: `Where InfluxDB itself listens, as http(s)://host:port; ${upstreamDefault} when absent.`,
  })
  upstreamUrl?: string | null

  @Field(() => [String], {
    nullable: true,
    description:
      'Where gateways answer checks, each as host:port; when absent, 127.0.0.1 with the port at which this gateway does (CLUSTERGATE_CHECK_PORT, or 4001). Traefik asks the first alone.',
  })
  checks?: readonly string[] | null
}
