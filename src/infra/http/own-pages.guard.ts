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
 * What a browser's cookie lets in is asked for by pages of ours only (OWASP, "Cross-Site Request Forgery Prevention"): other
 * sites cannot send the header without being asked for leave first, and Fetch Metadata names the rest. Where a browser sends
 * none of it, over plain HTTP, `Origin` does.
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers, host } = context.switchToHttp().getRequest<FastifyRequest>();
    const { 'sec-fetch-site': site, origin } = headers;
    const isOwn = site === undefined ? isOfHost(origin, host) : site === 'same-origin';
    if (!isOwn || !headers[HEADER.toLowerCase()]) throw new CodedError(FOREIGN_PAGE);
    return true;
  }
}

/** Programs that are no browsers send none. A proxy in front may speak another protocol, so that is not compared. */
function isOfHost(origin: string | undefined, host: string): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** The routes are for pages of this server. */
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
