import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { sharedDatabase } from '../support/shared-system.mjs';
import { eventually } from '../support/eventually.js';
import type { ApiClient, ApiResponse } from '../support/http.js';

/** Somebody with an account who is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Calls the API as this person. */
  readonly api: ApiClient;
}

/** An address that nobody else in the run of tests has. */
export function newEmail(name = 'somebody'): string {
  return `${name.toLowerCase().replace(/\W+/g, '-')}-${randomBytes(6).toString('hex')}@example.test`;
}

/** Signs up over the API. */
export async function signUp(api: ApiClient, name = 'Ada', email = newEmail(name)): Promise<Person> {
  const password = `${name} likes 42 long passwords`;
  const { status, body } = await api.post('/auth/register', { name, email, password });
  if (status !== 201) throw new Error(`The sign-up of ${email} answered ${status} ${JSON.stringify(body)}`);
  const { user, accessToken, refreshToken } = body;
  return { id: user.id, name, email, password, accessToken, refreshToken, api: api.as(accessToken) };
}

/** Asks for the erasure of the person's account, which the worker does. @returns the answer, with the erasure's secret */
export function closeAccount({ api, password }: Pick<Person, 'api' | 'password'>): Promise<ApiResponse> {
  return api.delete('/users/me', { password });
}

/** Signs several people up: `const [ada, charles] = await signUpAll(api, 'Ada', 'Charles')`. */
export async function signUpAll<const Names extends readonly string[]>(
  api: ApiClient,
  ...names: Names
): Promise<{ -readonly [Index in keyof Names]: Person }> {
  const people = await Promise.all(names.map((name) => signUp(api, name)));
  return people as { -readonly [Index in keyof Names]: Person };
}

/** Makes somebody new an administrator, as the operator of an installation does. */
export async function signUpAdmin(api: ApiClient, db: Pool): Promise<Person> {
  const person = await signUp(api, 'Grace');
  await db.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [person.id]);
  // A new login session, because the old one may be trusted with the old role for a moment.
  const { body } = await api.post('/auth/login', { email: person.email, password: person.password });
  const { accessToken, refreshToken } = body;
  return { ...person, accessToken, refreshToken, api: api.as(accessToken) };
}

/** The same for people who followed the link in their first e-mail; in the shared system only. */
export async function signUpAllVerified<const Names extends readonly string[]>(
  api: ApiClient,
  ...names: Names
): Promise<{ [Name in keyof Names]: Person }> {
  const people = await signUpAll(api, ...names);
  const db = sharedDatabase();
  await db.query('UPDATE users SET email_verified_at = now() WHERE id = ANY ($1)', [people.map(({ id }) => id)]);
  await db.end();
  return people;
}

/** Closes the account and waits until everything is erased. @returns the erasure */
export async function eraseAccount(person: Pick<Person, 'api' | 'password'>): Promise<ApiResponse['body']> {
  const { status, body } = await closeAccount(person);
  if (status !== 202) throw new Error(`The erasure was answered with ${status} ${JSON.stringify(body)}`);
  return eventually(
    async () => (await person.api.get(`/erasures/${body.token}`)).body,
    (erasure) => erasure.status === 'done',
    60_000,
  );
}
