import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { User } from '../users/user.type.ts'
import { EmailAddress } from '../values/email-address.ts'
import type { EmailChangeService } from './email-change.service.ts'
import { ChangeEmailInput, ChangeEmailPayload, ConfirmEmailInput, ConfirmEmailPayload } from './email-change.type.ts'

@Resolver()
export class EmailChangeResolver {
  constructor(private readonly service: EmailChangeService) {}

  @Mutation(() => ChangeEmailPayload, {
    nullable: true,
    description:
      'Starts a change of a person’s e-mail address: mails a confirmation link to the new address, which works once and for 24 hours, and a notice to the present one. An earlier link stops working. Changing the caller’s own address needs `currentPassword`; changing another person’s needs every permission that this person has, or else is FORBIDDEN. Errors: NOT_FOUND, BAD_INPUT, CONFLICT, STALE_VERSION, INVALID_CREDENTIALS, RATE_LIMITED.',
  })
  changeEmail(
    @Arg('input', () => ChangeEmailInput) input: ChangeEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<ChangeEmailPayload> {
    return this.service.request(context.signedIn, input)
  }

  @Mutation(() => ConfirmEmailPayload, {
    nullable: true,
    description:
      'Completes a change of e-mail address with the secret of the mailed link, and mails a notice to the former address. Sessions continue; password reset links, and invitations to the new address, stop working. Errors: NOT_FOUND for a link that is not valid or has expired; CONFLICT when another person of the account has the address now.',
  })
  async confirmEmail(
    @Arg('input', () => ConfirmEmailInput) input: ConfirmEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<ConfirmEmailPayload> {
    return { email: await this.service.confirm(context.caller.origin, input) }
  }
}

/** The field that pending changes add to `User`. */
@Resolver(() => User)
export class UserPendingEmailResolver {
  @RelationField(() => EmailAddress, {
    nullable: true,
    description: 'The new address, until it is confirmed by the mailed link; null when no change is pending.',
  })
  readonly pendingEmail: Relation<User, string | null>

  constructor(service: EmailChangeService) {
    this.pendingEmail = new Relation(
      'User.pendingEmail',
      (caller, ids) => service.pendingAddresses(caller, ids),
      ({ id }) => id,
    )
  }
}
