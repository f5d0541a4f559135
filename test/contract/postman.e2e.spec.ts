import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { collectionOf, collectionText } from '../../tools/postman/collection.mjs';
import { newEmail } from '../factories/person.js';
import { sharedSystem } from '../support/shared-system.mjs';

// A test reads whatever a request has.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed collection
type Json = any;

const FOLDER = join(import.meta.dirname, '../../openapi');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const document: Json = JSON.parse(read('openapi.json'));
const collection: Json = JSON.parse(read('postman.json'));
const items: Json[] = collection.item.flatMap(({ item }: Json) => item);
const idOf = ({ request }: Json) => /^`([^`]+)`/.exec(request.description)?.[1];
const operations: Json[] = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
  Object.entries<Json>(methods)
    .filter(([, { operationId }]) => operationId)
    .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
);

/** What Postman makes of a request: variables are filled in, what is disabled stays out, and a folder's token is added. */
function sent({ request }: Json, variables: Readonly<Record<string, string>>): [url: string, init: RequestInit] {
  const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => variables[name] ?? '');
  const inPath = (segment: string) =>
    segment.startsWith(':') ? request.url.variable.find(({ key }: Json) => `:${key}` === segment).value : segment;
  const query = (request.url.query ?? []).filter(({ disabled }: Json) => !disabled);
  const headers = request.header.filter(({ disabled }: Json) => !disabled).map(({ key, value }: Json) => [key, value]);
  const { type, bearer } = request.auth ?? collection.auth;
  if (type === 'bearer') headers.push(['Authorization', `Bearer ${filled(bearer[0].value)}`]);
  const search = new URLSearchParams(query.map(({ key, value }: Json) => [key, value])).toString();
  const url = `${filled(request.url.host[0])}/${request.url.path.map(inPath).join('/')}${search && `?${search}`}`;
  return [url, { method: request.method, headers, body: request.body && filled(request.body.raw) }];
}

describe('the collection for Postman', () => {
  it('is made of the document as it is', () => {
    // When this fails: npm run postman
    expect(read('postman.json')).toBe(collectionText(collectionOf(document)));
  });

  it('has every operation once, at its address, with the sign-in that it needs and a body where it takes one', () => {
    expect(items.map(idOf).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
    for (const operation of operations) {
      const { request } = items.find((item) => idOf(item) === operation.operationId);
      const path = `/${request.url.path.join('/')}`.replace(/:(\w+)/g, '{$1}');
      if (!/\}\./.test(operation.path)) expect([request.method, path]).toEqual([operation.method, operation.path]);
      expect(request.auth?.type === 'noauth').toBe(operation.security.length === 0);
      expect([operation.operationId, request.body !== undefined]).toEqual([
        operation.operationId,
        operation.requestBody !== undefined,
      ]);
    }
  });

  it('signs in, and then sends its token', async () => {
    const variables = { baseUrl: sharedSystem().apiUrl, accessToken: '', refreshToken: '' };
    const named = (id: string) => items.find((item) => idOf(item) === id);
    const me = async () => (await fetch(...sent(named('users.getMe'), variables))).status;
    expect(await me()).toBe(401);

    const register = structuredClone(named('auth.register'));
    register.request.body.raw = JSON.stringify({ ...JSON.parse(register.request.body.raw), email: newEmail() });
    const answer = await fetch(...sent(register, variables));
    expect(answer.status).toBe(201);
    const tokens = (await answer.json()) as Readonly<Record<string, string>>;
    // The script of the request, with what Postman gives it.
    const pm = {
      response: { json: () => tokens },
      collectionVariables: { set: (name: 'accessToken', value: string) => (variables[name] = value) },
    };
    runInNewContext(register.event[0].script.exec.join('\n'), { pm });
    expect(variables).toMatchObject({ accessToken: tokens['accessToken'], refreshToken: tokens['refreshToken'] });
    expect(await me()).toBe(200);
    expect((await fetch(...sent(named('auth.refresh'), variables))).status).toBe(200);
  });
});
