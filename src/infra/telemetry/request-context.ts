import { AsyncLocalStorage } from 'node:async_hooks';

/** A symbol, so that it is in no log line. */
export const LANE = Symbol('lane');

/** What every log line and outbox row of one request or job shares. */
export interface RequestContext {
  readonly requestId: string | null;
  /** Set once the caller is known. */
  userId?: string;
  /** Set when they came with an API key. */
  apiKeyId?: string;
  /** Whose turn it is, where no account is known. */
  readonly [LANE]?: () => string;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

export function currentRequestId(): string | null {
  return requestContext.getStore()?.requestId ?? null;
}
