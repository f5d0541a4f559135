import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActiveUsers } from '../telemetry/active-users.js';
import type { Logger, RequestLine } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { RequestContext } from '../telemetry/request-context.js';
import { loggedPath } from './logged-path.js';

const LONGEST_USER_AGENT = 200;

/** Stands for the route of a request that has none, and for the method of what is no request. */
export const UNKNOWN = 'unknown';

/** What is left of a request once it is answered: its line in the log and its place in the metrics. */
export class RequestRecords {
  constructor(
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly activeUsers: ActiveUsers,
  ) {}

  addAnswered(request: FastifyRequest, reply: FastifyReply, context: RequestContext, durationMs: number): void {
    this.add({
      ...context,
      method: request.method,
      route: request.routeOptions.url ?? UNKNOWN,
      path: loggedPath(request.url, request.params),
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT),
      status: reply.statusCode,
      durationMs,
    });
  }

  add(line: RequestLine): void {
    const { method, route, status, durationMs, userId } = line;
    this.metrics.requests.observe({ method, route, status }, durationMs / 1000);
    if (userId !== undefined) this.activeUsers.seen(userId);
    this.logger.request({ ...line, durationMs: Math.round(durationMs * 10) / 10 });
  }
}
