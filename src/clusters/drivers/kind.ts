import type { Capabilities, ClusterDriver, Enforcement, Terms } from './driver.ts'

/** The kinds of cluster that the gateway can manage. */
export type LinkedKind =
  | 'INFLUXDB_CLOUD_DEDICATED'
  | 'INFLUXDB_CLUSTERED'
  | 'INFLUXDB_3_ENTERPRISE'
  | 'INFLUXDB_3_CORE'
  | 'INFLUXDB_2'
  | 'INFLUXDB_1'

/** What the operator says about the way to a cluster, beside its address and credential. None of it is secret. */
export interface LinkSettings {
  /** The user that the credential is the password of (InfluxDB 1.x). */
  readonly username?: string
  /** The account at the vendor (Cloud Dedicated), a UUID. */
  readonly accountId?: string
  /** The cluster at the vendor (Cloud Dedicated), a UUID. */
  readonly clusterId?: string
  /** The organization (InfluxDB 2), by its id of 16 hexadecimal digits. */
  readonly organizationId?: string
  /** Where a client secret is exchanged for a token (Clustered); the credential is then the client secret. */
  readonly tokenUrl?: string
  readonly clientId?: string
  readonly scope?: string
  /** A certificate authority in PEM, trusted instead of the system's. */
  readonly ca?: string
  /** How long a changed token takes to be known all over the cluster, in seconds. */
  readonly propagationSeconds?: number
}

export type SettingName = keyof LinkSettings

/** All that a driver needs to reach a cluster. */
export interface Connection extends Terms {
  readonly managementUrl: string
  readonly settings: LinkSettings
  /** Unsealed; appears in no message. */
  readonly credential: string
}

/** How a credential is sent in the Authorization header. */
export type ProxyScheme = 'Bearer' | 'Token'

/** One kind of cluster. */
export interface Kind {
  /** Such as `InfluxDB 1.x`. */
  readonly title: string
  /** The ways to enforce tokens that it supports, the usual one first. */
  readonly enforcements: readonly [Enforcement, ...Enforcement[]]
  /** The settings that it needs, and those that it may have, beside `ca`. */
  readonly requiredSettings: readonly SettingName[]
  readonly optionalSettings: readonly SettingName[]
  /**
   * What a request means by a retention policy (`rp`): a part of the database `db`, or another database, called `db/rp`.
   */
  readonly policies: 'WITHIN_DATABASE' | 'AS_DATABASE'
  /**
   * The scheme in which the proxy before it sends a credential of the cluster's own, in the place of the database token.
   * Absent where it needs none, or gets one from the gateway.
   */
  readonly proxyScheme?: ProxyScheme
  capabilities(terms: Terms): Capabilities
  open(connection: Connection): ClusterDriver
}
