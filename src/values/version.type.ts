import { ArgsType, Field, ID, Int } from 'type-graphql'

/** Declares the version of an object: a change may be made dependent on it. */
export const VersionField = () =>
  Field(() => Int, {
    description:
      'Incremented by every change. Given as `expectedVersion`, it refuses a change that is based on an older version.',
  })

/** Declares the field or argument by which a change is made dependent on the version of its object. */
export const ExpectedVersionField = () =>
  Field(() => Int, {
    nullable: true,
    description: 'The `version` this change is based on; STALE_VERSION when there has been another change since.',
  })

/** An object by its id, and the version that the caller expects it to have; any version will do when none is given. */
export interface AtVersion {
  readonly id: string
  readonly expectedVersion?: number | null | undefined
}

/** The arguments of a change of an object that needs nothing else. */
@ArgsType()
export class AtVersionArgs implements AtVersion {
  @Field(() => ID)
  id!: string

  @ExpectedVersionField()
  expectedVersion?: number | null
}
