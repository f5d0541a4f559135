import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ROOT } from '../../../infra/config/version.js';

/** What `admin/vite.config.js` leaves in place of it. */
const PLACEHOLDER = '__NONCE__';

/** 128 bits: nobody guesses it (Content Security Policy Level 3, section 8.2). */
const NONCE_BYTES = 16;

/** The page that `admin/` is built into, with a nonce of its own in each answer. */
@Injectable()
export class DashboardDocument {
  private readonly file = new URL('dist/admin/index.html', ROOT);

  /**
   * Never stored (`no-store`, as everything that does not say otherwise): what is validated gets the header of the new answer
   * beside the body of the old one, and two nonces that differ (RFC 9111, section 4.3.4).
   */
  async render(reply: FastifyReply): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    reply.header('Content-Security-Policy', policyWith(nonce));
    return (await readFile(this.file, 'utf8')).replaceAll(PLACEHOLDER, nonce);
  }
}

/** Scripts by the nonce, and what those load; styles from here or by the nonce; nothing from anywhere else. */
function policyWith(nonce: string): string {
  const directives = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  return directives.join('; ');
}
