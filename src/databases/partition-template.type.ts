import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

export const PartitionPartKind = { TIME: 'TIME', TAG: 'TAG', TAG_BUCKET: 'TAG_BUCKET' } as const
export type PartitionPartKind = keyof typeof PartitionPartKind

registerEnumType(PartitionPartKind, {
  name: 'PartitionPartKind',
  description: 'What one part of a partition key is made of.',
  valuesConfig: {
    TIME: { description: 'The day, month or year of a point’s time.' },
    TAG: { description: 'The value of a tag.' },
    TAG_BUCKET: {
      description: 'One of a fixed number of buckets, by a hash of a tag’s value: for tags of many values.',
    },
  },
})

@ObjectType({ description: 'One part of a partition template.', simpleResolvers: true })
export class PartitionPart {
  @Field(() => PartitionPartKind)
  kind!: PartitionPartKind

  @Field(() => String, { description: 'The tag key; for a TIME part the time format: `%Y-%m-%d`, `%Y-%m` or `%Y`.' })
  value!: string

  @Field(() => Int, {
    nullable: true,
    description: 'The number of buckets of a TAG_BUCKET part; null for other kinds.',
  })
  buckets!: number | null
}

@InputType({
  description:
    'One part of a partition template. A template has 1 to 8 parts in order: exactly one TIME part, and up to 7 others, each with a tag key of its own. It can never be changed.',
})
export class PartitionPartInput {
  @Field(() => PartitionPartKind)
  kind!: PartitionPartKind

  @Field(() => String, {
    description:
      'TIME: `%Y-%m-%d`, `%Y-%m` or `%Y`. TAG and TAG_BUCKET: a tag key of 1 to 200 printable characters, not `time`.',
  })
  value!: string

  @Field(() => Int, { nullable: true, description: '1 to 1000; required for TAG_BUCKET, refused for the others.' })
  buckets?: number | null
}
