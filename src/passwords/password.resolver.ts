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
      'Mails a link that sets a new password, good once and for 10 minutes; earlier links go on working until one of them is used. After three within a day, one mail goes out every 50 minutes, with a link that is good for an hour, so that the mailbox is not flooded and always holds one that works. Who is invited and has not joined is sent the invitation again. The answer is the same whether or not the address is known, and whether or not a mail goes out. RATE_LIMITED.',
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
      'Sets a new password by the secret of a reset link, ends all sessions of the person, and signs in. NOT_FOUND for a link that is not valid, BAD_INPUT for the password.',
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
      'Changes one’s own password and ends one’s other sessions. INVALID_CREDENTIALS when the current one is wrong, BAD_INPUT for the new one, RATE_LIMITED.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: RequestContext,
  ): Promise<ChangePasswordPayload> {
    await this.service.change(context.signedIn, input)
    return { ok: true }
  }
}
