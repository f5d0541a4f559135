import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditLog } from '../audit/audit-log.js';
import { API_REQUEST } from '../audit/audited-actions.js';
import type { ActiveUsers } from '../telemetry/active-users.js';
import type { Logger, RequestLine } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { type RequestContext, requestContext } from '../telemetry/request-context.js';
import { loggedPath } from './logged-path.js';

const LONGEST_USER_AGENT = 200;

/** Placeholder for the route of an unrouted request, and for the method of a malformed one. */
export const UNKNOWN = 'unknown';

/** Log line and metrics of each answered request. */
export class RequestRecords {
  constructor(
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly activeUsers: ActiveUsers,
    /** Null unless every request is an entry. */
    private readonly audit: AuditLog | null,
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
    const facts = { statusCode: reply.statusCode, responseTime: Math.round(durationMs) };
    if (this.audit) requestContext.run(context, () => this.audit?.note(API_REQUEST, facts));
  }

  add(line: RequestLine): void {
    const { method, route, status, durationMs, userId } = line;
    this.metrics.requests.observe({ method, route, status }, durationMs / 1000);
    if (userId !== undefined) this.activeUsers.seen(userId);
    this.logger.request({ ...line, durationMs: Math.round(durationMs * 10) / 10 });
  }
}
