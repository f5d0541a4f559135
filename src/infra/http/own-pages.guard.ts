import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CodedError, defineError } from '../../kernel/coded-error.js';
import { Problems } from './problems.decorator.js';

const HEADER = 'X-Requested-With';

export const FOREIGN_PAGE = defineError({
  code: 'foreign_page',
  kind: 'forbidden',
  title: 'Only pages of this server may ask for this.',
  description:
    'Browsers send the cookie that this works with by themselves, so it has to be certain that a page of this server asks: ' +
    `send \`${HEADER}\`, and from the same origin.`,
});

/**
 * CSRF protection of routes with cookies (OWASP, "Cross-Site Request Forgery Prevention"): other sites cannot send the
 * custom header without a CORS preflight, and Fetch Metadata (`Sec-Fetch-Site`) refuses other origins. Browsers send no
 * Fetch Metadata over plain HTTP; there `Origin` is checked.
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isOfOwnPage(request) || !request.headers[HEADER.toLowerCase()]) throw new CodedError(FOREIGN_PAGE);
    return true;
  }
}

/** The same for what a form sends, which has no headers of its own. */
@Injectable()
export class OwnFormsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (!isOfOwnPage(context.switchToHttp().getRequest<FastifyRequest>())) throw new CodedError(FOREIGN_PAGE);
    return true;
  }
}

function isOfOwnPage({ headers, host }: FastifyRequest): boolean {
  const { 'sec-fetch-site': site, origin } = headers;
  return site === undefined ? isOfHost(origin, host) : site === 'same-origin';
}

/** Clients that are no browsers send no `Origin`. The scheme is not compared, because a proxy may terminate TLS. */
function isOfHost(origin: string | undefined, host: string): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** The route is for pages of this server only. */
export const OwnPages = () =>
  applyDecorators(
    UseGuards(OwnPagesGuard),
    ApiHeader({
      name: HEADER,
      required: true,
      description: 'Anything: that it is there shows that no other site asks.',
      schema: { type: 'string', minLength: 1 },
    }),
    Problems(FOREIGN_PAGE),
  );
