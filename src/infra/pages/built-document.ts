import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';

/** Placeholder of the nonce, from the configurations of Vite in `admin/`. */
const PLACEHOLDER = '__NONCE__';

/** 128 bits, unguessable (Content Security Policy Level 3, section 8.2). */
const NONCE_BYTES = 16;

/**
 * The built HTML of a single-page application, with a fresh nonce in each response.
 *
 * Never cached (`no-store` is the default here): after a revalidation the cached body would get the headers of the
 * new response, and the nonces would differ (RFC 9111, section 4.3.4).
 */
export async function renderBuilt(
  file: URL,
  reply: FastifyReply,
  furtherDirectives: readonly string[] = [],
): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  reply.header('Content-Security-Policy', [...policyWith(nonce), ...furtherDirectives].join('; '));
  return (await readFile(file, 'utf8')).replaceAll(PLACEHOLDER, nonce);
}

/**
 * Content Security Policy: scripts by nonce, and what they load; styles of this origin or by nonce; no other origins.
 */
function policyWith(nonce: string): string[] {
  return [
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
}
