import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { ApiClient } from '../support/http.js';

/** Somebody who has an account and is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The API as this person calls it. */
  readonly api: ApiClient;
}

/** An address that nobody had before. */
export function newAddress(): string {
  return `p${randomBytes(8).toString('hex')}@example.org`;
}

/** @param apiUrl the origin of an API process */
export async function signUp(
  apiUrl: string,
  { name = 'Ada Lovelace', email = newAddress(), password = `analytical-${randomBytes(6).toString('hex')}` } = {},
): Promise<Person> {
  const anyone = new ApiClient(apiUrl);
  const { status, body } = await anyone.post('/auth/register', { name, email, password });
  if (status !== 201) throw new Error(`Signing up answered ${status}: ${JSON.stringify(body)}`);
  const { user, accessToken, refreshToken } = body;
  return { id: user.id, name, email, password, accessToken, refreshToken, api: anyone.as(accessToken) };
}

/** Makes somebody new an administrator, as the operator of an installation does. */
export async function signUpAdmin(apiUrl: string, db: Pool): Promise<Person> {
  const person = await signUp(apiUrl, { name: 'Grace Hopper' });
  await db.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [person.id]);
  // The token of the registration may be trusted with the old role for a moment.
  const { body } = await person.api.post('/auth/login', { email: person.email, password: person.password });
  return { ...person, ...body, api: person.api.as(body.accessToken) };
}
