import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { User } from '../users/user.type.ts'
import { DateTime } from '../values/date-time.ts'
import type { Opened, SessionService } from './session.service.ts'
import {
  RevokeSessionPayload,
  Session,
  SessionConnection,
  SignInInput,
  SignInPayload,
  SignOutPayload,
} from './session.type.ts'
import type { SignInService } from './sign-in.service.ts'

@Resolver(() => Session)
export class SessionResolver {
  constructor(
    private readonly service: SessionService,
    private readonly signIns: SignInService,
  ) {}

  @FieldResolver(() => Boolean, { description: 'Whether it is the session of this request.' })
  isCurrent(@Root() session: Session, @Ctx() { caller }: RequestContext): boolean {
    return caller.kind === 'person' && caller.session.id === session.id
  }

  @FieldResolver(() => DateTime, {
    description: 'When it ends at the latest, however much it is used; after that a new sign-in is needed.',
  })
  endsAt(@Root() session: Session): number {
    return this.service.latestEndOf(session)
  }

  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Signs in with e-mail address and password. Errors: INVALID_CREDENTIALS for a wrong account, an unknown address and a wrong password alike, in the same time; BAD_INPUT for `accountId` when the password opens several accounts; RATE_LIMITED after several failures. Failures of other clients do not limit a person on a device or in a network where they have signed in before.',
  })
  async signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload> {
    return enter(context, await this.signIns.signIn(context.caller.origin, input, context.cookies.devices.known))
  }

  @Mutation(() => SignOutPayload, { nullable: true, description: 'Ends the session of this request.' })
  async signOut(@Ctx() context: RequestContext): Promise<SignOutPayload> {
    await this.service.signOut(context.signedIn)
    context.cookies.session.clear()
    return { ok: true }
  }

  @Mutation(() => RevokeSessionPayload, { nullable: true, description: 'Ends a session at once. Errors: NOT_FOUND.' })
  async revokeSession(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<RevokeSessionPayload> {
    return { id: await this.service.revoke(context.signedIn, id) }
  }
}

@Resolver(() => User)
export class UserSessionsResolver {
  @RelationField(() => SessionConnection, {
    args: () => PageArgs,
    nullable: true,
    description: 'The person’s sessions that have not ended, newest first.',
  })
  readonly sessions: Relation<User, Connection<Session>, PageArgs>

  constructor(service: SessionService) {
    this.sessions = new Relation(
      'User.sessions',
      (caller, ids, args) => service.pagesOfUsers(caller, ids, args),
      ({ id }) => id,
    )
  }
}

/** Continues the request as the person who has just signed in, and sets the cookies. */
export function enter(context: RequestContext, { accessToken, person, endsAt }: Opened): SignInPayload {
  context.become(person)
  // The cookie lasts until the latest end of the session. The gateway itself ends a session without use; a cookie that
  // ended with it would have to be set anew by every request.
  context.cookies.session.set(accessToken, endsAt)
  context.cookies.devices.add(person.id)
  return { session: person.session, accessToken, user: person.user }
}
