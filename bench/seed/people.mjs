import { createHmac } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** How long the tokens last: longer than any run. */
const TOKEN_SECONDS = 86_400;

/**
 * @typedef {object} TokenSettings
 * @property {string} secret
 * @property {string} issuer
 * @property {string} audience
 */

/**
 * Makes people who are signed in, each with a login session and an access token of their own.
 * @param {import('pg').Pool} db
 * @param {number} count
 * @param {TokenSettings} settings
 * @returns {Promise<{ id: string, token: string }[]>}
 */
export async function seedPeople(db, count, settings) {
  const people = Array.from({ length: count }, () => ({ id: uuidv7(), sessionId: uuidv7() }));
  await db.query(
    `WITH person AS (
       INSERT INTO users (id, email, name, time_zone, email_verified_at, last_login_at)
       SELECT id, 'person-' || n || '@example.test', 'Person ' || n, 'Europe/Paris', now(), now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, n) RETURNING id
     ), bookable AS (
       INSERT INTO bookables (id, user_id) SELECT id, id FROM person
     )
     INSERT INTO login_sessions (id, user_id, token_version, device, address, network, expires_at)
     SELECT s.id, s.user_id, 0, 'Firefox on Linux', '127.0.0.1', '127.0.0.1', now() + interval '7 days'
     FROM unnest($2::uuid[], $1::uuid[]) AS s (id, user_id)`,
    [people.map(({ id }) => id), people.map(({ sessionId }) => sessionId)],
  );
  return people.map(({ id, sessionId }) => ({ id, token: accessToken(id, sessionId, settings) }));
}

/**
 * As Lyceum signs them (RFC 7519, HS256).
 * @param {string} sub
 * @param {string} sid
 * @param {TokenSettings} settings
 */
function accessToken(sub, sid, { secret, issuer, audience }) {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sid, ver: 0, iat, exp: iat + TOKEN_SECONDS, aud: audience, iss: issuer, sub };
  const [head, body] = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}
