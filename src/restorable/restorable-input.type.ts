import { Field, ID, InputType } from 'type-graphql'
import { ExpectedVersionField } from '../values/version.type.ts'

@InputType({ description: 'A new name for a database or a table.' })
export class RenameInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, {
    description: 'The new name, under the same rules as on creation; CONFLICT when another active one has it.',
  })
  name!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}

@InputType({
  description: 'The database or table to delete, by id and by name, so that none is deleted by mistake.',
})
export class DeleteInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, {
    description: 'Its exact name; any other text is BAD_INPUT, and nothing is deleted.',
  })
  confirmName!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}
