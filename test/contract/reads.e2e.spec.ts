import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFeed } from '../e2e/calendars/feed.js';
import { archiveOf } from '../../src/modules/learning/sessions/files/archives.js';
import { makeKey } from '../factories/api-key.js';
import { createBookable, createSchedule } from '../factories/availability.js';
import { book, slot } from '../factories/booking.js';
import { copyEventType } from '../factories/event-type.js';
import { askHost } from '../factories/host-link.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUpAdmin, signUpAllVerified } from '../factories/person.js';
import { makeSeries } from '../factories/series.js';
import { createSession } from '../factories/session.js';
import { bookSlot, publicType } from '../factories/slot.js';
import { askToWait } from '../factories/waitlist.js';
import { eventually } from '../support/eventually.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { PNG } from '../support/pictures.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { COURSE_READS } from './course-reads.js';
import { USER_READS } from './user-reads.js';

/*
 * What a write answers is what a read then answers. Every operation that answers what some GET answers has a case here;
 * the first test fails for one that has none.
 */

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const { paths } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8'),
) as { readonly paths: Paths };

/** What is answered once and never again. */
const ANSWERED_ONCE = ['secret', 'manageUrl'];
/** What the worker may have written by then: it reads a calendar as soon as there is one. */
const READ_MEANWHILE = ['lastStatus', 'lastError', 'lastSyncAt', 'nextSyncAt'];

function schemaOf({ responses }: Operation): string | undefined {
  const text = JSON.stringify(responses['200'] ?? responses['201'] ?? {});
  return /schemas\/(\w+)"/.exec(text)?.[1]?.replace(/WithSecret$/, '');
}

function operationsToCompare(): string[] {
  const read = new Set(Object.values(paths).flatMap(({ get }) => (get && schemaOf(get)) ?? []));
  return Object.values(paths)
    .flatMap((methods) => [methods['post'], methods['patch'], methods['put']])
    .flatMap((operation) => (operation && read.has(schemaOf(operation) ?? '') ? operation.operationId : []));
}

interface World {
  readonly owner: Person;
  readonly member: Person;
  readonly admin: Person;
  readonly organizationId: string;
  readonly room: string;
  readonly schedule: string;
  readonly type: ApiResponse['body'];
  readonly pendingType: ApiResponse['body'];
  readonly turns: ApiResponse['body'];
}

/** What was answered, and how it is read. */
type Case = (world: World) => Promise<readonly [ApiResponse, Person | ApiClient, string]>;

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let hour = 200;
/** A time that no other case takes. */
const next = () => slot((hour += 24) + 10);
const idIn = (path: string) => (answer: ApiResponse) => path.replace('{id}', answer.body.id as string);
const ofBooking = idIn('/bookings/{id}');

async function afterBooking(person: Person, action: string, body: (id: string) => object, more = {}) {
  const { id } = await book(person, next(), more);
  return [await person.api.post(`/bookings/${id}/${action}`, body(id)), person, `/bookings/${id}`] as const;
}

async function afterSlot(by: Person, type: ApiResponse['body'], action: string, body: object = {}) {
  const { id } = await bookSlot(api, type.id, next());
  return [await by.api.post(`/bookings/${id}/${action}`, body), by, `/bookings/${id}`] as const;
}

async function changed(person: Person, path: string, change: object) {
  return [await person.api.patch(path, change), person, path] as const;
}

async function made(person: Person, path: string, body: object, read = `${path}/{id}`) {
  const answer = await person.api.post(path, body);
  return [answer, person, idIn(read)(answer)] as const;
}

async function managed(type: ApiResponse['body'], action: string, body: object) {
  const { manageUrl } = await bookSlot(api, type.id, next());
  const answer = await api.post(`/manage/${manageUrl.split('/').at(-1)}/${action}`, body);
  return [answer, api, `/manage/${answer.body.manageUrl.split('/').at(-1)}`] as const;
}

async function ofRoom(owner: Person, act: (path: string) => Promise<ApiResponse>) {
  const path = `/sessions/${(await createSession(owner)).id}`;
  return [await act(path), owner, path] as const;
}

async function hosted({ owner }: World, action: string, body: object = {}) {
  const { token } = await askHost(api, mailbox, owner, next());
  return [await api.post(`/hosted/${token}/${action}`, body), api, `/hosted/${token}`] as const;
}

