import { createHash } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { CodedError } from '../../kernel/coded-error.js';
import { IDEMPOTENCY_KEY_IN_USE, IDEMPOTENCY_KEY_REUSED } from '../../kernel/common-errors.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { Sealer } from '../sealing/sealer.js';
import { IDEMPOTENCY_RETENTION_HOURS } from '../idempotency/idempotency-key.entity.js';
import { Problems } from './problems.decorator.js';
import { invalidParameter } from '../../kernel/invalid.js';

export const IDEMPOTENT = 'lyceum:idempotent';

export interface IdempotencyOptions {
  /** The response holds a secret: it is encrypted at rest. */
  readonly sealed?: boolean;
}

const SEALED_FOR = 'idempotency_keys.body';

interface StoredAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

/**
 * Idempotency key: creates the resource and stores the response in one transaction. After a broken connection the same
 * key and body get the same response, and a request that failed left nothing behind and may be retried with its key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly sealer: Sealer,
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (Array.isArray(key) || !/^[\x21-\x7e]{1,255}$/.test(key))
      throw invalidParameter('Idempotency-Key', 'must be 1 to 255 visible ASCII characters', 'is_idempotency_key');
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const scope = [
      request.user ? `user:${request.user.userId}` : `address:${request.ip}`,
      `${request.method} ${request.routeOptions.url}`,
      key,
    ];
    const options = this.reflector.get<IdempotencyOptions>(IDEMPOTENT, context.getHandler());
    return from(this.transactions.run(() => this.once(scope, fingerprintOf(request), reply, next, options)));
  }

  private async once(
    scope: string[],
    fingerprint: string,
    reply: FastifyReply,
    next: CallHandler<unknown>,
    { sealed = false }: IdempotencyOptions,
  ): Promise<unknown> {
    const [lock] = await this.sql.query<{ free: boolean }>(
      'idempotency_lock',
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
      [scope.join('\n')],
    );
    if (!lock?.free) throw new CodedError(IDEMPOTENCY_KEY_IN_USE, { retryAfterSeconds: 1 });
    const [stored] = await this.sql.query<StoredAnswer>(
      'idempotency_find',
      `SELECT fingerprint, status, body FROM idempotency_keys
       WHERE principal = $1 AND route = $2 AND key = $3 AND created_at > now() - interval '${IDEMPOTENCY_RETENTION_HOURS} hours'`,
      scope,
    );
    if (stored) {
      if (stored.fingerprint !== fingerprint) throw new CodedError(IDEMPOTENCY_KEY_REUSED);
      const text = sealed ? this.sealer.open(stored.body, SEALED_FOR) : stored.body;
      // The encryption key has changed since: the stored response cannot be decrypted or replayed.
      if (text === null) throw new CodedError(IDEMPOTENCY_KEY_REUSED);
      reply.status(stored.status).header('Idempotency-Replayed', 'true');
      return JSON.parse(text) as unknown;
    }
    const body = await lastValueFrom(next.handle());
    const text = JSON.stringify(body);
    await this.sql.query(
      'idempotency_store',
      `INSERT INTO idempotency_keys (principal, route, key, fingerprint, status, body) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (principal, route, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, created_at = now()`,
      [...scope, fingerprint, reply.statusCode, sealed ? this.sealer.seal(text, SEALED_FOR) : text],
    );
    return body;
  }
}

function fingerprintOf({ method, url, body }: RequestWithActor): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

/** The route honours `Idempotency-Key`. For every POST that creates something; not for those that sign somebody in. */
export const Idempotent = (options: IdempotencyOptions = {}) =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, options),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry safe: the same key and body get the first answer again, for 24 hours.',
      // No example: Swagger UI would fill it in, and the second call would repeat the first.
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
    Problems(IDEMPOTENCY_KEY_IN_USE, IDEMPOTENCY_KEY_REUSED),
  );
