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
import { IDEMPOTENCY_KEY_IN_USE, IDEMPOTENCY_KEY_REUSED } from '../../kernel/common-errors.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { Sealer } from '../sealing/sealer.js';
import { Idempotency, type OnceOptions } from '../idempotency/idempotency.js';
import { Problems } from './problems.decorator.js';
import { invalidParameter } from '../../kernel/invalid.js';

export const IDEMPOTENT = 'lyceum:idempotent';

export interface IdempotencyOptions {
  /** The response holds a secret: it is encrypted at rest. */
  readonly sealed?: boolean;
}

/**
 * Idempotency key: creates the resource and stores the response in one transaction. After a broken connection the same
 * key and body get the same response, and a request that failed left nothing behind and may be retried with its key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly idempotency: Idempotency;

  constructor(
    private readonly reflector: Reflector,
    sealer: Sealer,
    sql: Sql,
    transactions: Transactions,
  ) {
    this.idempotency = new Idempotency(sql, transactions, sealer);
  }

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (Array.isArray(key) || !/^[\x21-\x7e]{1,255}$/.test(key))
      throw invalidParameter('Idempotency-Key', 'must be 1 to 255 visible ASCII characters', 'is_idempotency_key');
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { sealed = false } = this.reflector.get<IdempotencyOptions>(IDEMPOTENT, context.getHandler());
    const options: OnceOptions = {
      scope: [
        request.user ? `user:${request.user.userId}` : `address:${request.ip}`,
        `${request.method} ${request.routeOptions.url}`,
        key,
      ],
      fingerprint: fingerprintOf(request),
      sealed,
    };
    return from(this.answer(options, reply, next));
  }

  private async answer(options: OnceOptions, reply: FastifyReply, next: CallHandler<unknown>): Promise<unknown> {
    const { status, body, isReplayed } = await this.idempotency.once(options, async () => {
      const made = await lastValueFrom(next.handle());
      return { status: reply.statusCode, body: made };
    });
    if (isReplayed) reply.status(status).header('Idempotency-Replayed', 'true');
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