async function waiting({ owner, member, type }: World, person: Person | null) {
  const times = next();
  const { id } = await bookSlot(member.api, type.id, times, { attendee: undefined });
  const attendee = person ? undefined : { name: 'Alan', email: newEmail('alan') };
  const entry = await askToWait({ api: person?.api ?? api }, type.id, times, attendee ? { attendee } : {});
  return { entry, cancel: () => owner.api.post(`/bookings/${id}/cancel`, {}) };
}

const webhook = { url: 'https://receiver.example/', events: ['*'], isActive: false };
const CASES: Readonly<Record<string, Case>> = {
  'apiKeys.create': ({ owner }) =>
    made(owner, '/api-keys', { name: 'App', scopes: ['bookings:read'], password: owner.password }),
  'apiKeys.rotate': async ({ owner }) => {
    const { id } = await makeKey(owner, ['bookings:read']);
    return made(owner, `/api-keys/${id}/rotate`, { password: owner.password }, '/api-keys/{id}');
  },
  'apiKeys.update': async ({ owner }) =>
    changed(owner, `/api-keys/${(await makeKey(owner, ['bookings:read'])).id}`, { name: 'Another' }),
  'bookables.create': ({ owner }) => made(owner, '/bookables', { kind: 'device', name: 'Laptops', capacity: 3 }),
  'bookables.update': ({ owner, room }) => changed(owner, `/bookables/${room}`, { description: 'Second floor' }),
  'bookingSeries.create': ({ owner }) =>
    made(owner, '/booking-series', {
      title: 'Tutoring',
      start: next().start,
      durationMinutes: 60,
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=3',
      attendees: [{ email: newEmail('guest') }],
    }),
  'bookingSeries.updateInstance': async ({ owner }) => {
    const series = await makeSeries(owner, { rrule: 'FREQ=WEEKLY;COUNT=3' });
    const path = `/booking-series/${series.id}`;
    const instance = `${path}/instances/${series.instances[1].recurrenceId}`;
    return [await owner.api.patch(`${instance}?scope=all`, { title: 'Seminar' }), owner, path];
  },
  'bookings.create': async ({ member, type }) => {
    const answer = await member.api.post('/bookings', { eventTypeId: type.id, start: next().start });
    return [answer, member, ofBooking(answer)];
  },
  'bookings.update': async ({ owner }) => {
    const { id } = await book(owner, next());
    return changed(owner, `/bookings/${id}`, { title: 'Seminar', attendees: [{ email: newEmail() }] });
  },
  'bookings.addAttendee': ({ owner, member }) => afterBooking(owner, 'attendees', () => ({ userId: member.id })),
  'bookings.cancel': ({ owner }) => afterBooking(owner, 'cancel', () => ({ reason: 'Ill' })),
  'bookings.restore': async ({ owner }) => {
    const { id } = await book(owner, next());
    const path = `/bookings/${id}`;
    await owner.api.post(`${path}/cancel`, {});
    return [await owner.api.post(`${path}/restore`), owner, path];
  },
  'bookings.reschedule': ({ owner }) => afterBooking(owner, 'reschedule', () => next()),
  'bookings.respond': async ({ owner, member }) => {
    const { id } = await book(owner, next(), { attendees: [{ userId: member.id }] });
    const path = `/bookings/${id}`;
    return [await member.api.post(`${path}/respond`, { status: 'accepted' }), member, path];
  },
  'bookings.confirm': ({ owner, pendingType }) => afterSlot(owner, pendingType, 'confirm'),
  'bookings.decline': ({ owner, pendingType }) => afterSlot(owner, pendingType, 'decline', { reason: 'Full' }),
  'bookings.reassign': ({ owner, turns }) => afterSlot(owner, turns, 'reassign'),
  'bookings.recordAttendance': async ({ owner, member }) => {
    const { id, attendees } = await book(owner, next(), { attendees: [{ userId: member.id }] });
    await db.query(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' WHERE id = $1`,
      [id],
    );
    const path = `/bookings/${id}`;
    const body = { attendeeId: attendees[0].id, absent: true };
    return [await owner.api.post(`${path}/attendance`, body), owner, path];
  },
  'calendarFeeds.create': ({ owner }) => made(owner, '/calendar-feeds', { scope: 'person' }),
  'calendarFeeds.rotate': async ({ member }) => {
    const { id } = await makeFeed(member);
    return [await member.api.post(`/calendar-feeds/${id}/rotate`), member, `/calendar-feeds/${id}`];
  },
  'emailSubscriptions.replace': async ({ member }) => {
    const path = '/users/me/email-subscriptions';
    return [await member.api.put(path, { stopped: ['WEEKLY_REPORT'] }), member, path];
  },
  'eventTypes.create': ({ owner, organizationId, room }) =>
    made(owner, '/event-types', {
      title: 'Seminar',
      durations: [60, 30],
      organizationId,
      requiredBookableIds: [room],
      limits: { day: { bookings: 3 } },
    }),
  'eventTypes.update': ({ owner, type }) => changed(owner, `/event-types/${type.id}`, { description: 'An hour' }),
  'externalCalendars.create': ({ owner }) =>
    made(owner, '/external-calendars', { name: 'Mine', url: 'https://nowhere.invalid/a.ics' }),
  'externalCalendars.update': async ({ member }) => {
    const { body } = await member.api.post('/external-calendars', {
      name: 'Mine',
      url: 'https://nowhere.invalid/b.ics',
    });
    return changed(member, `/external-calendars/${body.id}`, { name: 'Work' });
  },
  'holds.create': ({ member, type }) => made(member, '/holds', { eventTypeId: type.id, start: next().start }),
  'holds.extend': async ({ member, type }) => {
    const { body } = await member.api.post('/holds', { eventTypeId: type.id, start: next().start });
    return [await member.api.post(`/holds/${body.id}/extend`), member, `/holds/${body.id}`];
  },
  'organizationInvitations.create': ({ owner, organizationId }) =>
    made(owner, `/organizations/${organizationId}/invitations`, { email: newEmail('new') }),
  'organizationMembers.add': async ({ owner, organizationId }) => {
    const path = `/organizations/${organizationId}/members`;
    const answer = await owner.api.post(path, { email: newEmail('new') });
    return [answer, owner, `${path}/${answer.body.invitation.id}`];
  },
  'invitations.accept': async ({ owner }) => {
    const [invited] = await signUpAllVerified(api, 'Invited');
    const id = await createOrganization(owner);
    const { body } = await owner.api.post(`/organizations/${id}/members`, { email: invited.email });
    return [await invited.api.post(`/invitations/${body.invitation.id}/accept`, {}), invited, `/organizations/${id}`];
  },
  'invitations.acceptByToken': async ({ owner }) => {
    const [invited] = await signUpAllVerified(api, 'Invited');
    const id = await createOrganization(owner);
    await owner.api.post(`/organizations/${id}/invitations`, { email: invited.email });
    const { text } = await mailbox.waitFor({ to: invited.email, subject: 'Invitation' });
    const token = /\/account\/invitation\?token=([\w-]{43})/.exec(text)?.[1];
    return [await invited.api.post('/invitations/accept', { token }), invited, `/organizations/${id}`];
  },
  'hostedBookings.confirm': (world) => hosted(world, 'confirm'),
  'hostedBookings.decline': (world) => hosted(world, 'decline', { reason: 'Full' }),
  'hostedBookings.cancel': (world) => hosted(world, 'cancel', { reason: 'Ill' }),
  'managedBookings.reschedule': ({ type }) => managed(type, 'reschedule', { start: next().start }),
  'managedBookings.cancel': ({ type }) => managed(type, 'cancel', { reason: 'Ill' }),
  'organizations.create': ({ owner }) => made(owner, '/organizations', { name: 'Analytical Engines' }),
  'organizations.update': ({ owner, organizationId }) =>
    changed(owner, `/organizations/${organizationId}`, { name: 'Difference Engines' }),
  'organizationLogos.replace': async ({ owner, organizationId }) => {
    const path = `/organizations/${organizationId}`;
    return [await owner.api.put(`${path}/logo`, { image: PNG }), owner, path];
  },
  'organizations.transfer': async ({ owner, member }) => {
    const id = await createOrganization(owner);
    await addMember(owner, id, member);
    const path = `/organizations/${id}`;
    return [await owner.api.post(`${path}/transfer`, { userId: member.id }), owner, path];
  },
  'organizationMembers.update': ({ owner, member, organizationId }) =>
    changed(owner, `/organizations/${organizationId}/members/${member.id}`, { role: 'admin' }),
  'outOfOffice.create': ({ owner, member }) => made(owner, '/out-of-office', { ...next(), standInId: member.id }),
  'outOfOffice.update': async ({ owner }) => {
    const { body } = await owner.api.post('/out-of-office', next());
    return changed(owner, `/out-of-office/${body.id}`, { reason: 'sick' });
  },
  'schedules.create': ({ owner }) =>
    made(owner, '/schedules', {
      name: 'Evenings',
      timeZone: 'Europe/Paris',
      weekly: [{ day: 5, start: '18:00', end: '20:00' }],
    }),
  'schedules.update': ({ owner, schedule }) => changed(owner, `/schedules/${schedule}`, { name: 'Days' }),
  'schedules.replaceOverride': async ({ owner, schedule }) => {
    const path = `/schedules/${schedule}`;
    return [await owner.api.put(`${path}/overrides/2031-06-04`, { intervals: [] }), owner, path];
  },
  'schedules.replaceTravels': async ({ owner, schedule }) => {
    const path = `/schedules/${schedule}`;
    const travels = [{ from: '2031-06-04', to: '2031-06-05', timeZone: 'Asia/Tokyo' }];
    return [await owner.api.put(`${path}/travels`, { travels }), owner, path];
  },
  'executions.cancel': async ({ owner }) => {
    const { body } = await owner.api.post('/execute', { language: 'python', code: 'print(42)' });
    return [await owner.api.post(`/execute/status/${body.id}/cancel`), owner, `/execute/status/${body.id}`];
  },
  'sessionInvitations.create': async ({ owner }) =>
    made(owner, `/sessions/${(await createSession(owner)).id}/invitations`, { role: 'editor', expiresInDays: 1 }),
  'sessionGuestLinks.create': async ({ owner }) =>
    made(owner, `/sessions/${(await createSession(owner)).id}/guest-links`, { role: 'editor', name: 'Joan' }),
  'sessionInvitationLinks.accept': async ({ owner, member }) => {
    const path = `/sessions/${(await createSession(owner)).id}`;
    const { body } = await owner.api.post(`${path}/invitations`, { role: 'editor' });
    return [await member.api.post('/session-invitations/accept', { token: body.secret }), member, path];
  },
  ...COURSE_READS,
  ...USER_READS,
  'sessions.create': ({ owner, organizationId }) =>
    made(owner, '/sessions', { title: 'Recursion', organizationId, maxCollaborators: 1 }),
  'sessions.replace': ({ owner }) =>
    ofRoom(owner, (path) => owner.api.put(path, { title: 'Sorting', language: 'python' })),
  'sessions.update': ({ owner }) => ofRoom(owner, (path) => owner.api.patch(path, { isPublic: true })),
  'sessions.archive': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/archive`)),
  'sessions.pause': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/pause`)),
  'sessions.complete': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/complete`)),
  'sessions.reopen': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/reopen`)),
  'sessions.lock': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/lock`)),
  'sessions.unlock': ({ owner }) => ofRoom(owner, (path) => owner.api.post(`${path}/unlock`)),
  'sessionFiles.create': async ({ owner }) =>
    made(owner, `/sessions/${(await createSession(owner)).id}/files`, { path: 'lib/sort.js', content: 'sort();\r\n' }),
  'sessionFiles.update': async ({ owner }) =>
    changed(owner, `/sessions/${(await createSession(owner)).id}/files/main`, { path: 'src/main.js', content: 'x' }),
  'sessionNotes.replace': async ({ owner }) => {
    const path = `/sessions/${(await createSession(owner)).id}/notes`;
    return [await owner.api.put(path, { content: 'Next: trees.' }), owner, path];
  },
  'sessionArchives.addArchive': async ({ owner }) => {
    const path = `/sessions/${(await createSession(owner)).id}`;
    const archive = (await archiveOf([{ path: 'a.py', content: 'x' }])).toString('base64');
    return [await owner.api.post(`${path}/import`, { archive }), owner, `${path}/files`];
  },
  'sessionVersions.create': async ({ owner }) =>
    made(owner, `/sessions/${(await createSession(owner)).id}/versions`, { name: 'It sorts' }),
  'sessionVersions.restore': async ({ owner }) => {
    const path = `/sessions/${(await createSession(owner)).id}/versions`;
    const { id } = (await owner.api.post(path, { name: 'It sorts' })).body;
    return [await owner.api.post(`${path}/${id}/restore`), owner, `${path}/${id}`];
  },
  'sessionCollaborators.add': async ({ owner, member }) => {
    const { id } = await createSession(owner);
    return made(owner, `/sessions/${id}/collaborators`, { userId: member.id, role: 'editor' });
  },
  'sessionCollaborators.update': async ({ owner, member }) => {
    const path = `/sessions/${(await createSession(owner)).id}/collaborators`;
    const { body } = await owner.api.post(path, { userId: member.id });
    return changed(owner, `${path}/${body.id}`, { role: 'admin' });
  },
  'sessionCollaborators.join': async ({ owner, member }) => {
    const path = `/sessions/${(await createSession(owner, { isPublic: true })).id}`;
    return [await member.api.post(`${path}/join`), member, path];
  },
  'sessionCollaborators.transfer': async ({ owner, member }) => {
    const path = `/sessions/${(await createSession(owner)).id}`;
    await owner.api.post(`${path}/collaborators`, { userId: member.id });
    return [await owner.api.post(`${path}/transfer`, { userId: member.id }), owner, path];
  },
  'waitlist.create': async (world) => {
    const { entry } = await waiting(world, world.member);
    return [entry, world.member, `/waitlist/${entry.body.id}`];
  },
  'waitlist.accept': async (world) => {
    const { entry, cancel } = await waiting(world, world.member);
    await cancel();
    const path = `/waitlist/${entry.body.id}`;
    await eventually(
      () => world.member.api.get(path),
      ({ body }) => body.status === 'offered',
    );
    const answer = await world.member.api.post(`${path}/accept`);
    return [answer, world.member, ofBooking(answer)];
  },
  'serviceAccounts.create': ({ owner, organizationId }) =>
    made(owner, `/organizations/${organizationId}/service-accounts`, { name: 'Our site' }),
  'serviceAccounts.update': async ({ owner, organizationId }) => {
    const path = `/organizations/${organizationId}/service-accounts`;
    const { body } = await owner.api.post(path, { name: 'Our site' });
    return changed(owner, `${path}/${body.id}`, { name: 'Our shop' });
  },
  'waitlistOffers.accept': async (world) => {
    const { entry, cancel } = await waiting(world, null);
    await cancel();
    const path = `/waitlist-offers/${entry.body.url.split('/').at(-1)}`;
    await eventually(
      () => api.get(path),
      ({ body }) => body.status === 'offered',
    );
    const answer = await api.post(`${path}/accept`);
    return [answer, world.owner, ofBooking(answer)];
  },
  'webhooks.create': ({ owner }) => made(owner, '/webhooks', webhook),
  'webhooks.update': async ({ owner }) => {
    const { body } = await owner.api.post('/webhooks', webhook);
    return changed(owner, `/webhooks/${body.id}`, { description: 'Copies' });
  },
  'webhooks.rotateSecret': async ({ owner }) => {
    const { body } = await owner.api.post('/webhooks', webhook);
    return [await owner.api.post(`/webhooks/${body.id}/rotate-secret`, {}), owner, `/webhooks/${body.id}`];
  },
};

let world: World;

beforeAll(async () => {
  const [owner, member] = await signUpAllVerified(api, 'Ada', 'Charles');
  const admin = await signUpAdmin(api, db);
  const organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, member);
  const schedule = await createSchedule(owner, ALWAYS_OPEN);
  await createSchedule(member, ALWAYS_OPEN);
  const room = await createBookable(owner, { organizationId, capacity: 2 });
  const hosts = [{ userId: owner.id }, { userId: member.id }];
  const type = await publicType(owner, { organizationId });
  const pendingType = await publicType(owner, { organizationId, requiresConfirmation: true });
  const turns = await publicType(owner, { organizationId, assignment: 'round_robin', hosts });
  await copyEventType(owner, (await publicType(owner, { organizationId })).id, [member.id]);
  world = { owner, member, admin, organizationId, room, schedule, type, pendingType, turns };
});

const ALWAYS_OPEN = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })),
};

it('is asked of every operation that answers what can be read', () => {
  expect(Object.keys(CASES).sort()).toEqual(operationsToCompare().sort());
});

it.each(Object.keys(CASES))('what %s answers is what is read then', async (operationId) => {
  const [answer, reader, path] = await CASES[operationId]!(world);
  expect([200, 201, 202]).toContain(answer.status);
  const { body } = await ('api' in reader ? reader.api : reader).get(path);
  expect(lasting(answer.body)).toEqual(lasting(body));
});

it('what a collective booking answers is what is read then, with hosts who have accepted', async () => {
  const { owner, member, organizationId } = world;
  const hosts = [{ userId: owner.id }, { userId: member.id }];
  const type = await publicType(owner, { organizationId, assignment: 'collective', hosts });
  const booking = await bookSlot(api, type.id, next());
  const path = `/bookings/${booking.id}`;
  const read = async () => (await owner.api.get(path)).body;
  expect(lasting(await read())).toEqual(lasting(booking));
  const hostOf = ({ attendees }: ApiResponse['body']) =>
    attendees.find(({ role }: { role: string }) => role === 'host').status;
  expect(hostOf(booking)).toBe('accepted');
  await owner.api.post(`${path}/reschedule`, next());
  expect(hostOf(await read())).toBe('accepted');
});

function lasting(body: object): object {
  const passing = [...ANSWERED_ONCE, ...READ_MEANWHILE];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !passing.includes(name)));
}
