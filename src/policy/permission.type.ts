import { registerEnumType } from 'type-graphql'
import { allPermissions, type Permission, permissions } from './permissions.ts'

export const PermissionEnum = Object.fromEntries(allPermissions.map((name) => [name, name])) as {
  readonly [Name in Permission]: Name
}

registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'Every action that can be granted. Groups grant permissions; every field and mutation requires one.',
  valuesConfig: Object.fromEntries(allPermissions.map((name) => [name, { description: permissions[name] }])),
})
