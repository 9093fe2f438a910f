import { influxdb1 } from './influxdb-1/kind.ts'
import { influxdb2 } from './influxdb-2/kind.ts'
import { influxdb3Core, influxdb3Enterprise } from './influxdb-3/kind.ts'
import type { Kind, LinkedKind } from './kind.ts'
import { cloudDedicated, clustered } from './management-api/kind.ts'

export type { Connection, Kind, LinkedKind, LinkSettings, SettingName } from './kind.ts'

export const kinds: Readonly<Partial<Record<LinkedKind, Kind>>> = {
  INFLUXDB_CLOUD_DEDICATED: cloudDedicated,
  INFLUXDB_CLUSTERED: clustered,
  INFLUXDB_3_ENTERPRISE: influxdb3Enterprise,
  INFLUXDB_3_CORE: influxdb3Core,
  INFLUXDB_2: influxdb2,
  INFLUXDB_1: influxdb1,
}
