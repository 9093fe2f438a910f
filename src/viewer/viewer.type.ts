import { Field, ObjectType } from 'type-graphql'
import type { SignedIn } from '../auth/caller.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import { allPermissions, type Permission } from '../policy/permissions.ts'

@ObjectType({
  description: 'The caller of a request: the person or the management token, and its current permissions.',
  simpleResolvers: true,
})
export class Viewer {
  @Field(() => [PermissionEnum], {
    description:
      'The caller’s current permissions; for a management token, those it was given and its creator still has.',
  })
  readonly permissions: readonly Permission[]

  constructor(readonly caller: SignedIn) {
    this.permissions = allPermissions.filter((permission) => caller.permissions.has(permission))
  }
}
