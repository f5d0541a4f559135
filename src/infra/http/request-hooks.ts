import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../../kernel/ids.js';
import type { ActiveUsers } from '../telemetry/active-users.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { type RequestContext, requestContext } from '../telemetry/request-context.js';
import { assertBounded } from './input-bounds.js';
import { loggedPath } from './logged-path.js';
import type { RateLimits } from './rate-limits.js';
import type { RouteTable } from './route-table.js';

const CONTEXT = Symbol('context');
const LONGEST_USER_AGENT = 200;
type WithContext = FastifyRequest & { [CONTEXT]?: RequestContext };

/** Accepts the caller's `X-Request-Id` when it is short and plain, else makes one. */
export function requestIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : newId();
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

/** The Swagger UI and its files; the document itself and the catalogue of errors have routes with guards. */
function isDocument(route: string | undefined): boolean {
  return route !== undefined && /^\/docs(\/|$)/.test(route) && route !== '/docs/errors';
}

export interface RequestObservers {
  readonly routes: RouteTable;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly activeUsers: ActiveUsers;
  readonly limits: RateLimits;
}

/** What happens around every request: its context, its headers, its line in the log, its place in the metrics. */
export function addRequestHooks(
  server: FastifyInstance,
  constantHeaders: Readonly<Record<string, string>>,
  { routes, logger, metrics, activeUsers, limits }: RequestObservers,
): void {
  const headers = { ...constantHeaders, 'Cache-Control': 'no-store' };
  server.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  server.addHook('onRequest', (request: WithContext, reply, done) => {
    const context: RequestContext = { requestId: request.id };
    request[CONTEXT] = context;
    // Clients name a type for a body that they do not send; such a request has no body (RFC 9110, section 8.3).
    if (isWithoutBody(request)) delete request.raw.headers['content-type'];
    reply.headers(headers).header('X-Request-Id', request.id);
    requestContext.run(context, done);
  });
  // What no guard of a route sees: paths that lead nowhere, and the Swagger UI, which is big.
  server.addHook('onRequest', async (request, reply) => {
    if (request.is404 || isDocument(request.routeOptions.url)) await limits.countAnonymous(request.ip, reply);
  });
  // The body parser continues in the socket's context, so the request's own is entered again.
  server.addHook('preValidation', (request: WithContext, _reply, done) => {
    requestContext.run(request[CONTEXT] ?? { requestId: request.id }, () => done(boundsFault(request)));
  });
  server.addHook('onResponse', (request: WithContext, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const durationMs = reply.elapsedTime;
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, durationMs / 1000);
    const context = request[CONTEXT] ?? { requestId: request.id };
    if (context.userId !== undefined) activeUsers.seen(context.userId);
    logger.request({
      ...context,
      method: request.method,
      route,
      path: loggedPath(request.url, request.params),
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT),
      status: reply.statusCode,
      durationMs: Math.round(durationMs * 10) / 10,
    });
    done();
  });
}
