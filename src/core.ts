import { AccessService } from './access/access.service.ts'
import { AccountService } from './accounts/account.service.ts'
import { AuditEventService, type OnVerified } from './audit-events/audit-event.service.ts'
import { bindPasswords } from './auth/bind-passwords.ts'
import type { Keys } from './auth/keys.ts'
import { type MasterKey, openMasterKey } from './auth/master-key.ts'
import { PasswordHasher } from './auth/password.ts'
import { ImportService } from './carrier/import.service.ts'
import { limitedObjects } from './carrier/limited-objects.ts'
import { SyncService } from './carrier/sync.service.ts'
import type { ChangesOptions } from './changes/change.ts'
import { Changes } from './changes/changes.ts'
import { noRunner, type TaskRunner } from './changes/task-runner.ts'
import { ClusterService } from './clusters/cluster.service.ts'
import { LinkService } from './clusters/links/link.service.ts'
import { LinkedClusters } from './clusters/links/linked-clusters.ts'
import type { Config } from './config.ts'
import { DatabaseTokenService } from './database-tokens/database-token.service.ts'
import { Minter } from './database-tokens/minter.ts'
import { RotationService } from './database-tokens/rotation.service.ts'
import { TokenUsageService } from './database-tokens/token-usage.service.ts'
import { DatabaseService } from './databases/database.service.ts'
import { LabelService } from './databases/label.service.ts'
import { ProxyConfigurationService } from './dataplane/proxy-config/proxy-configuration.service.ts'
import * as changedGroup from './departures/changed-group.ts'
import * as departures from './departures/lock-out.ts'
import { EmailChangeService } from './email-changes/email-change.service.ts'
import { withdrawEmailChange } from './email-changes/withdrawal.ts'
import { openDataDirectory } from './files/data-directory.ts'
import { completeGroups } from './groups/complete-groups.ts'
import { CustomGroupService } from './groups/custom-group.service.ts'
import { GroupService } from './groups/group.service.ts'
import { AcceptanceService } from './invitations/acceptance.service.ts'
import { InvitationService } from './invitations/invitation.service.ts'
import { InvitationMailer } from './invitations/invitation-mail.ts'
import { InviteService } from './invitations/invite.service.ts'
import { ReminderService } from './invitations/reminder.service.ts'
import { Checkpoints } from './ledger/checkpoints.ts'
import { Heads } from './ledger/heads.ts'
import { Sink } from './ledger/sink.ts'
import { Links } from './mail/links.ts'
import { Outbox } from './mail/outbox.ts'
import { ManagementTokenService } from './management-tokens/management-token.service.ts'
import * as keyHolderStore from './master-keys/key-holder.store.ts'
import { Retirement } from './master-keys/retirement.ts'
import { Ring } from './master-keys/ring.ts'
import { Pager } from './pages/page.ts'
import { PasswordService } from './passwords/password.service.ts'
import { SessionService } from './sessions/session.service.ts'
import { type OnSignIn, SignInService } from './sessions/sign-in.service.ts'
import { Throttle } from './sessions/throttle.ts'
import { ThrottleScopes } from './sessions/throttle-scopes.ts'
import { openStore, type StoreOptions } from './store/open-store.ts'
import { refuseHalfRestored } from './store/restoring.ts'
import type { Store } from './store/store.ts'
import { type Clock, type ClockOptions, openClock } from './store/store-clock.ts'
import { TableService } from './tables/table.service.ts'
import { MembershipService } from './users/membership.service.ts'
import { UserService } from './users/user.service.ts'

export interface CoreOptions {
  /** The clock of this machine. */
  readonly clock?: () => number
  /** By how much tests shift the time of the store. */
  readonly shift?: () => number
  readonly onSkew?: ClockOptions['onSkew']
  /** Called with each statement's text, for tests that count. */
  readonly onStatement?: (sql: string) => void
  /** Runs the tasks of changes; without it, they are left to other processes. */
  readonly runner?: TaskRunner
  /** Called when the store stops taking changes, and when it takes them again. */
  readonly onOutage?: StoreOptions['onOutage']
  /** Called with the audit events of each change, once it is committed. */
  readonly onChange?: ChangesOptions['onChange']
  /** Called when the work of a change begins, with how long it waited. */
  readonly onBegun?: ChangesOptions['onBegun']
  /** Called with the outcome of each walk through the audit log of an account. */
  readonly onVerified?: OnVerified | undefined
  /** Called with the outcome of each sign-in by password. */
  readonly onSignIn?: OnSignIn | undefined
  /** Called with faults of background work. */
  readonly onFault?: (error: unknown) => void
  /** Whether no other gateway can run on the store: those that it tells of were killed. */
  readonly isOnlyServer?: boolean
  /** The time of the backup that this process puts back; without it, a store that is being restored is refused. */
  readonly restoredFrom?: string
}

/**
 * The gateway without its interfaces: the store, the keys, and the services over them. Operator commands work on it.
 */
export type Core = Awaited<ReturnType<typeof openCore>>

