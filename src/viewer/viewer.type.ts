import { Field, ObjectType } from 'type-graphql'
import type { SignedIn } from '../auth/caller.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import { type Permission, partialOf } from '../policy/permissions.ts'

@ObjectType({
  description: 'The caller of a request: the person or the management token, and its current permissions.',
  simpleResolvers: true,
})
export class Viewer {
  @Field(() => [PermissionEnum], {
    description:
      'What the caller holds on the whole account in this request; for a management token, those it was given and its creator still has.',
  })
  readonly permissions: readonly Permission[]

  @Field(() => [PermissionEnum], { description: 'What the caller holds on some resources only.' })
  readonly partialPermissions: readonly Permission[]

  constructor(readonly caller: SignedIn) {
    this.permissions = [...caller.permissions]
    this.partialPermissions = partialOf(caller)
  }
}
