import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ROOT } from '../../../infra/config/version.js';

/** Placeholder of the nonce, from `admin/vite.config.js`. */
const PLACEHOLDER = '__NONCE__';

/** 128 bits, unguessable (Content Security Policy Level 3, section 8.2). */
const NONCE_BYTES = 16;

/** The built HTML of `admin/`, with a fresh nonce in each response. */
@Injectable()
export class DashboardDocument {
  private readonly file = new URL('dist/admin/index.html', ROOT);

  /**
   * Never cached (`no-store` is the default here): after a revalidation the cached body would get the headers of the
   * new response, and the nonces would differ (RFC 9111, section 4.3.4).
   */
  async render(reply: FastifyReply): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    reply.header('Content-Security-Policy', policyWith(nonce));
    return (await readFile(this.file, 'utf8')).replaceAll(PLACEHOLDER, nonce);
  }

  /** An empty document. */
  renderFrame(reply: FastifyReply): string {
    // `X-Frame-Options` of every answer denies all frames.
    void reply.header('Content-Security-Policy', FRAME_POLICY).header('X-Frame-Options', 'SAMEORIGIN');
    return '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>E-mail</title></head><body></body></html>';
  }
}

/**
 * Content Security Policy of the frame: it runs and loads nothing, and is put into pages of this origin only, which
 * write into it. Styles in attributes are allowed: mail programs need them.
 */
const FRAME_POLICY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
  `sandbox allow-same-origin`,
].join('; ');

/**
 * Content Security Policy: scripts by nonce, and what they load; styles of this origin or by nonce; no other origins.
 */
function policyWith(nonce: string): string {
  const directives = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  return directives.join('; ');
}
