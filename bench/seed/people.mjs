import { createHmac, hkdfSync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';

/** Lifetime of the tokens: longer than any run. */
const TOKEN_SECONDS = 86_400;

/** Password of all people. */
export const PASSWORD = 'analytical-engine-1843';

/** Parameters of Lyceum: Argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * @typedef {object} TokenSettings
 * @property {string} secret
 * @property {string} issuer
 * @property {string} audience
 *
 * @typedef {object} SignedIn
 * @property {string} id
 * @property {string} email
 * @property {string} token an access token of a login session of their own
 * @property {string} refreshToken of the same
 */

/**
 * Creates people with login sessions.
 * @param {import('pg').Pool} db
 * @param {number} count
 * @param {TokenSettings} settings
 * @param {{ role?: 'user' | 'admin', name?: string }} [as]
 * @returns {Promise<SignedIn[]>}
 */
export async function seedPeople(db, count, settings, { role = 'user', name = 'Person' } = {}) {
  const people = Array.from({ length: count }, () => ({ id: uuidv7(), sessionId: uuidv7() }));
  const { rows } = await db.query(
    `WITH person AS (
       INSERT INTO users (id, email, name, role, time_zone, email_verified_at, last_login_at)
       SELECT id, lower($5) || '-' || n || '@example.test', $5 || ' ' || n, $4, 'Europe/Paris', now(), now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, n) RETURNING id, email::text
     ), bookable AS (
       INSERT INTO bookables (id, user_id) SELECT id, id FROM person
     ), credential AS (
       INSERT INTO password_credentials (user_id, hash) SELECT id, $3 FROM person
     ), session AS (
       INSERT INTO login_sessions (id, user_id, token_version, device, address, network, expires_at)
       SELECT s.id, s.user_id, 0, 'Firefox on Linux', '127.0.0.1', '127.0.0.1', now() + interval '7 days'
       FROM unnest($2::uuid[], $1::uuid[]) AS s (id, user_id)
     )
     SELECT id, email FROM person`,
    [people.map(({ id }) => id), people.map(({ sessionId }) => sessionId), await hash(PASSWORD, ARGON2ID), role, name],
  );
  const emails = new Map(rows.map(({ id, email }) => [id, email]));
  return people.map(({ id, sessionId }) => ({
    id,
    email: emails.get(id),
    token: accessToken(id, sessionId, settings),
    refreshToken: refreshToken(sessionId, settings),
  }));
}

/**
 * An access token as in Lyceum (RFC 7519, HS256).
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

/**
 * The first refresh token of a login session: its id, the number 0, and an HMAC over both.
 * @param {string} sessionId
 * @param {TokenSettings} settings
 */
function refreshToken(sessionId, { secret }) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'lyceum refresh tickets', 32));
  const ticket = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), Buffer.alloc(4)]);
  return Buffer.concat([ticket, createHmac('sha256', key).update(ticket).digest()]).toString('base64url');
}
