import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CodedError } from '../../kernel/coded-error.js';
import { UNSUPPORTED_MEDIA_TYPE } from '../../kernel/common-errors.js';
import { API_PREFIX } from './prefix.js';

/**
 * The API reads JSON and nothing else. A form is what any page on the web can make a browser send; only the pages that
 * links in e-mails lead to read one.
 */
export function readJsonOnly(app: NestFastifyApplication): void {
  // Fastify reads plain text by default; no route of ours does.
  app.getHttpAdapter().getInstance().removeContentTypeParser('text/plain');
  app.useBodyParser('application/x-www-form-urlencoded', {}, (request, body, done) => {
    if (request.routeOptions.url?.startsWith(`${API_PREFIX}/`)) done(new CodedError(UNSUPPORTED_MEDIA_TYPE));
    else done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
}
