import { Field, ObjectType } from 'type-graphql'
import type { SignedIn } from '../auth/caller.ts'
import { PermissionEnum } from '../policy/permission.type.ts'
import { allPermissions, type Permission } from '../policy/permissions.ts'

@ObjectType({ description: 'The caller: who am I, with which credential, and what may I do?', simpleResolvers: true })
export class Viewer {
  @Field(() => [PermissionEnum], {
    description: 'What the caller may do now; a token, what is left of what it was given.',
  })
  readonly permissions: readonly Permission[]

  constructor(readonly caller: SignedIn) {
    this.permissions = allPermissions.filter((permission) => caller.permissions.has(permission))
  }
}
