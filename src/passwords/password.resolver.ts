import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { RequestContext } from '../requests/request-context.ts'
import { enter } from '../sessions/session.resolver.ts'
import { SignInPayload } from '../sessions/session.type.ts'
import type { PasswordService } from './password.service.ts'
import {
  ChangePasswordInput,
  ChangePasswordPayload,
  RequestPasswordResetInput,
  RequestPasswordResetPayload,
  ResetPasswordInput,
} from './password.type.ts'

@Resolver()
export class PasswordResolver {
  constructor(private readonly service: PasswordService) {}

  @Mutation(() => RequestPasswordResetPayload, {
    nullable: true,
    description:
      'Mails a link for setting a new password, which works once and for 10 minutes; earlier links keep working until one is used. After three mails within a day, one is sent every 50 minutes, with a link that works for an hour, so that the mailbox is not flooded and always holds a working link. A person who is invited and has not joined gets the invitation again instead. The answer is the same whether or not the address is known, and whether or not a mail is sent. Errors: RATE_LIMITED.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
    @Ctx() context: RequestContext,
  ): Promise<RequestPasswordResetPayload> {
    await this.service.requestReset(context.caller.origin, input, context.cookies.devices.known)
    return { ok: true }
  }

  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Sets a new password with the secret of a reset link, ends all sessions of the person, and signs them in. Errors: NOT_FOUND for a link that is not valid or has expired, BAD_INPUT for the password.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    return enter(context, await this.service.reset(context.caller.origin, input))
  }

  @Mutation(() => ChangePasswordPayload, {
    nullable: true,
    description:
      'Changes the caller’s password and ends their other sessions. Errors: INVALID_CREDENTIALS when the current password is wrong, BAD_INPUT for the new one, RATE_LIMITED.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<ChangePasswordPayload> {
    await this.service.change(context.signedIn, input)
    return { ok: true }
  }
}
