import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { Duration } from '../values/duration.type.ts'

export const CallerKind = { PERSON: 'PERSON', TOKEN: 'TOKEN' } as const
export type CallerKind = keyof typeof CallerKind

registerEnumType(CallerKind, {
  name: 'CallerKind',
  description: 'Who sends a request.',
  valuesConfig: {
    PERSON: { description: 'A person with a session.' },
    TOKEN: { description: 'A management token.' },
  },
})

export const Weekday = {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
} as const
export type Weekday = keyof typeof Weekday

registerEnumType(Weekday, { name: 'Weekday', description: 'A day of the week.' })

@ObjectType({
  description:
    'When a group counts: every clause that is there must hold. Null does not limit; an empty list never holds.',
  simpleResolvers: true,
})
export class Conditions {
  @Field(() => [AttributeMatch], { nullable: true, description: 'Each must hold for the person’s attributes.' })
  attributes!: readonly AttributeMatch[] | null

  @Field(() => [String], { nullable: true, description: 'The client’s address lies in one of these.' })
  networks!: readonly string[] | null

  @Field(() => [Hours], { nullable: true, description: 'It is now within one of these.' })
  hours!: readonly Hours[] | null

  @Field(() => Boolean, {
    description: 'The session was begun with a second factor. Never holds yet: no way of signing in has one.',
  })
  mfa!: boolean

  @Field(() => Duration, {
    nullable: true,
    description: 'The person signed in no longer ago than this. Never holds for a management token.',
  })
  authenticatedWithin!: number | null

  @Field(() => [CallerKind], { nullable: true, description: 'The request comes from one of these.' })
  callers!: readonly CallerKind[] | null
}

@ObjectType({ description: 'A condition on an attribute of the person.', simpleResolvers: true })
export class AttributeMatch {
  @Field(() => String)
  key!: string

  @Field(() => [String], { description: 'The attribute has one of these values; an absent one has none of them.' })
  anyOf!: readonly string[]
}

@ObjectType({
  description:
    'Hours on the clock of a zone, from `from` until just before `to`. Where `to` is not after `from`, they end on the next day; `days` name the day on which they begin.',
  simpleResolvers: true,
})
export class Hours {
  @Field(() => [Weekday], { description: 'On which they begin, by the clock of the zone.' })
  days!: readonly Weekday[]

  @Field(() => String, { description: 'Such as `22:00`.' })
  from!: string

  @Field(() => String, { description: 'Such as `06:00`.' })
  to!: string

  @Field(() => String, { description: 'A name of the time zone database, such as `Europe/Berlin`.' })
  zone!: string
}

@InputType({ description: 'A condition on an attribute of the person.' })
export class AttributeMatchInput {
  @Field(() => String, { description: '1 to 64 characters: letters, digits, `.`, `_`, `-`.' })
  key!: string

  @Field(() => [String], {
    description:
      'The attribute has one of these values, at most 20; an absent one has none of them. An empty list never holds.',
  })
  anyOf!: string[]
}

@InputType({
  description:
    'Hours on the clock of a zone, from `from` until just before `to`. Where `to` is not after `from`, they end on the next day; `days` name the day on which they begin.',
})
export class HoursInput {
  @Field(() => [Weekday], { description: 'On which they begin, by the clock of the zone. An empty list is no day.' })
  days!: Weekday[]

  @Field(() => String, { description: 'A time of day, such as `22:00`.' })
  from!: string

  @Field(() => String, { description: 'A time of day, such as `06:00`; a day ends at `24:00`.' })
  to!: string

  @Field(() => String, { description: 'A name of the time zone database, such as `Europe/Berlin`.' })
  zone!: string
}

@InputType({
  description:
    'When a group counts: every clause given must hold. An absent one does not limit; an empty list never holds.',
})
export class ConditionsInput {
  @Field(() => [AttributeMatchInput], { nullable: true, description: 'Each must hold; at most 10.' })
  attributes?: AttributeMatchInput[] | null

  @Field(() => [String], {
    nullable: true,
    description:
      'The client’s address lies in one of these, such as `10.0.0.0/8` or `2001:db8::/32`; at most 20. BAD_INPUT while the addresses of clients are not known: no proxy is trusted, and all sessions of the last day, at least five, came from one loopback, private or unique-local address.',
  })
  networks?: string[] | null

  @Field(() => [HoursInput], { nullable: true, description: 'It is now within one of these; at most 10.' })
  hours?: HoursInput[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'The session was begun with a second factor. Never holds yet: no way of signing in has one.',
  })
  mfa?: boolean | null

  @Field(() => Duration, {
    nullable: true,
    description: 'The person signed in no longer ago than this, 1m to 24h. Never holds for a management token.',
  })
  authenticatedWithin?: number | null

  @Field(() => [CallerKind], { nullable: true, description: 'The request comes from one of these.' })
  callers?: CallerKind[] | null
}
