import { randomBytes } from 'node:crypto';
import { EXAMPLE_ID, exampleTime } from '../../src/infra/http/examples.js';
import { type Person, signUpAdmin, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
import { fill, nameOf, type Operation, operations } from '../security/operations.js';
import { createWorld, type World } from '../security/world.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';

/*
 * Every named example of the document is sent as it stands, but for ids and secrets, which nobody can know beforehand, and
 * for the domain of addresses, because other tests have accounts, too.
 */

/** What stands against an example that is right, and why. Whatever is not here has to work. */
const REFUSED: Readonly<Record<string, string>> = {
  // A secret of a mail that nobody got.
  'POST /auth/email-verification/confirm': 'link_invalid',
  'POST /auth/password/reset': 'link_invalid',
  'POST /auth/refresh': 'refresh_token_invalid',
  'POST /invitations/accept': 'invitation_invalid',
  'POST /users/me/email/confirm': 'link_invalid',
  'POST /users/me/email/revert': 'link_invalid',
  // The booking of the tests is an ad-hoc one, confirmed, and not yet begun.
  'POST /bookings/{id}/attendance': 'not_started',
  'POST /bookings/{id}/decline': 'not_pending',
  'POST /bookings/{id}/reassign': 'not_reassignable',
  // Nobody has to wait for what is free.
  'POST /waitlist': 'slots_available',
};

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
  readonly value: Readonly<Record<string, unknown>>;
}

const withBody = operations.filter(({ requestBody }) => requestBody);
const examplesOf = ({ requestBody }: Operation) =>
  Object.entries(requestBody?.content?.['application/json']?.examples ?? {});
const cases: [string, Case][] = withBody
  .toSorted((a, b) => rank(a) - rank(b))
  .flatMap((operation) =>
    examplesOf(operation).map(([name, { value }]): [string, Case] => [
      `${nameOf(operation)}: ${name}`,
      { operation, value },
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
function filled(part: unknown, name = ''): unknown {
  if (Array.isArray(part)) return part.map((item) => filled(item, name));
  if (typeof part === 'object' && part !== null)
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, filled(member, key)]));
  if (part === EXAMPLE_ID) return references[name];
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

it.each(cases)('works: %s', async (_name, { operation, value }) => {
  const person = await sender(operation, value);
  const path = fill(operation, (resource) => ids[resource] ?? '');
  const { status, body } = await person.api.send(operation.method, path, filled(value));
  // Whoever moves a booking by its link gets another link.
  if (path.startsWith('/manage/')) ids['/manage/{token}'] = String(body.manageUrl).split('/').at(-1) ?? '';
  const expected = REFUSED[nameOf(operation)];
  expect(expected === undefined ? [Math.floor(status / 100), body?.code] : [body.code]).toEqual(
    expected === undefined ? [2, undefined] : [expected],
  );
});
