import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line and outbox row of one request or job shares. */
export interface RequestContext {
  readonly requestId: string | null;
  /** Set once the caller is known. */
  userId?: string;
  /** Set when they came with an API key. */
  apiKeyId?: string;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

export function currentRequestId(): string | null {
  return requestContext.getStore()?.requestId ?? null;
}
