import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { acceptedLanguage } from '../../kernel/accepted-language.js';
import type { Language } from '../../kernel/language.js';

/** What the browser of whoever asks likes best of the languages there are; null when it names none of them. */
export const RequestLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): Language | null =>
  acceptedLanguage(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);
