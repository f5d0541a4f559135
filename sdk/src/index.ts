export { type Answer, Call, ListCall, Page } from './call.js';
export { Connection } from './connection.js';
export {
  ConnectionError,
  LyceumError,
  type ProblemBody,
  ProblemError,
  SignInChanged,
  TimeoutError,
  UnexpectedAnswer,
} from './errors.js';
export * from './generated/errors.js';
export * from './generated/resources.js';
export type * from './generated/schemas.js';
export { Lyceum } from './lyceum.js';
export type { NotificationEvent, StreamOptions } from './notification-stream.js';
export type { CallOptions, KeyedCallOptions, LyceumOptions, MatchCallOptions, Secret } from './options.js';
export { MemoryTokenStore, type Tokens, type TokenStore } from './tokens.js';
export { type UnwrapOptions, unwrapWebhook, type WebhookHeaders, WebhookRefused } from './webhooks.js';
