import { AccessResolver } from './access/access.resolver.ts'
import { AccountResolver } from './accounts/account.resolver.ts'
import { AuditEventResolver } from './audit-events/audit-event.resolver.ts'
import { DanglingPermissionsResolver, ImportResolver } from './carrier/import.resolver.ts'
import { SyncResolver } from './carrier/sync.resolver.ts'
import { ClusterResolver } from './clusters/cluster.resolver.ts'
import { ClusterLinkResolver } from './clusters/links/link.resolver.ts'
import type { Core } from './core.ts'
import {
  ClusterDatabaseTokensResolver,
  DatabasePermissionResolver,
  DatabaseTokenResolver,
  DatabaseTokensResolver,
} from './database-tokens/database-token.resolver.ts'
import { TokenUsageResolver } from './database-tokens/token-usage.resolver.ts'
import { ClusterDatabasesResolver, DatabaseResolver } from './databases/database.resolver.ts'
import { LabelResolver } from './databases/label.resolver.ts'
import { ProxyConfigurationResolver } from './dataplane/proxy-config/proxy-configuration.resolver.ts'
import { EmailChangeResolver, UserPendingEmailResolver } from './email-changes/email-change.resolver.ts'
import { buildGatewaySchema } from './gateway/graphql/schema.ts'
import { GroupResolver } from './groups/group.resolver.ts'
import { InvitationResolver, UserInvitationResolver } from './invitations/invitation.resolver.ts'
import { ManagementTokenResolver } from './management-tokens/management-token.resolver.ts'
import { NodeResolver } from './nodes/node.resolver.ts'
import { type NodeSources, VisibleNodes } from './nodes/visible-nodes.ts'
import { PasswordResolver } from './passwords/password.resolver.ts'
import { SessionResolver, UserSessionsResolver } from './sessions/session.resolver.ts'
import type { Session } from './sessions/session.type.ts'
import { DatabaseTablesResolver, TableResolver } from './tables/table.resolver.ts'
import { MembershipResolver, UserMembershipsResolver } from './users/membership.resolver.ts'
import { GroupPeopleResolver, UserResolver } from './users/user.resolver.ts'
import { ViewerResolver } from './viewer/viewer.resolver.ts'

/** The public schema without guards: it is printed, and wrapped by `guard`. */
export function buildSchemaOf({ services, store, clock }: Core) {
  const { db } = store
  const nodes = new VisibleNodes(nodeSources(services))
  return buildGatewaySchema([
    new AccessResolver(services.access),
    new AccountResolver(services.accounts),
    new AuditEventResolver(services.auditEvents, nodes, db),
    new ClusterDatabasesResolver(services.databases),
    new ClusterDatabaseTokensResolver(services.databaseTokens),
    new ClusterLinkResolver(services.clusterLinks),
    new ClusterResolver(services.clusters),
    new DanglingPermissionsResolver(db),
    new DatabasePermissionResolver(services.databases),
    new DatabaseResolver(services.databases, services.clusters, db),
    new LabelResolver(services.labels),
    new DatabaseTokenResolver(services.databaseTokens, services.rotations, services.clusters, db),
    new DatabaseTablesResolver(services.tables),
    new DatabaseTokensResolver(services.databaseTokens),
    new EmailChangeResolver(services.emailChanges),
    new GroupPeopleResolver(services.users, db),
    new GroupResolver(services.groups, services.customGroups),
    new ImportResolver(services.imports),
    new InvitationResolver(services.invitations, services.invites, services.acceptance, db, clock),
    new ManagementTokenResolver(services.managementTokens, db),
    new MembershipResolver(services.memberships, db),
    new NodeResolver(nodes),
    new PasswordResolver(services.passwords),
    new ProxyConfigurationResolver(services.proxyConfigurations),
    new SessionResolver(services.sessions, services.signIns),
    new SyncResolver(services.sync, db),
    new TableResolver(services.tables, services.databases, db),
    new TokenUsageResolver(services.tokenUsage),
    new UserInvitationResolver(services.invitations),
    new UserPendingEmailResolver(services.emailChanges),
    new UserMembershipsResolver(db, clock),
    new UserResolver(services.users, db, clock),
    new UserSessionsResolver(services.sessions),
    new ViewerResolver(services.accounts, services.managementTokens, db, clock),
  ])
}

const nodeSources = (services: Core['services']): NodeSources => ({
  account: services.accounts,
  cluster: services.clusters,
  user: { findMany: (caller, ids) => services.users.findMany(caller, ids), ownerOf: ({ id }) => id },
  group: services.groups,
  invitation: services.invitations,
  session: {
    findMany: (caller, ids) => services.sessions.findMany(caller, ids),
    ownerOf: (session) => (session as Session).userId,
  },
  database: services.databases,
  table: services.tables,
  database_token: services.databaseTokens,
  management_token: {
    findMany: (caller, ids) => services.managementTokens.findMany(caller, ids),
    ownerOf: ({ id }) => id,
  },
  audit_event: services.auditEvents,
})
