export { createClient } from './client.ts'
export type {
  DryRun,
  DryRunEvent,
  DryRunFieldChange,
  DryRunHolders,
  DryRunImpact,
  DryRunMail,
  DryRunOutcome,
  DryRunReach,
  DryRunToken,
  DryRunUse,
} from './dry-run.ts'
export {
  type ClientErrorCode,
  ClustergateError,
  type ErrorCode,
  type ErrorDetails,
  type GatewayError,
  type UnmetCondition,
} from './error.ts'
export * from './generated.ts'
export type { CallOptions, DryRunOptions, ListOptions, OperationDocument, Send, WithDryRun } from './method.ts'
export { nodesOf } from './nodes.ts'
export type { ClientOptions } from './options.ts'
export { createSender } from './send.ts'
