import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../kernel/coded-error.js';
import { UNKNOWN_ROUTE } from '../../kernel/common-errors.js';
import { laneOfGuest } from '../outbox/lanes.js';
import { LANE, REQUEST, type RequestContext, requestContext, type SeenRequest } from '../telemetry/request-context.js';
import { assertBounded } from './input-bounds.js';
import { loggedPath } from './logged-path.js';
import type { RateLimits } from './rate-limits.js';
import type { RequestRecords } from './request-records.js';
import type { RouteTable } from './route-table.js';

const CONTEXT = Symbol('context');
type WithContext = FastifyRequest & { [CONTEXT]?: RequestContext };

/** Accepts the caller's `X-Request-Id` when it is short and plain, else makes one. */
export function requestIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
}

function seenOf({ method, url, params, ip, headers }: FastifyRequest): SeenRequest {
  return { method, url: loggedPath(url, params), ip, userAgent: headers['user-agent'] };
}

function isWithoutBody({ raw: { headers } }: FastifyRequest): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
}

function boundsFault({ query, body }: FastifyRequest): Error | undefined {
  try {
    assertBounded(query, false);
    assertBounded(body, true);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/**
 * Refuses trailing slashes on unsafe methods. Clients resolve dot segments: `DELETE /organizations/{id}/members/..`
 * arrives as `/organizations/{id}/` and would delete more than was meant.
 */
function slashFault({ method, url }: FastifyRequest): CodedError | undefined {
  if (/^(GET|HEAD|OPTIONS)$/.test(method) || !/^[^?]+\/(\?|$)/.test(url)) return undefined;
  return new CodedError(UNKNOWN_ROUTE, { detail: 'An address that changes something has no slash at its end.' });
}

/** Swagger UI, its files and those of the reference, which have no guards; the document and the other pages have. */
function isDocument(route: string | undefined): boolean {
  return route !== undefined && /^\/docs(?:$|\/(?!errors$|guides\/|reference$))/.test(route);
}

export interface RequestObservers {
  readonly routes: RouteTable;
  readonly limits: RateLimits;
  readonly records: RequestRecords;
}

/** Hooks around every request: context, headers, log line, metrics. */
export function addRequestHooks(
  server: FastifyInstance,
  headers: Readonly<Record<string, string>>,
  { routes, limits, records }: RequestObservers,
): void {
  server.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  server.addHook('onRequest', (request: WithContext, reply, done) => {
    const context: RequestContext = {
      requestId: request.id,
      [LANE]: () => laneOfGuest(request.ip),
      [REQUEST]: () => seenOf(request),
    };
    request[CONTEXT] = context;
    // Some clients send a Content-Type without a body (RFC 9110, section 8.3).
    if (isWithoutBody(request)) delete request.raw.headers['content-type'];
    reply.headers(headers).header('X-Request-Id', request.id);
    requestContext.run(context, done);
  });
  // Rate limit for requests that no guard sees: unknown paths, and the Swagger UI, which is big.
  server.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || isDocument(request.routeOptions.url))
      limits.countAnonymous(request.ip, reply).then(() => done(), done);
    else done();
  });
  server.addHook('onRequest', (request, _reply, done) => done(slashFault(request)));
  // The body parser continues in the async context of the socket, so that of the request is entered again.
  server.addHook('preValidation', (request: WithContext, _reply, done) => {
    requestContext.run(request[CONTEXT] ?? { requestId: request.id }, () => done(boundsFault(request)));
  });
  server.addHook('onResponse', (request: WithContext, reply, done) => {
    records.addAnswered(request, reply, request[CONTEXT] ?? { requestId: request.id }, reply.elapsedTime);
    done();
  });
}

/**
 * Does the same for a request that Fastify refuses before routing, such as one whose path cannot be decoded: no hook
 * runs for it.
 */
export function withoutHooks(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
  records: RequestRecords,
  answer: () => void | Promise<void>,
): void {
  const [context, begin] = [{ requestId: request.id }, performance.now()];
  reply.headers(headers);
  reply.raw.once('finish', () => records.addAnswered(request, reply, context, performance.now() - begin));
  void requestContext.run(context, answer);
}
