import { Extensions, Field, ID, InputType, ObjectType } from 'type-graphql'
import { PermissionEnum } from '../policy/permission.type.ts'
import type { Permission } from '../policy/permissions.ts'

@ObjectType({ description: 'A condition on a label of a database.', simpleResolvers: true })
export class LabelMatch {
  @Field(() => String)
  key!: string

  @Field(() => [String], { nullable: true, description: 'The label has one of these values.' })
  anyOf!: readonly string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'The label has none of these values; a database without the label passes.',
  })
  noneOf!: readonly string[] | null

  @Field(() => String, {
    nullable: true,
    description: 'The label has the value of the person’s attribute of this key; without the attribute, none has it.',
  })
  sameAs!: string | null
}

@ObjectType({ description: 'Databases that have all of this, now and in future.', simpleResolvers: true })
export class DatabaseMatch {
  @Field(() => [ID], { nullable: true, description: 'They lie on one of these clusters; on any where null.' })
  clusterIds!: readonly string[] | null

  @Field(() => String, {
    nullable: true,
    description: 'Their names begin with this. A new database of such a name is meant, too; an id never comes back.',
  })
  namePrefix!: string | null

  @Field(() => [LabelMatch], { nullable: true, description: 'Their labels meet all of these.' })
  labels!: readonly LabelMatch[] | null
}

@ObjectType({ description: 'What a grant is about: exactly one of its members is set.', simpleResolvers: true })
export class Selector {
  @Field(() => Boolean, { description: 'Everything in the account, as built-in groups have it.' })
  account!: boolean

  @Field(() => [ID], { nullable: true, description: 'These clusters, and all that lies on them.' })
  clusterIds!: readonly string[] | null

  @Field(() => [ID], { nullable: true, description: 'These databases, whatever they are called.' })
  databaseIds!: readonly string[] | null

  @Field(() => DatabaseMatch, { nullable: true, description: 'The databases that have all of this.' })
  databases!: DatabaseMatch | null

  @Field(() => String, { description: 'The same in words.' })
  summary!: string
}

@ObjectType({ description: 'Permissions, and what they are held on.', simpleResolvers: true })
export class Grant {
  @Field(() => [PermissionEnum], { description: 'What members may do, on what `on` selects.' })
  permissions!: readonly Permission[]

  @Field(() => Selector, { description: 'What the permissions are held on.' })
  on!: Selector
}

@InputType({ description: 'A condition on a label of a database: exactly one of `anyOf`, `noneOf` and `sameAs`.' })
export class LabelMatchInput {
  @Field(() => String, { description: '1 to 64 characters: letters, digits, `.`, `_`, `-`.' })
  key!: string

  @Field(() => [String], {
    nullable: true,
    description: 'The label has one of these values, at most 20; an empty list matches no database.',
  })
  anyOf?: string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'The label has none of these values, at most 20. A database without the label passes.',
  })
  noneOf?: string[] | null

  @Field(() => String, {
    nullable: true,
    description:
      'The label has the value of the person’s attribute of this key. For a person without it, no database matches.',
  })
  sameAs?: string | null
}

@InputType({ description: 'Databases that have all of this, now and in future; at least one member is needed.' })
export class DatabaseMatchInput {
  @Field(() => [ID], { nullable: true, description: 'They lie on one of these clusters; at most 50.' })
  clusterIds?: string[] | null

  @Field(() => String, {
    nullable: true,
    description:
      'Their names begin with this: 1 to 64 characters, case-sensitive. It reaches every database that gets such a name later, also where one was deleted and another takes its name; `databaseIds` does not.',
  })
  namePrefix?: string | null

  @Field(() => [LabelMatchInput], { nullable: true, description: 'Their labels meet all of these; at most 10.' })
  labels?: LabelMatchInput[] | null
}

@InputType({ description: 'What a grant is about: exactly one of these.' })
@Extensions({ oneOf: true })
export class SelectorInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Must be true: everything in the account, as built-in groups have it.',
  })
  account?: boolean | null

  @Field(() => [ID], { nullable: true, description: 'These clusters, and all that lies on them; at most 50.' })
  clusterIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description: 'These databases, whatever they are called; at most 50. An id never comes to name another database.',
  })
  databaseIds?: string[] | null

  @Field(() => DatabaseMatchInput, { nullable: true, description: 'The databases that have all of this.' })
  databases?: DatabaseMatchInput | null
}

@InputType({ description: 'Permissions, and what they are held on.' })
export class GrantInput {
  @Field(() => [PermissionEnum], {
    description:
      'At least one. `DATABASE_*`, `TABLE_*` and `DATABASE_TOKEN_*` can be granted on anything, CLUSTER_READ on clusters or the account, all others on the account only.',
  })
  permissions!: Permission[]

  @Field(() => SelectorInput, { description: 'What the permissions are held on.' })
  on!: SelectorInput
}
