import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../kernel/accepted-language.js';
import type { Language } from '../../kernel/language.js';

/** The language of the page that is asked for: `?lang=`, else `Accept-Language`, else English. */
export const PageLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): Language => {
  const { query, headers } = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: { lang?: unknown } }>>();
  return languageOf(query.lang, headers['accept-language']);
});
