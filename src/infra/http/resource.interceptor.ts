import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { isKnown } from './entity-tags.js';
import { API_PREFIX } from '../../kernel/api-prefix.js';
import {
  ACCEPTED_WHEN,
  CREATED_AT,
  DIGESTED,
  digestOf,
  etagOf,
  type LocationTemplate,
  type VersionOptions,
  VERSIONED,
} from './resource.decorators.js';

type CreatedAt = LocationTemplate | ((answer: object) => LocationTemplate);

/** Sets `Location` and `ETag` from the response and turns a matching `If-None-Match` into 304. */
@Injectable()
export class ResourceInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const createdAt = this.reflector.get<CreatedAt | undefined>(CREATED_AT, context.getHandler());
    const isAccepted = this.reflector.get<((answer: object) => boolean) | undefined>(
      ACCEPTED_WHEN,
      context.getHandler(),
    );
    const versioned = this.reflector.get<VersionOptions | undefined>(VERSIONED, context.getHandler());
    const digested = this.reflector.get<boolean | undefined>(DIGESTED, context.getHandler());
    if (createdAt === undefined && !versioned && !digested) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body) => {
        if (digested && typeof body === 'string') return sendConditionally(body, `"${digestOf(body)}"`, request, reply);
        if (typeof body !== 'object' || body === null) return body;
        const members = body as Record<string, unknown>;
        if (createdAt !== undefined) {
          const template = typeof createdAt === 'function' ? createdAt(body) : createdAt;
          reply.header(
            'Location',
            API_PREFIX + template.replace(/\{(\w+)\}/g, (_all, name: string) => String(members[name])),
          );
        }
        if (isAccepted?.(body)) reply.status(202);
        if (!versioned || typeof members['version'] !== 'number') return body;
        return sendConditionally(
          body,
          etagOf(members['version'], versioned.wholeBody ? body : undefined),
          request,
          reply,
        );
      }),
    );
  }
}

/** @returns the body, or undefined with 304 when `If-None-Match` has the ETag */
export function sendConditionally<Body>(
  body: Body,
  etag: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Body | undefined {
  reply.header('ETag', etag);
  if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], etag)) return body;
  reply.status(304).removeHeader('Content-Type');
  return undefined;
}
