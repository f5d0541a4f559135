import { isId, newId } from '../../src/kernel/ids.js';
import { insertKey, type Key } from '../factories/api-key.js';
import { type Person, signUp } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  isOpen,
  knowsCallers,
  type Operation,
  operations,
  resourcesOf,
} from './operations.js';
import { rowsAbout, settled } from './rows.js';
import { createWorld, type World } from './world.js';

/*
 * What object-access.e2e.spec.ts tries with tokens, with API keys: a key of somebody else, a key with every scope but the one
 * that is needed, and the key that is right.
 */

const scopeOf = (operation: Operation) => operation['x-required-scope'];
const forPeople = operations.filter(knowsCallers);
const closed = forPeople.filter((operation) => scopeOf(operation) === undefined);
const open = forPeople.filter((operation) => scopeOf(operation) !== undefined);
const SCOPES = [...new Set(open.flatMap((operation) => scopeOf(operation) ?? []))].sort();
const guarded = open.filter((operation) => resourcesOf(operation).length > 0 && !isOpen(operation));

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let world: World;
let stranger: Person;
let strangersKey: Key;
/** Of the owner, with one scope each. */
const right = new Map<string, Key>();
/** Of the owner, with all that do not include the one. */
const lacking = new Map<string, Key>();
let watched: string[];
let before: string[];

beforeAll(async () => {
  [world, stranger] = await Promise.all([createWorld(api, db), signUp(api, 'Mallory')]);
  strangersKey = await insertKey(db, stranger, SCOPES);
  for (const scope of SCOPES) {
    const without = SCOPES.filter((other) => other !== scope && other !== scope.replace(/:read$/, ':write'));
    right.set(scope, await insertKey(db, world.owner, [scope]));
    lacking.set(scope, await insertKey(db, world.owner, without));
  }
  watched = [...Object.values(world.ids).filter(isId), world.owner.id];
  await settled(db, watched);
  before = await othersAbout();
});
afterAll(() => db.end());

/** A key shows its own last use. */
async function othersAbout(): Promise<string[]> {
  return (await rowsAbout(db, watched)).filter((row) => !row.startsWith('api_keys '));
}

/** The request that its owner may make. */
function ask(key: Key, operation: Operation): Promise<ApiResponse> {
  const schema = bodySchemaOf(operation);
  const path = fill(operation, (resource) => world.ids[resource] ?? newId());
  return key.api.send(operation.method, path, schema && validBody(schema, (member) => world.references[member]));
}

it('is about most operations', () => {
  expect(open.length).toBeGreaterThan(90);
  expect(closed.length).toBeGreaterThan(25);
});

describe('a key with every scope', () => {
  it.each(byName(closed))('is refused %s', async (_name, operation) => {
    const { status, body } = await ask(await allScopes(), operation);
    expect([status, body.code]).toEqual([403, 'api_key_refused']);
  });

  let all: Promise<Key> | undefined;
  const allScopes = () => (all ??= insertKey(db, world.owner, SCOPES));
});

describe('a key with every scope but the one', () => {
  it.each(byName(open))('is refused %s', async (_name, operation) => {
    const { status, body } = await ask(lacking.get(scopeOf(operation)!)!, operation);
    expect([status, body.code, body.scope]).toEqual([403, 'insufficient_scope', scopeOf(operation)]);
  });
});

describe('a key of somebody else', () => {
  it.each(byName(guarded))('gets nothing by %s', async (_name, operation) => {
    const { status, body } = await ask(strangersKey, operation);
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  it('has changed nothing', async () => {
    expect(await othersAbout()).toEqual(before);
  });
});

/** The control: what was refused above was refused because of the key, not because the request was wrong. */
describe('the right key', () => {
  // What reads comes first, and what ends something last.
  const inOrder = [...guarded].sort((a, b) => rank(a) - rank(b) || b.path.length - a.path.length);

  it.each(byName(inOrder))('gets an answer by %s', async (_name, operation) => {
    const { status, body } = await ask(right.get(scopeOf(operation)!)!, operation);
    expect([200, 201, 202, 204, 403, 404, 409, 422]).toContain(status);
    expect(['insufficient_scope', 'api_key_refused']).not.toContain(body.code);
    if (operation.method === 'GET') expect(status).toBe(200);
  });
});

function rank({ method }: Operation): number {
  return ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'].indexOf(method);
}
