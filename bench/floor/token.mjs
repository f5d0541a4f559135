import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';

/** @typedef {{ secret: string, issuer: string, audience: string }} Settings */

/**
 * Verifies access tokens (RFC 7519, HS256) as Lyceum does: algorithm, signature, issuer, audience and expiry. The key
 * object is created once.
 * @param {Settings} settings
 * @returns {(header: string | undefined) => string | null} the subject of the token in the header; null when it is not
 * valid
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

/** Signs access tokens as Lyceum does. @param {Settings} settings */
export function tokenSigner({ secret, issuer, audience }) {
  const key = createSecretKey(Buffer.from(secret));
  const head = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
  /**
   * @param {object} claims
   * @param {string} sub
   * @param {number} seconds lifetime
   */
  return (claims, sub, seconds) => {
    const iat = Math.floor(Date.now() / 1000);
    const all = { ...claims, iat, exp: iat + seconds, aud: audience, iss: issuer, sub };
    const text = `${head}.${Buffer.from(JSON.stringify(all)).toString('base64url')}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
}

/** @typedef {{ sessionId: string, number: number }} Ticket which refresh token of which login session */

/** Refresh tokens as in Lyceum: session id and number, with an HMAC over both. @param {Settings} settings */
export function refreshTickets({ secret }) {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'lyceum refresh tickets', 32)));
  /** @param {Buffer} ticket */
  const macOf = (ticket) => createHmac('sha256', key).update(ticket).digest();
  return {
    /** @param {Ticket} ticket */
    seal({ sessionId, number }) {
      const ticket = Buffer.alloc(20);
      ticket.write(sessionId.replaceAll('-', ''), 'hex');
      ticket.writeUInt32BE(number, 16);
      return Buffer.concat([ticket, macOf(ticket)]).toString('base64url');
    },
    /** @param {string} token @returns {Ticket | null} */
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      const ticket = bytes.subarray(0, 20);
      if (bytes.length !== 52 || !timingSafeEqual(macOf(ticket), bytes.subarray(20))) return null;
      const id = ticket.toString('hex', 0, 16);
      return { sessionId: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), number: ticket.readUInt32BE(16) };
    },
  };
}
