import { expectRoom } from '../accounts/quotas.ts'
import { type Caller, personBehind, type SignedIn } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { mintSecret, shownPrefix } from '../auth/secret.ts'
import type { Changes } from '../changes/changes.ts'
import { badInput, notFound } from '../errors.ts'
import { revokeInvitations } from '../invitations/revocation.ts'
import { differences } from '../ledger/chain.ts'
import type { Connection, Pager } from '../pages/page.ts'
import { maySee, refusalToDelegate } from '../policy/decide.ts'
import type { Sql } from '../store/tables.ts'
import { parseExpiresAt, parseTokenFilter } from '../tokens/token.ts'
import type { TokensArgs } from '../tokens/token.type.ts'
import { newestFirst, tokenOrder } from '../tokens/token-order.ts'
import { isId, newId } from '../values/id.ts'
import { parseDescription } from '../values/text.ts'
import * as managementTokenStore from './management-token.store.ts'
import { auditView, parsePermissions, printPermissions } from './management-token.ts'
import type {
  CreateManagementTokenInput,
  ManagementToken,
  ManagementTokenSecretPayload,
} from './management-token.type.ts'

export class ManagementTokenService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly keys: Keys,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the account has no such token. */
  async find({ accountId }: SignedIn, id: string): Promise<ManagementToken | undefined> {
    return isId('management_token', id) ? managementTokenStore.find(this.db, accountId, id, this.clock()) : undefined
  }

  findMany({ accountId }: SignedIn, ids: readonly string[]): Promise<readonly ManagementToken[]> {
    return managementTokenStore.findMany(this.db, accountId, ids, this.clock())
  }

  /** A page of the tokens of the account, newest first unless `args` say otherwise. */
  async page(caller: SignedIn, args: TokensArgs): Promise<Connection<ManagementToken>> {
    const { accountId, origin } = caller
    if (args.filter?.databaseIds) {
      throw badInput('filter.databaseIds', 'A management token reaches no database: leave this out.')
    }
    if (args.filter?.syncStates) {
      throw badInput('filter.syncStates', 'No cluster has to know of a management token: leave this out.')
    }
    const order = args.orderBy ?? newestFirst
    const conditions = parseTokenFilter(args.filter, (id) => maySee(caller, 'User', id))
    const filter = { conditions, now: this.clock(), order }
    const window = this.pager.window(accountId, tokenOrder('management_tokens', order), args)
    const slice = await managementTokenStore.page(this.db, accountId, filter, window, origin.deadline)
    return this.pager.connection(window, slice, () =>
      managementTokenStore.count(this.db, accountId, filter, origin.deadline),
    )
  }

  /** Throws BAD_INPUT, FORBIDDEN for a permission that the caller lacks, CONFLICT when the account is at its limit. */
  create(caller: Caller, input: CreateManagementTokenInput): Promise<ManagementTokenSecretPayload> {
    const description = parseDescription(input.description, 'input.description')
    const permissions = parsePermissions(input.permissions)
    return this.changes.run(caller, 'createManagementToken', async (change) => {
      const { db, accountId, at } = change
      const refused = refusalToDelegate(change.caller, permissions)
      if (refused) throw refused
      const expiresAt = parseExpiresAt(input.expiresAt, at)
      await expectRoom(change, 'managementTokens')
      const secret = mintSecret('management_token')
      const token = await managementTokenStore.insert(db, accountId, {
        id: newId('management_token'),
        description,
        permissions: printPermissions(permissions),
        prefix: shownPrefix(secret),
        ...this.keys.storedCredential(secret),
        createdAt: at,
        createdById: personBehind(change.caller),
        expiresAt,
      })
      change.record({ id: token.id, label: description, changes: differences({}, auditView(token)), isNew: true })
      return { token, secret }
    })
  }

  /**
   * Revokes a token at once and for good, and the pending invitations that it sent. Revoking it again changes nothing
   * and is no error. Throws NOT_FOUND.
   */
  revoke(caller: Caller, id: string): Promise<ManagementToken> {
    return this.changes.run(caller, 'revokeManagementToken', async (change) => {
      const { db, accountId, at } = change
      const before = isId('management_token', id) && (await managementTokenStore.find(db, accountId, id, at))
      if (!before) throw notFound('management token', 'id')
      const by = personBehind(change.caller)
      const after = (await managementTokenStore.revoke(db, accountId, id, at, by)) ?? before
      change.record({ id, label: after.description, changes: differences(auditView(before), auditView(after)) })
      await change.impact(() => ({ managementTokensRevoked: before.status === 'ACTIVE' ? 1 : 0 }))
      await revokeInvitations(change, { management_token_id: id }, by)
      return after
    })
  }
}
