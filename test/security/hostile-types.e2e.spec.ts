import { type Person, signUpAdmin } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { type Body, validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  type Operation,
  operations,
  parametersIn,
  resolve,
  type Schema,
  unknownName,
} from './operations.js';
import { newId } from '../../src/kernel/ids.js';

/*
 * Every operation of the document gets values of types that it does not ask for, in every member of its body at any depth,
 * every parameter and the headers that are looked at. Whatever it makes of them, it does not fail.
 */

/** What code stumbles over that converts, compares, spreads, awaits or measures a value before it knows its type. */
const HOSTILE: readonly unknown[] = [
  { toString: 1 },
  { toJSON: 'x' },
  { length: 1e9 },
  [null],
  1e308,
  -0.5,
  2 ** 53,
  false,
  '9'.repeat(40),
];

const HOSTILE_TEXTS = ['', '%00', '-1', '1e309', '9'.repeat(40), '{"toString":1}'];

const HEADERS: ReadonlyArray<Readonly<Record<string, string>>> = [
  { 'If-Match': '"v99999999999999999999"' },
  { 'If-None-Match': ',,W/,"' },
  { 'Accept-Language': '*;q=x, en;q=99999, ---' },
  { 'Accept-Encoding': 'br;q=0, *;q=0' },
  { 'X-Forwarded-For': '999.999.999.999, ::, \'"' },
  { 'X-Request-Id': 'x'.repeat(4000) },
  { Accept: 'text/html;q=NaN' },
  { Range: 'bytes=9-1' },
];

const { apiUrl } = sharedSystem();
const db = sharedDatabase();
let admin: Person;

beforeAll(async () => {
  admin = await signUpAdmin(new ApiClient(apiUrl), db);
});

afterAll(() => db.end());

const someId = () => newId();

/** Streams answer as long as they are read. */
const answered = operations.filter(({ path }) => !path.endsWith('/stream'));
const withBody = answered.filter((operation) => bodySchemaOf(operation));
const withQuery = answered.filter((operation) => parametersIn(operation, 'query').length > 0);

/** The body with the value in place of each member that the schema has, at any depth. */
function* variants(schema: Schema, body: Body, value: unknown): Generator<Body> {
  for (const [name, member] of Object.entries(resolve(schema).properties ?? {})) {
    yield { ...body, [name]: value };
    const { items, properties } = resolve(member);
    const inner = items ? resolve(items) : properties ? resolve(member) : undefined;
    if (!inner?.properties) continue;
    for (const nested of variants(inner, validBody(inner, someId), value))
      yield { ...body, [name]: items ? [nested] : nested };
  }
}

function pathOf(operation: Operation): string {
  return fill(operation, (resource) => unknownName(operation, resource));
}

function failures(answers: readonly ApiResponse[]): unknown[] {
  return answers.filter(({ status }) => status >= 500).map(({ status, body }) => [status, body]);
}

describe('values of other types', () => {
  it.each(byName(withBody))('in the body are no failure of %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation)!;
    const body = validBody(schema, someId);
    for (const value of HOSTILE) {
      const bodies = [...variants(schema, body, value)];
      const answers = await Promise.all(bodies.map((one) => admin.api.send(operation.method, pathOf(operation), one)));
      expect([JSON.stringify(value), failures(answers)]).toEqual([JSON.stringify(value), []]);
    }
  });

  it.each(byName(withQuery))('in the query are no failure of %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation);
    const body = schema && validBody(schema, someId);
    const queries = parametersIn(operation, 'query').flatMap(({ name }) => [
      ...HOSTILE_TEXTS.map((text) => `${name}=${encodeURIComponent(text)}`),
      `${name}=1&${name}=2`,
      `${name}[toString]=1`,
      `${name}[]=1`,
      `__proto__=1&${name}=1`,
    ]);
    const ask = (query: string) => admin.api.send(operation.method, `${pathOf(operation)}?${query}`, body);
    expect(failures(await Promise.all(queries.map(ask)))).toEqual([]);
  });

  it.each(byName(answered))('in headers and path are no failure of %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation);
    const body = schema && validBody(schema, someId);
    const asked = HEADERS.map((headers) => admin.api.send(operation.method, pathOf(operation), body, { headers }));
    const named = parametersIn(operation, 'path').flatMap((parameter) =>
      [...HOSTILE_TEXTS, '__proto__', 'toString'].map((text) =>
        fill(operation, (resource) =>
          resource.endsWith(`{${parameter.name}}`) ? text || ' ' : unknownName(operation, resource),
        ),
      ),
    );
    const answers = await Promise.all([...asked, ...named.map((path) => admin.api.send(operation.method, path, body))]);
    expect(failures(answers)).toEqual([]);
  });
});
