import { randomBytes } from 'node:crypto';
import { EXAMPLE_ID, EXAMPLE_SECRET, exampleTime } from '../../src/infra/http/examples.js';
import { type Person, signUpAdmin, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
import { fill, nameOf, type Operation, operations } from '../security/operations.js';
import { createWorld, type World } from '../security/world.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { PREPARED, type Prepared } from './prepared-examples.js';
import { promisedBy } from './promised-states.js';

/*
 * Every named example of the document is sent as it stands, and works: but for ids and secrets, which nobody can know
 * beforehand, and for the domain of addresses, because other tests have accounts, too. The answer to the first example of
 * an operation has the state that the document shows.
 */

/** What others need comes first, what ends something last. */
const FIRST = ['POST /auth/register'];
const LAST = [
  'POST /bookings/{id}/cancel',
  'POST /manage/{token}/cancel',
  'PATCH /webhooks/{id}',
  'POST /organizations/{id}/transfer',
];

const rank = (operation: Operation) =>
  FIRST.includes(nameOf(operation)) ? 0 : LAST.includes(nameOf(operation)) ? 2 : 1;

interface Case {
  readonly operation: Operation;
  readonly isFirst: boolean;
  readonly value: Readonly<Record<string, unknown>>;
}

const withBody = operations.filter(({ requestBody }) => requestBody);
const examplesOf = ({ requestBody }: Operation) =>
  Object.entries(requestBody?.content?.['application/json']?.examples ?? {});
const cases: [string, Case][] = withBody
  .toSorted((a, b) => rank(a) - rank(b))
  .flatMap((operation) =>
    examplesOf(operation).map(([name, { value }], index): [string, Case] => [
      `${nameOf(operation)}: ${name}`,
      { operation, value, isFirst: index === 0 },
    ]),
  );

const db = sharedDatabase();
const api = new ApiClient(sharedSystem().apiUrl);
const domain = randomBytes(4).toString('hex');

let world: World;
let admin: Person;
let ids: Record<string, string>;
let references: Record<string, string>;

beforeAll(async () => {
  [world, admin] = await Promise.all([createWorld(api, db), signUpAdmin(api, db)]);
  const { owner } = world;
  await owner.api.patch(`/schedules/${world.ids['/schedules/{id}']}`, { weekly: ALWAYS });
  const questions = [{ key: 'goal', label: 'What would you like to learn?', type: 'text' }];
  const { id: eventTypeId } = await publicType(owner, { questions });
  const { manageUrl } = await bookSlot(api, eventTypeId, { start: exampleTime('09:00', 15) });
  ids = { ...world.ids, '/manage/{token}': String(manageUrl).split('/').at(-1) ?? '' };
  references = { ...world.references, eventTypeId };
});

afterAll(() => db.end());

/** The body with what only this run can know. */
function filled(part: unknown, known: Prepared['references'], name = ''): unknown {
  if (Array.isArray(part)) return part.map((item) => filled(item, known, name));
  if (typeof part === 'object' && part !== null)
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, filled(member, known, key)]));
  if (part === EXAMPLE_ID || part === EXAMPLE_SECRET) return known?.[name];
  return typeof part === 'string' ? part.replace(/@example\.(org|net)$/, `@${domain}.example.$1`) : part;
}

/** Who sends it: somebody for whom it makes sense. */
async function sender({ method, path }: Operation, { eventTypeId }: Case['value']): Promise<Person> {
  if (path.startsWith('/users/me') || path === '/calendar-feeds') return (await signUpAllVerified(api, 'Ada'))[0];
  if (/^\/users(\/bulk|\/\{id\})?$/.test(path)) return admin;
  if (path.endsWith('/respond') || (method === 'POST' && eventTypeId !== undefined)) return world.member;
  return world.owner;
}

it('is there for every operation that takes a body', () => {
  expect(withBody.filter((operation) => examplesOf(operation).length === 0).map(nameOf)).toEqual([]);
  expect(withBody.length).toBeGreaterThan(50);
});

it('is of a time that is not near', () => {
  const [first = ''] = [...JSON.stringify(cases).matchAll(/"(20[3-9]\d-[^"]+)"/g)].map(([, time]) => time).sort();
  expect(new Date(first).getTime()).toBeGreaterThan(Date.now() + 2 * 365 * 86_400_000);
});

it('is prepared only where there is an example', () => {
  expect(Object.keys(PREPARED).filter((name) => !withBody.some((operation) => nameOf(operation) === name))).toEqual([]);
});

it.each(cases)('works: %s', async (_name, { operation, value, isFirst }) => {
  const usual = async () => ({ api: (await sender(operation, value)).api, path: undefined, references });
  const prepared: Prepared = await (PREPARED[nameOf(operation)] ?? usual)(db);
  const path = prepared.path ?? fill(operation, (resource) => ids[resource] ?? '');
  const { status, body } = await prepared.api.send(operation.method, path, filled(value, prepared.references));
  // Whoever moves a booking by its link gets another link.
  if (path.startsWith('/manage/')) ids['/manage/{token}'] = String(body.manageUrl).split('/').at(-1) ?? '';
  expect([Math.floor(status / 100), body?.code]).toEqual([2, undefined]);
  const promised = isFirst ? promisedBy(operation.operationId, status) : undefined;
  if (promised) expect(body).toEqual(expect.objectContaining(promised));
});
