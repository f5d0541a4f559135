import { AsyncLocalStorage } from 'node:async_hooks';

/** A symbol, so that it is not logged. */
export const LANE = Symbol('lane');

/** A symbol, so that it is not logged. */
export const REQUEST = Symbol('request');

/** The request as the audit log keeps it. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query, secrets of links redacted. */
  readonly url: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
}

/** Context of a request or job, shared by its log lines and outbox messages. */
export interface RequestContext {
  readonly requestId: string | null;
  /** Set once the caller is known. */
  userId?: string;
  /** Set when the caller used an API key. */
  apiKeyId?: string;
  /** Lane of fair queueing, where no account is known. */
  readonly [LANE]?: () => string;
  /** None in the worker. */
  readonly [REQUEST]?: () => SeenRequest;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

export function currentRequestId(): string | null {
  return requestContext.getStore()?.requestId ?? null;
}
