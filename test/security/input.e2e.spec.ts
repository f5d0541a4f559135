import { newId } from '../../src/kernel/ids.js';
import { newEmail, type Person, signUpAdmin } from '../factories/person.js';
import { ApiClient, type ApiResponse, type RequestOptions } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import type { Schema } from '../support/json-schema.js';
import { type Body, validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  isUuid,
  neededHeaders,
  type Operation,
  operations,
  parametersIn,
  resolve,
  unknownName,
} from './operations.js';

/** What a caller may never set: members of answers and columns of tables. */
const NOT_FOR_CALLERS = [
  'id',
  'isAdmin',
  'ownerId',
  'organizerId',
  'version',
  'createdAt',
  'passwordHash',
  'unheardOf',
];

const WRONG_VALUES = [null, {}, [], [[]], 0, -1, true, '', 'x'.repeat(20_000), 'nul \0', 'surrogate \ud800'];

const MALFORMED_IDS = [
  'not-a-uuid',
  '1',
  `${newId()}0`,
  newId().replaceAll('-', ''),
  'x'.repeat(300),
  "' OR 1=1 --",
  '\0',
  '../users/me',
  '%',
];

const MALFORMED_JSON = ['{', '{"a":1', "{'a':1}", '{"a":1}}', 'undefined', '{"__proto__":{"isAdmin":true}}'];
const NO_OBJECTS = ['null', '[]', '1', '"text"'];

const withBody = operations.filter((operation) => bodySchemaOf(operation));
const withNestedObjects = withBody.flatMap((operation) =>
  Object.entries(bodySchemaOf(operation)?.properties ?? {})
    .filter(([, schema]) => resolve(resolve(schema).items ?? {}).properties)
    .map(([member, schema]): [string, Operation, string, Schema] => [
      `${member} of ${operation.method} ${operation.path}`,
      operation,
      member,
      resolve(schema).items!,
    ]),
);
const withId = operations.flatMap((operation) =>
  parametersIn(operation, 'path').map(({ name, schema }): [string, Operation, string, Schema] => [
    `{${name}} of ${operation.method} ${operation.path}`,
    operation,
    name,
    schema,
  ]),
);

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
let admin: Person;

beforeAll(async () => {
  admin = await signUpAdmin(api, db);
});

afterAll(() => db.end());

const someId = () => newId();

/** Names resources that do not exist, so that nothing happens even when the input is taken. */
function ask(operation: Operation, body: unknown, options?: RequestOptions): Promise<ApiResponse> {
  const path = fill(operation, (resource) => unknownName(operation, resource));
  const headers = { ...neededHeaders(operation), ...options?.headers };
  return admin.api.send(operation.method, path, body, { ...options, headers });
}

function askWith(operation: Operation, change: Body): Promise<ApiResponse> {
  return ask(operation, { ...validBody(bodySchemaOf(operation)!, someId), ...change });
}

describe('a body with', () => {
  it.each(byName(withBody))('an unknown member is refused by %s', async (_name, operation) => {
    const { properties = {} } = bodySchemaOf(operation)!;
    for (const field of NOT_FOR_CALLERS.filter((name) => !(name in properties))) {
      const { status, body } = await askWith(operation, { [field]: 'mine' });
      expect([status, body.errors]).toEqual([
        400,
        [expect.objectContaining({ pointer: `/${field}`, field, code: 'unknown_field' })],
      ]);
    }
  });

  it.each(withNestedObjects)('an unknown member inside is refused in %s', async (_name, operation, member, items) => {
    const nested = { ...validBody(items, someId), isAdmin: true };
    const { status, body } = await askWith(operation, { [member]: [nested] });
    // Of a batch, each item is refused by itself.
    const refusal = status === 200 ? body.results[0].problem : body;
    expect(refusal.errors).toEqual([
      expect.objectContaining({ pointer: `/${member}/0/isAdmin`, code: 'unknown_field' }),
    ]);
  });

  it.each(byName(withBody))('a member of another type is no failure of %s', async (_name, operation) => {
    const members = Object.keys(bodySchemaOf(operation)?.properties ?? {});
    for (const member of members) {
      const answers = await Promise.all(WRONG_VALUES.map((value) => askWith(operation, { [member]: value })));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
  });

  it.each(byName(withBody))('something else than JSON is refused by %s', async (_name, operation) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status, body } = await ask(operation, '{}', { headers: { 'Content-Type': type } });
      expect([type, status, body.code]).toEqual([type, 415, 'unsupported_media_type']);
    }
  });

  it('a form is read by the pages that e-mails lead to', async () => {
    const form = new URLSearchParams({ email: newEmail() });
    const page = await fetch(new URL('/account/forgot-password', apiUrl), { method: 'POST', body: form });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Look into your mailbox')]);
  });

  it.each(byName(withBody))('malformed JSON is refused by %s', async (_name, operation) => {
    for (const text of MALFORMED_JSON) {
      const { status, body } = await ask(operation, text);
      expect([text, status, body.code]).toEqual([text, 400, 'malformed_body']);
    }
  });

  it.each(byName(withBody))('anything but an object is refused by %s', async (_name, operation) => {
    for (const text of NO_OBJECTS) {
      const { status, body } = await ask(operation, text);
      expect([text, status, body.code]).toEqual([text, 400, 'validation_failed']);
    }
  });
});

describe('a path with', () => {
  it.each(withId)('a malformed %s is refused', async (_name, operation, parameter, schema) => {
    const body = bodySchemaOf(operation) && validBody(bodySchemaOf(operation)!, someId);
    for (const malformed of MALFORMED_IDS) {
      const valueOf = (resource: string) =>
        resource.endsWith(`{${parameter}}`) ? malformed : unknownName(operation, resource);
      const answer = await admin.api.send(operation.method, fill(operation, valueOf), body);
      if (isUuid(schema))
        expect([malformed, answer.status, answer.body.errors]).toEqual([
          malformed,
          400,
          [expect.objectContaining({ field: parameter })],
        ]);
      else expect([400, 404]).toContain(answer.status);
    }
  });

  it('malformed percent-encoding is refused', async () => {
    for (const path of ['/bookings/%zz', '/bookings/%ff', '/users/%']) {
      const { status, headers, body } = await admin.api.get(path);
      expect([path, status, body.code]).toEqual([path, 400, 'validation_failed']);
      expect(headers.get('X-Request-Id')).toBe(body.requestId);
    }
  });
});

describe('a query with', () => {
  it.each(byName(operations))('an unknown parameter is refused by %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation);
    const body = schema && validBody(schema, someId);
    const { status, body: problem } = await ask(operation, body, { query: { unheardOf: 1 } });
    expect(status).toBe(400);
    expect(problem.errors).toContainEqual(expect.objectContaining({ field: 'unheardOf' }));
  });
});
