import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
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
      'Mails a link to a new address, good for 24 hours and once, that makes it a person’s; tells the address so far. An earlier link stops working. One’s own address takes one’s password; another person’s, all permissions that this person has. NOT_FOUND, BAD_INPUT, CONFLICT, STALE_VERSION, INVALID_CREDENTIALS, RATE_LIMITED.',
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
      'Makes a new address a person’s by the secret of the link that was mailed there, and tells the address so far. Sessions go on; links that set a password, and invitations to the new address, stop working. NOT_FOUND for a link that is not valid, CONFLICT when somebody of the account has the address by now.',
  })
  async confirmEmail(
    @Arg('input', () => ConfirmEmailInput) input: ConfirmEmailInput,
    @Ctx() context: RequestContext,
  ): Promise<ConfirmEmailPayload> {
    return { email: await this.service.confirm(context.caller.origin, input) }
  }
}

@Resolver(() => User)
export class UserPendingEmailResolver {
  constructor(private readonly clock: () => number) {}

  @FieldResolver(() => EmailAddress, {
    nullable: true,
    description: 'The address that becomes theirs once the link that was mailed there is opened; null when none waits.',
  })
  pendingEmail(@Root() { pendingEmailCell }: User): string | null {
    if (pendingEmailCell === null) return null
    const [expiresAt, email] = pendingEmailCell.split(' ') as [string, string]
    return Number(expiresAt) > this.clock() ? email : null
  }
}
