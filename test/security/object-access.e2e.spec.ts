import { isId, newId } from '../../src/kernel/ids.js';
import { type Person, signUp, signUpAdmin } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { bodyWith, validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  isDate,
  isOpen,
  isUuid,
  nameOf,
  type Operation,
  operations,
  parametersIn,
  resourcesOf,
} from './operations.js';
import { rowsAbout, settled } from './rows.js';
import { createWorld, type World } from './world.js';

/** Operations of administrators answer everybody else 403: that they exist is no secret, who else exists is. */
const FOR_ADMINISTRATORS = /^(\/admin\/|\/users\/\{id\}($|\/sessions))/;

/** Operations that name a resource and ask for no token, with the reason. */
const OPEN = new Map([
  ['GET /calendar-feeds/{secret}.ics', 'the secret of the address is the permission'],
  ['GET /public/event-types/{slug}', 'what can be booked is public, where its owner says so'],
  ['GET /public/profiles/{slug}', 'who chooses a slug has a public page'],
  ['GET /public/users/{username}', 'who is seen has chosen to be'],
  ['GET /holds/{id}', 'a guest has no account; of people with one, test/e2e/slots shows that it is theirs'],
  ['DELETE /holds/{id}', 'as above'],
  ['POST /holds/{id}/extend', 'as above'],
  ['GET /erasures/{token}', 'the secret of the answer is the permission: there is no account any more'],
  ['GET /invitations/{token}', 'the secret of the link is the permission'],
  ['GET /join-codes/{code}', 'the code is the permission to know of whom it is'],
  ['GET /waitlist-offers/{token}', 'the secret of the link is the permission'],
  ['DELETE /waitlist-offers/{token}', 'as above'],
  ['POST /waitlist-offers/{token}/accept', 'as above'],
  ['GET /manage/{token}', 'the secret of the link is the permission'],
  ['POST /manage/{token}/cancel', 'as above'],
  ['POST /manage/{token}/reschedule', 'as above'],
  ['POST /sessions/{id}/guests', 'the secret of the link in the body is the permission'],
  ['GET /hosted/{token}', 'the secret of the link is the permission; test/e2e/bookings/host-links shows whose it is'],
  ['POST /hosted/{token}/confirm', 'as above'],
  ['POST /hosted/{token}/decline', 'as above'],
  ['POST /hosted/{token}/cancel', 'as above'],
]);

const withResource = operations.filter((operation) => resourcesOf(operation).length > 0);
const guarded = withResource.filter((operation) => !isOpen(operation));
/** A date names nothing of anybody. */
const nested = guarded.filter(
  (operation) => resourcesOf(operation).length > 1 && !parametersIn(operation, 'path').some(isDate),
);
const withReference = operations.flatMap((operation) =>
  Object.entries(bodySchemaOf(operation)?.properties ?? {})
    .filter(([, schema]) => isUuid(schema))
    .map(([member]): [string, Operation, string] => [`${nameOf(operation)} with ${member}`, operation, member]),
);
const withFilter = operations.flatMap((operation) =>
  parametersIn(operation, 'query')
    .filter(({ schema }) => isUuid(schema))
    .map(({ name }): [string, Operation, string] => [`${nameOf(operation)}?${name}`, operation, name]),
);

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let world: World;
let elsewhere: World;
let strangers: Person[];
let admin: Person;
let watched: string[];
let before: string[];

beforeAll(async () => {
  const [first, second, stranger, administrator] = await Promise.all([
    createWorld(api, db),
    createWorld(api, db),
    signUp(api, 'Mallory'),
    signUpAdmin(api, db),
  ]);
  [world, elsewhere, admin] = [first, second, administrator];
  strangers = [stranger, second.owner, second.member];
  watched = [...Object.values(world.ids).filter(isId), world.owner.id];
  await settled(db, watched);
  before = await rowsAbout(db, watched);
});

afterAll(() => db.end());

function idIn({ ids }: World, resource: string): string {
  const id = ids[resource];
  if (id === undefined)
    throw new Error(`There is no ${resource} to test with: make one in test/e2e/<feature>/<feature>.world.ts.`);
  return id;
}

function ask({ api: client }: Person, operation: Operation, path: string, body?: object): Promise<ApiResponse> {
  return client.send(operation.method, path, body);
}

/** A request that its owner may make, for the resources that are named. */
function request(operation: Operation, idOf: (resource: string) => string): [string, object | undefined] {
  const schema = bodySchemaOf(operation);
  return [fill(operation, idOf), schema && validBody(schema, (member) => world.references[member])];
}

describe('every operation that names a resource', () => {
  it('names one that these tests know, or is open for a reason', () => {
    const known = Object.keys(world.ids);
    const unknown = guarded.flatMap(resourcesOf).filter((resource) => !known.includes(resource));
    expect({ 'to be made in a world.ts': [...new Set(unknown)] }).toEqual({
      'to be made in a world.ts': [],
    });
    expect(withResource.filter(isOpen).map(nameOf).sort()).toEqual([...OPEN.keys()].sort());
  });
});

