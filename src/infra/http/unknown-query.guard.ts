import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyRequest } from 'fastify';
import { invalidParameter } from '../../kernel/invalid.js';

/** `RouteParamtypes.QUERY` of Nest, which is an internal enum. */
const QUERY = '4:';

/** What `@ApiExcludeController` leaves, which Nest does not export. */
const EXCLUDED = 'swagger/apiExcludeController';

/**
 * Refuses query parameters on operations that take none; on the others the DTO refuses what it does not know. What is no
 * operation of the OpenAPI document is a page, and passes over them: newsletters and social networks add some to every link.
 */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [first] = Object.keys(context.switchToHttp().getRequest<FastifyRequest>().query ?? {});
    const isPage = Reflect.hasMetadata(EXCLUDED, context.getClass());
    if (first === undefined || isPage) return true;
    const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
      {}) as object;
    if (Object.keys(parameters).some((key) => key.startsWith(QUERY))) return true;
    throw invalidParameter(first, 'is not a known parameter', 'unknown_field');
  }
}
