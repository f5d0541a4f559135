import { type Person, signUpAdmin } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import type { Schema } from '../support/json-schema.js';
import { type Body, validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  neededHeaders,
  type Operation,
  operations,
  parametersIn,
  resolve,
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

const { apiUrl, otherApiUrl } = sharedSystem();
/** At once; each needs a connection to the database. */
const AT_ONCE = 20;
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

/**
 * Bodies in which each member that the schema has, at any depth, has each of the values. What is refused is found for all
 * members of a body together, so one body has another value in each of them; where a value may be taken for one of the
 * member's, it also stands alone in a body that is valid without it.
 */
function* hostileBodies(schema: Schema, body: Body): Generator<Body> {
  const members = Object.entries(resolve(schema).properties ?? {});
  for (const shift of HOSTILE.keys()) {
    const values = members.map(([name], index) => [name, HOSTILE[(index + shift) % HOSTILE.length]]);
    yield { ...body, ...Object.fromEntries(values) };
  }
  for (const [name, member] of members) {
    for (const value of HOSTILE) if (mayTake(member, value)) yield { ...body, [name]: value };
    const { items, properties } = resolve(member);
    const inner = items ? resolve(items) : properties ? resolve(member) : undefined;
    if (!inner?.properties) continue;
    for (const nested of hostileBodies(inner, validBody(inner, someId)))
      yield { ...body, [name]: items ? [nested] : nested };
  }
}

/** Whether a value has a type of the schema, or one that may be read as it: numbers and moments stand in texts. */
function mayTake(schema: Schema, value: unknown): boolean {
  const { type } = resolve(schema);
  if (schema.oneOf || type === undefined) return true;
  const types = [type].flat();
  if (typeof value === 'string') return types.some((name) => name !== 'array' && name !== 'object');
  if (typeof value === 'number') return types.some((name) => name === 'number' || name === 'integer');
  if (typeof value === 'boolean') return types.includes('boolean');
  return types.includes(Array.isArray(value) ? 'array' : 'object');
}

/** Sends what comes to the two processes in turn. @returns what failed, with what was sent */
async function failuresOf<Sent>(
  sent: Iterable<Sent>,
  ask: (api: ApiClient, one: Sent) => Promise<ApiResponse>,
): Promise<unknown[]> {
  const all = [...sent];
  const found: unknown[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const apis = [admin.api, admin.api.at(otherApiUrl)];
    const answers = await Promise.all(some.map((one, index) => ask(apis[index % 2]!, one)));
    answers.forEach(({ status, body }, index) => {
      if (status >= 500) found.push([status, body, some[index]]);
    });
  }
  return found;
}

function pathOf(operation: Operation): string {
  return fill(operation, (resource) => unknownName(operation, resource));
}

describe('values of other types', () => {
  it.each(byName(withBody))('in the body are no failure of %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation)!;
    const body = validBody(schema, someId);
    const headers = neededHeaders(operation);
    const ask = (api: ApiClient, one: Body) => api.send(operation.method, pathOf(operation), one, { headers });
    expect(await failuresOf(hostileBodies(schema, body), ask)).toEqual([]);
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
    const ask = (api: ApiClient, query: string) => api.send(operation.method, `${pathOf(operation)}?${query}`, body);
    expect(await failuresOf(queries, ask)).toEqual([]);
  });

  it.each(byName(answered))('in headers and path are no failure of %s', async (_name, operation) => {
    const schema = bodySchemaOf(operation);
    const body = schema && validBody(schema, someId);
    const needed = neededHeaders(operation);
    const asked = HEADERS.map((headers) => ({ path: pathOf(operation), headers: { ...needed, ...headers } }));
    const named = parametersIn(operation, 'path').flatMap((parameter) =>
      [...HOSTILE_TEXTS, '__proto__', 'toString'].map((text) =>
        fill(operation, (resource) =>
          resource.endsWith(`{${parameter.name}}`) ? text || ' ' : unknownName(operation, resource),
        ),
      ),
    );
    const requests = [...asked, ...named.map((path) => ({ path, headers: needed }))];
    const ask = (api: ApiClient, { path, headers }: (typeof requests)[number]) =>
      api.send(operation.method, path, body, { headers });
    expect(await failuresOf(requests, ask)).toEqual([]);
  });
});