describe('somebody else', () => {
  it.each(byName(guarded))('gets nothing by %s', async (_name, operation) => {
    const status = FOR_ADMINISTRATORS.test(operation.path) ? 403 : 404;
    const [path, body] = request(operation, (resource) => idIn(world, resource));
    const answers = await Promise.all(strangers.map((stranger) => ask(stranger, operation, path, body)));
    expect(answers.map((answer) => [answer.status, answer.body.code])).toEqual(
      strangers.map(() => [status, status === 403 ? 'forbidden' : 'not_found']),
    );
  });

  it.each(byName(guarded))('gets the same answer for what does not exist by %s', async (_name, operation) => {
    const stranger = strangers[0]!;
    const [path, body] = request(operation, (resource) => idIn(world, resource));
    const unknown = (id: string) => (isId(id) ? newId() : id);
    const [unknownPath] = request(operation, (resource) => unknown(idIn(world, resource)));
    const theirs = await ask(stranger, operation, path, body);
    expect(comparable(theirs)).toEqual(comparable(await ask(stranger, operation, unknownPath, body)));
  });

  it.each(byName(nested))('does not reach it through what is their own by %s', async (_name, operation) => {
    const [own] = resourcesOf(operation);
    const [path, body] = request(operation, (resource) => idIn(resource === own ? elsewhere : world, resource));
    const answer = await ask(elsewhere.owner, operation, path, body);
    expect(answer.status).toBe(FOR_ADMINISTRATORS.test(operation.path) ? 403 : 404);
  });

  it.each(withReference)('is refused %s of others', async (_name, operation, member) => {
    const path = fill(operation, (resource) => idIn(elsewhere, resource));
    const body = bodyWith(bodySchemaOf(operation)!, member, (name) => world.references[name]);
    const { status } = await ask(elsewhere.owner, operation, path, body);
    expect([400, 403, 404, 422]).toContain(status);
  });

  it.each(withFilter)('sees nothing of others in %s', async (_name, operation, parameter) => {
    const { body } = await elsewhere.owner.api.send(operation.method, operation.path, undefined, {
      query: { [parameter]: world.references[parameter] },
    });
    const shown = JSON.stringify(body.data ?? []);
    expect(watched.filter((id) => shown.includes(id))).toEqual([]);
  });

  it('has changed nothing', async () => {
    expect(await rowsAbout(db, watched)).toEqual(before);
  });
});

describe('without a token', () => {
  it.each(byName(operations.filter((operation) => !isOpen(operation))))('%s answers 401', async (_name, operation) => {
    const { status, body, headers } = await api.send(
      operation.method,
      fill(operation, () => newId()),
    );
    expect([status, body.code]).toEqual([401, 'token_missing']);
    expect(headers.get('WWW-Authenticate')).toBe('Bearer');
  });
});

/** The control: what was refused above was refused because of who asked, not because the request was wrong. */
describe('whoever it belongs to', () => {
  // What is deeper comes first, because it goes with what is above it; and an organization takes everything along.
  const inOrder = [...guarded].sort(
    (a, b) => rank(a) - rank(b) || endsOthers(a) - endsOthers(b) || b.path.length - a.path.length,
  );

  it.each(byName(inOrder))('gets an answer by %s', async (_name, operation) => {
    // What is ended is that of the other world, because everything else is still to be asked for.
    const isAnswered = /^\/invitations\/\{id\}\/decline$|\/join-requests\/\{requestId\}\/accept$/.test(operation.path);
    const home = operation.method === 'DELETE' || isAnswered ? elsewhere : world;
    const person = FOR_ADMINISTRATORS.test(operation.path) ? admin : home.owner;
    const [path, body] = request(operation, (resource) => idIn(home, resource));
    const { status } = await ask(person, operation, path, body);
    expect(path.includes('jobs/a-job') ? [404] : EFFECTIVE).toContain(status);
  });
});

/** That the resource and the caller are the right ones: what comes then depends on the state of things. */
const EFFECTIVE = [200, 201, 202, 204, 403, 409, 422];

/** What takes others along goes last: a member their copies, an organization what is its own, and a person all of it. */
function endsOthers({ path }: Operation): number {
  return ['/organizations/{id}/members/{userId}', '/organizations/{id}', '/users/{id}/sessions', '/users/{id}'].indexOf(
    path,
  );
}

function rank({ method }: Operation): number {
  return ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'].indexOf(method);
}

function comparable({ status, body: { requestId: _requestId, instance: _instance, ...body }, headers }: ApiResponse) {
  return { status, body, headers: [...headers.keys()].sort() };
}
