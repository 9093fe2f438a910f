import { Field, ID, ObjectType } from 'type-graphql'
import { BigIntScalar } from '../values/big-int.ts'
import { DateTime } from '../values/date-time.ts'

@ObjectType({
  description: 'The public key that verifies the heads of audit logs that one master key has signed.',
  simpleResolvers: true,
})
export class AuditKey {
  @Field(() => String, { description: 'The first 8 digits of the fingerprint of the master key.' })
  fingerprint!: string

  @Field(() => String, { description: '`Ed25519` (RFC 8032).' })
  algorithm!: string

  @Field(() => String, { description: 'As SubjectPublicKeyInfo in PEM (RFC 7468).' })
  publicKey!: string

  @Field(() => DateTime, { description: 'When the master key became the current one.' })
  validFrom!: number

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the master key was retired: it has signed nothing since. Null while it is in use.',
  })
  retiredAt!: number | null
}

@ObjectType({
  description: 'The last link of the audit log of the account, signed with the master key.',
  simpleResolvers: true,
})
export class AuditHead {
  @Field(() => ID, { description: 'The account whose log it is.' })
  accountId!: string

  @Field(() => BigIntScalar, { description: 'The sequence of the last event.' })
  sequence!: number

  @Field(() => String, { description: 'The hash of the last event.' })
  hash!: string

  @Field(() => String, {
    description: 'In base64, of the lines `accountId`, `sequence` and `hash`, separated by line feeds.',
  })
  signature!: string

  @Field(() => String, {
    nullable: true,
    description: 'The fingerprint in `auditKeys` of the key that verifies it; null when none does.',
  })
  keyFingerprint!: string | null
}
