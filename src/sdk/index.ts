export { createClient } from './client.ts'
export {
  type ClientErrorCode,
  ClustergateError,
  type ErrorCode,
  type ErrorDetails,
  type GatewayError,
} from './error.ts'
export * from './generated.ts'
export { type ListOptions, nodesOf } from './nodes.ts'
export type { ClientOptions } from './options.ts'
export { type CallOptions, createSender, type OperationDocument, type Send } from './send.ts'
