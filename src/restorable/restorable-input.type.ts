import { Field, ID, InputType, Int } from 'type-graphql'

@InputType({ description: 'A new name for a database or a table.' })
export class RenameInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, {
    description: 'The new name; the same rules hold as on creation, and no active one may have it.',
  })
  name!: string

  @Field(() => Int, {
    nullable: true,
    description: 'The `version` this change is based on; STALE_VERSION when there has been another change since.',
  })
  expectedVersion?: number | null
}

@InputType({
  description: 'Names twice what is to be deleted, by id and by name, so that nothing is deleted by a slip.',
})
export class DeleteInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, {
    description: 'Its name, exactly as it is; anything else is BAD_INPUT, and nothing is deleted.',
  })
  confirmName!: string
}
