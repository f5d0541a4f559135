import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/**
 * Verifies access tokens (RFC 7519, HS256) as Lyceum does: algorithm, signature, issuer, audience and expiry. The secret
 * is made a key once.
 * @param {{ secret: string, issuer: string, audience: string }} settings
 * @returns {(header: string | undefined) => string | null} whose token is in the header; null when it is not valid
 */
export function tokenCheck({ secret, issuer, audience }) {
  const key = createSecretKey(Buffer.from(secret));
  return (header) => {
    if (!header?.startsWith('Bearer ')) return null;
    const [head, body, signature] = header.slice(7).split('.');
    if (!head || !body || !signature) return null;
    const expected = createHmac('sha256', key).update(`${head}.${body}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    if (JSON.parse(Buffer.from(head, 'base64url').toString()).alg !== 'HS256') return null;
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const isOurs = claims.iss === issuer && claims.aud === audience && claims.exp * 1000 > Date.now();
    return isOurs ? claims.sub : null;
  };
}
