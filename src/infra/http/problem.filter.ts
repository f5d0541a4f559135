import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../../kernel/accepted-language.js';
import { API_PREFIX } from '../../kernel/api-prefix.js';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import {
  FORBIDDEN,
  INTERNAL_ERROR,
  MALFORMED_BODY,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  PAYLOAD_TOO_LARGE,
  SERVICE_UNAVAILABLE,
  UNKNOWN_ROUTE,
  UNSUPPORTED_MEDIA_TYPE,
  VALIDATION_FAILED,
} from '../../kernel/common-errors.js';
import { INSUFFICIENT_SCOPE } from '../access/access.errors.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import { AuditLog } from '../audit/audit-log.js';
import { AppConfig } from '../config/config.js';
import { constraintError } from '../database/constraint-errors.js';
import { unforeseen } from '../database/unforeseen.js';
import { registeredFeatures } from '../features/registered-features.js';
import { Logger } from '../telemetry/logger.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import { problemPage } from './problem-page.js';
import { RateLimits } from './rate-limits.js';
import { RouteTable } from './route-table.js';

const BY_STATUS = new Map<number, ErrorDefinition>([
  [400, MALFORMED_BODY],
  [403, FORBIDDEN],
  [404, NOT_FOUND],
  [413, PAYLOAD_TOO_LARGE],
  [415, UNSUPPORTED_MEDIA_TYPE],
  [503, SERVICE_UNAVAILABLE],
]);

/** Turns whatever was thrown into one problem document (RFC 9457); nothing internal leaves the process. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
    private readonly routes: RouteTable,
    private readonly limits: RateLimits,
    private readonly audit: AuditLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void | Promise<void> {
    return this.answer(
      thrown,
      host.switchToHttp().getRequest<RequestWithActor>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    );
  }

  /** Also for requests that are refused before routing. Requests that no guard has counted count here. */
  answer(thrown: unknown, request: RequestWithActor, reply: FastifyReply): void | Promise<void> {
    if (this.limits.hasCounted(reply)) {
      this.answerNow(thrown, request, reply);
      return;
    }
    return this.limits.countRefused(request, reply).then(
      () => this.answerNow(thrown, request, reply),
      (refused: unknown) => this.answerNow(refused, request, reply),
    );
  }

  private answerNow(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = this.understand(thrown, request, reply);
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    this.send(error, request, reply);
  }

  private understand(thrown: unknown, request: FastifyRequest, reply: FastifyReply): CodedError {
    if (thrown instanceof CodedError) return thrown;
    const constraint = constraintError(thrown);
    if (constraint) return constraint;
    const status =
      thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: number }).statusCode;
    if (status === 404) return this.notFound(request, reply);
    if ((thrown as { code?: unknown }).code === 'FST_ERR_BAD_URL')
      return new CodedError(VALIDATION_FAILED, { detail: 'The path is not percent-encoded as RFC 3986 wants it.' });
    const definition = BY_STATUS.get(status ?? 500);
    if (definition) return new CodedError(definition, { cause: thrown });
    if (status !== undefined && status < 500) return new CodedError(VALIDATION_FAILED, { cause: thrown });
    this.logger.failure('request.failed', thrown);
    const error = unforeseen(thrown);
    // Without a database there is no place for it.
    if (error.definition === INTERNAL_ERROR) this.audit.failure(thrown, 500, Math.round(reply.elapsedTime));
    return error;
  }

  private notFound(request: FastifyRequest, reply: FastifyReply): CodedError {
    const allowed = this.routes.methodsOf(pathOf(request));
    if (allowed.length === 0) return new CodedError(UNKNOWN_ROUTE);
    // The route exists, but not the resource, such as a file of the Swagger UI.
    if (allowed.includes(request.method)) return new CodedError(NOT_FOUND);
    reply.header('Allow', allowed.join(', '));
    return new CodedError(METHOD_NOT_ALLOWED);
  }

  private send(error: CodedError, request: FastifyRequest, reply: FastifyReply): void {
    const { retryAfterSeconds } = error.occurrence;
    const { publicUrl } = this.config;
    const problem = problemOf(error, { publicUrl, instance: pathOf(request), requestId: request.id });
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(Math.ceil(retryAfterSeconds)));
    if (problem.status === 401 || error.definition === INSUFFICIENT_SCOPE)
      reply.header('WWW-Authenticate', challenge(error));
    reply.status(problem.status).header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    const path = pathOf(request);
    const spoken = registeredFeatures().find(({ protocol }) => protocol && path.startsWith(protocol.prefix))?.protocol;
    if (spoken) {
      reply.header('Content-Type', 'application/json; charset=utf-8').send(spoken.faultOf({ ...problem }));
    } else if (wantsPage(request)) {
      const language = languageOf((request.query as { lang?: unknown }).lang, request.headers['accept-language']);
      reply.header('Content-Type', 'text/html; charset=utf-8').send(problemPage(problem, language));
    } else {
      reply.header('Content-Type', PROBLEM_TYPE).send(problem);
    }
  }
}

/** Outside the API, browsers are shown a page; they name `text/html` where somebody opens an address or sends a form. */
function wantsPage(request: FastifyRequest): boolean {
  return !pathOf(request).startsWith(`${API_PREFIX}/`) && request.headers.accept?.includes('text/html') === true;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}

/** RFC 6750, section 3: a request without a token gets no error code. */
function challenge({ definition: { code }, occurrence: { extensions } }: CodedError): string {
  if (code === INSUFFICIENT_SCOPE.code) return `Bearer error="${code}", scope="${String(extensions?.['scope'])}"`;
  return /^(token|api_key)_(?!missing)/.test(code)
    ? `Bearer error="invalid_token", error_description="${code}"`
    : 'Bearer';
}
