import { Field, InputType, ObjectType } from 'type-graphql'

@ObjectType({
  description: 'A key and a value that say what a database is for, such as its team or its stage.',
  simpleResolvers: true,
})
export class Label {
  @Field(() => String)
  key!: string

  @Field(() => String)
  value!: string
}

@InputType({ description: 'A label of a database. A list has at most 20, and each key once.' })
export class LabelInput {
  @Field(() => String, { description: '1 to 64 characters: letters, digits, `.`, `_`, `-`.' })
  key!: string

  @Field(() => String, { description: '1 to 64 printable characters.' })
  value!: string
}

@InputType({ description: 'Databases that have a label with this key, and any of these values.' })
export class LabelFilter {
  @Field(() => String)
  key!: string

  @Field(() => [String], {
    nullable: true,
    description: 'At most 20; an empty list matches no database. With any value when absent.',
  })
  anyOf?: string[] | null
}
