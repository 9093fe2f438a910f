import type { Kind, LinkedKind } from './kind.ts'

export type { Connection, Kind, LinkedKind, LinkSettings, SettingName } from './kind.ts'

export const kinds: Readonly<Partial<Record<LinkedKind, Kind>>> = {}