export async function openCore(config: Config, options: CoreOptions = {}) {
  const { onStatement, onOutage, onFault = () => {} } = options
  const { clock: machine = Date.now, shift = () => 0, onSkew = () => {}, isOnlyServer = false } = options
  const { restoredFrom } = options
  const risks = openDataDirectory(config.dataDirectory)
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    onStatement,
    onOutage,
  })
  let masterKey: MasterKey
  let boundPasswords = 0
  const sink = config.auditSink === undefined ? undefined : new Sink(config.auditSink, onFault)
  let checkpoints: Checkpoints
  let time: Awaited<ReturnType<typeof openClock>>
  try {
    if (restoredFrom === undefined) await refuseHalfRestored(store.db)
    masterKey = await openMasterKey(store, config.dataDirectory, config.masterKey, machine() + shift())
    checkpoints = new Checkpoints(config.dataDirectory, masterKey.keys, sink, onFault, restoredFrom)
    boundPasswords = await bindPasswords(store, masterKey.keys)
    await completeGroups(store)
    time = await openClock(store.db, { machine, shift, onSkew })
  } catch (error) {
    await store.close()
    throw error
  }
  const { keys } = masterKey
  const { clock } = time
  const linkedClusters = new LinkedClusters(store.db, keys)
  const services = makeServices(config, store, keys, checkpoints, linkedClusters, clock, options)
  const ring = new Ring(store, masterKey, services.changes, clock)
  const close = async () => {
    time.close()
    try {
      checkpoints.flush()
    } finally {
      await linkedClusters.close()
      await sink?.close()
      await store.close()
    }
  }
  try {
    if (isOnlyServer) await keyHolderStore.removeAll(store.db)
    await ring.beginWithCurrent()
  } catch (error) {
    await close()
    throw error
  }
  return {
    config,
    clock,
    keys,
    /** Where the keys are kept, and whether this start has created one. */
    masterKey,
    /** The keys in relation to the store and to the other gateways on it. */
    ring,
    retirement: new Retirement(store, services.changes, ring, clock),
    /** Warnings for the operator about data that others can access. */
    risks,
    store,
    checkpoints,
    /** The second place of checkpoints; undefined when none is configured. */
    sink,
    /** The clusters that stand behind the accounts' own. */
    linkedClusters,
    /** How many password hashes of an earlier version this start has bound to the master secret. */
    boundPasswords,
    services,
    close,
  }
}

function makeServices(
  config: Config,
  store: Store,
  keys: Keys,
  checkpoints: Checkpoints,
  linkedClusters: LinkedClusters,
  clock: Clock,
  { runner = noRunner, onChange, onBegun, onVerified, onSignIn }: CoreOptions,
) {
  const { db } = store
  const changes = new Changes(store, keys, clock, new Heads(keys, checkpoints), runner, limitedObjects, {
    ...{ onChange, onBegun },
  })
  const minter = new Minter(store, changes, linkedClusters, clock)
  const pager = new Pager(keys)
  const hasher = new PasswordHasher(keys)
  const scopes = new ThrottleScopes(db)
  const throttle = new Throttle(store, keys, clock)
  const links = new Links(config.publicUrl, config.smtpUrl === undefined)
  const outbox = new Outbox(keys)
  const sessions = new SessionService(db, changes, pager, keys, scopes, config.sessionLifetime, clock)
  const mailer = new InvitationMailer(keys, links, outbox)
  const reminders = new ReminderService(db, changes, mailer, clock)
  const passwords = new PasswordService(
    db,
    changes,
    sessions,
    keys,
    hasher,
    throttle,
    scopes,
    links,
    outbox,
    reminders,
    withdrawEmailChange,
    clock,
  )
  return {
    changes,
    hasher,
    scopes,
    throttle,
    sessions,
    signIns: new SignInService(db, changes, sessions, hasher, throttle, scopes, clock, onSignIn),
    imports: new ImportService(db, changes, linkedClusters, clock),
    invitations: new InvitationService(db, changes, pager, clock),
    invites: new InviteService(changes, mailer, links),
    acceptance: new AcceptanceService(db, changes, keys, hasher, sessions, clock),
    access: new AccessService(db, pager, clock),
    accounts: new AccountService(db),
    auditEvents: new AuditEventService(db, pager, keys, checkpoints, onVerified),
    clusterLinks: new LinkService(db, clock),
    clusters: new ClusterService(db, pager),
    databases: new DatabaseService(db, changes, pager, linkedClusters, clock),
    labels: new LabelService(db, changes),
    databaseTokens: new DatabaseTokenService(db, changes, pager, keys, linkedClusters, minter, clock),
    emailChanges: new EmailChangeService(db, changes, keys, passwords, links, outbox, clock),
    customGroups: new CustomGroupService(changes, changedGroup, config.trustedProxies.length > 0),
    groups: new GroupService(db, pager),
    memberships: new MembershipService(changes, links, outbox, departures, clock),
    managementTokens: new ManagementTokenService(db, changes, pager, keys, clock),
    passwords,
    proxyConfigurations: new ProxyConfigurationService(db, config.check?.port),
    rotations: new RotationService(changes, keys, linkedClusters, minter),
    sync: new SyncService(db, changes, linkedClusters, clock),
    tables: new TableService(db, changes, pager, linkedClusters, clock),
    tokenUsage: new TokenUsageService(db, clock),
    users: new UserService(db, changes, pager, departures, clock),
  }
}
