import type { IncomingHttpHeaders } from 'node:http';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../kernel/coded-error.js';
import { MALFORMED_BODY, UNSUPPORTED_MEDIA_TYPE } from '../../kernel/common-errors.js';
import { readForm } from './form-bodies.js';
import { textBoundsFault } from './input-bounds.js';
import { brokenAt } from './json-faults.js';
import { API_PREFIX } from '../../kernel/api-prefix.js';

/** Room for a secret, a name and a password, several times. */
const FORM_LIMIT_BYTES = 16_384;

const FORM_OF_PARTS = 'lyceumFormOfParts';

/** The route accepts `multipart/form-data`, too, whose content it ignores. */
export const TakesFormOfParts = () => RouteConfig({ [FORM_OF_PARTS]: true });

/** Room for a batch of a hundred events of eight kilobytes. */
export const BODY_LIMIT_BYTES = 1_048_576;

/**
 * The API accepts only JSON: any web page can make a browser submit a form (CSRF). Only the pages that links in e-mails
 * lead to accept forms.
 */
export function readJsonOnly(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  // Fastify reads plain text by default; no route of ours does.
  server.removeContentTypeParser('text/plain');
  const parse = server.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT_BYTES }, (request, body, done) => {
    const fault = codingFault(request) ?? textBoundsFault(body);
    if (fault) {
      done(fault);
      return;
    }
    const text = String(body);
    // The default parser calls `done`.
    void parse(request as FastifyRequest, text, (error, value) => done(error && saidWhere(error, text), value));
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: FORM_LIMIT_BYTES }, (request, body, done) => {
    const fault = codingFault(request);
    if (fault) done(fault);
    else if (request.routeOptions.url?.startsWith(`${API_PREFIX}/`)) done(new CodedError(UNSUPPORTED_MEDIA_TYPE));
    else done(null, readForm(String(body)));
  });
  app.useBodyParser('multipart/form-data', { bodyLimit: FORM_LIMIT_BYTES }, (request, _body, done) => {
    const isRead = FORM_OF_PARTS in request.routeOptions.config;
    done(isRead ? null : new CodedError(UNSUPPORTED_MEDIA_TYPE), {});
  });
}

/** Compressed bodies are refused, against decompression bombs (RFC 9110, section 15.5.16). */
function codingFault({ headers }: { readonly headers: IncomingHttpHeaders }): CodedError | undefined {
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() === 'identity') return undefined;
  return new CodedError(UNSUPPORTED_MEDIA_TYPE, {
    detail: 'Bodies are read as they are: send it without `Content-Encoding`.',
  });
}

/** Adds the position of the syntax error; an empty body needs none. */
function saidWhere(error: Error, text: string): Error {
  const place = text === '' ? undefined : brokenAt(text);
  return place === undefined ? error : new CodedError(MALFORMED_BODY, { detail: `The body is no JSON at ${place}.` });
}
