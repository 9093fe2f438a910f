import { caddyConfiguration } from './caddy.ts'
import { envoyConfiguration } from './envoy.ts'
import { nginxConfiguration } from './nginx.ts'
import type { ProxySite } from './site.ts'
import { traefikConfiguration } from './traefik.ts'

const configurations = {
  nginx: nginxConfiguration,
  caddy: caddyConfiguration,
  traefik: traefikConfiguration,
  envoy: envoyConfiguration,
}

export type ProxyName = keyof typeof configurations

/** The whole configuration of a proxy, with comments that say what is to be done by hand. It holds no secret. */
export const configurationOf = (proxy: ProxyName, site: ProxySite): string => configurations[proxy](site)
