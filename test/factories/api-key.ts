import type { Pool } from 'pg';
import { newKeySecret } from '../../src/infra/access/key-secret.js';
import { hashSecret } from '../../src/infra/access/link-secret.js';
import type { ApiClient } from '../support/http.js';
import type { Person } from './person.js';

export interface Key {
  readonly id: string;
  readonly secret: string;
  /** Calls the API with the key. */
  readonly api: ApiClient;
}

/** Makes a key over the API. */
export async function makeKey(person: Person, scopes: readonly string[], more: object = {}): Promise<Key> {
  const key = { name: 'App', scopes, password: person.password, ...more };
  const { status, body } = await person.api.post('/api-keys', key);
  if (status !== 201) throw new Error(`The key was answered with ${status} ${JSON.stringify(body)}`);
  return { id: body.id, secret: body.secret, api: person.api.as(body.secret) };
}

/** Puts a key into the database, for tests that need many. */
export async function insertKey(db: Pool, person: Pick<Person, 'id' | 'api'>, scopes: readonly string[]): Promise<Key> {
  const secret = newKeySecret();
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO api_keys (user_id, made_by, name, hash, last_four, scopes, expires_at)
     VALUES ($1, $1, 'App', $2, $3, $4, now() + interval '1 day') RETURNING id`,
    [person.id, hashSecret(secret), secret.slice(-4), scopes],
  );
  return { id: rows[0]!.id, secret, api: person.api.as(secret) };
}
