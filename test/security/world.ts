import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { createBookable, createOutOfOffice, createSchedule } from '../factories/availability.js';
import { book, slot } from '../factories/booking.js';
import { makeFeed } from '../e2e/calendars/feed.js';
import { copyEventType, createEventType } from '../factories/event-type.js';
import { makeSeries } from '../factories/series.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { eraseAccount, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { addWebhook } from '../factories/webhook.js';
import { joinWaitlist } from '../factories/waitlist.js';
import { eventually } from '../support/eventually.js';
import type { ApiClient } from '../support/http.js';

/** A date is in the path of what is different on it. */
const OVERRIDDEN = '2031-03-05';

/** An organization with its people, and one of each resource that belongs to its owner. */
export interface World {
  readonly owner: Person;
  readonly member: Person;
  /** What to put into a path, by the part of the path that it completes: `/bookings/{id}`. */
  readonly ids: Readonly<Record<string, string>>;
  /** What to put into a body or query, by the name of the member or parameter. */
  readonly references: Readonly<Record<string, string>>;
}

/**
 * Makes one of each resource over the API. A new kind of resource is added here, under the path that names one; the
 * tests of `object-access.e2e.spec.ts` fail until it is.
 */
export async function createWorld(api: ApiClient, db: Pool): Promise<World> {
  const [owner, member] = await signUpAllVerified(api, 'Ada', 'Charles');
  const organization = await createOrganization(owner);
  await addMember(owner, organization, member);
  const invitation = await owner.api.post(`/organizations/${organization}/invitations`, {
    email: `new-${member.email}`,
  });
  const received = await member.api.post(`/organizations/${await createOrganization(member)}/invitations`, {
    email: owner.email,
  });
  const attendees = [{ userId: member.id }];
  const booking = await book(owner, slot(9), { organizationId: organization, attendees });
  const eventType = await createEventType(owner, { organizationId: organization });
  await copyEventType(owner, eventType.id, [member.id]);
  const room = await createBookable(owner);
  const schedule = await createSchedule(owner);
  await owner.api.put(`/schedules/${schedule}/overrides/${OVERRIDDEN}`, { intervals: [] });
  const outOfOffice = await createOutOfOffice(owner, slot(99), { standInId: member.id });
  // Off, so that nothing is sent anywhere while the tests try what they can.
  const { id: webhook } = await addWebhook(owner, 'https://receiver.example/', { isActive: false });
  const waiting = await joinWaitlist(owner, eventType.id, slot(9), {
    attendee: { name: 'Alan Turing', email: `waiting-${owner.email}` },
  });
  const series = await makeSeries(owner, { organizationId: organization, rrule: 'FREQ=WEEKLY;COUNT=3', attendees });
  const ids = {
    '/users/{id}': owner.id,
    '/auth/sessions/{id}': await secondLoginSession(owner),
    '/organizations/{id}': organization,
    '/organizations/{id}/members/{userId}': member.id,
    '/organizations/{id}/invitations/{invitationId}': invitation.body.id,
    '/invitations/{id}': received.body.id,
    '/event-types/{id}': eventType.id,
    '/event-types/{id}/copies/{userId}': member.id,
    '/bookables/{id}': room,
    '/schedules/{id}': schedule,
    '/schedules/{id}/overrides/{date}': OVERRIDDEN,
    '/out-of-office/{id}': outOfOffice,
    '/bookings/{id}': booking.id,
    '/bookings/{id}/attendees/{attendeeId}': booking.attendees[0].id,
    '/waitlist/{id}': waiting.id,
    '/calendar-feeds/{id}': (await makeFeed(owner)).id,
    '/external-calendars/{id}': await externalCalendar(owner),
    '/booking-series/{id}': series.id,
    '/booking-series/{id}/instances/{recurrenceId}': series.instances[0].recurrenceId,
    '/notifications/{id}': await firstNotification(owner),
    '/webhooks/{id}': webhook,
    '/webhook-deliveries/{id}': await delivered(db, webhook),
    '/admin/emails/{id}': await firstId(db, 'SELECT id FROM email_deliveries WHERE user_id = $1', owner),
    '/admin/erasures/{id}': (await eraseAccount(await signUp(api, 'Leaver'))).id,
    '/admin/dead-letters/{id}': await deadLetter(db, owner),
    '/admin/queues/{name}': 'events',
    '/admin/queues/{name}/failed-jobs/{jobId}': 'a-job',
  };
  return {
    owner,
    member,
    ids,
    references: {
      userId: member.id,
      userIds: member.id,
      organizationId: organization,
      bookableId: room,
      bookableIds: room,
      standInId: member.id,
      parentId: eventType.id,
      eventTypeId: eventType.id,
      hostId: owner.id,
      attendeeId: booking.attendees[0].id,
    },
  };
}

/** @returns the id of a login session of this person that is not the one of its client */
async function secondLoginSession({ api, email, password }: Person): Promise<string> {
  await api.post('/auth/login', { email, password });
  const { body } = await api.get('/auth/sessions');
  return body.data.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent).id;
}

/** At an address that no name server knows. */
async function externalCalendar({ api }: Person): Promise<string> {
  const { body } = await api.post('/external-calendars', { name: 'Private', url: 'https://nowhere.invalid/a.ics' });
  return body.id;
}

async function firstNotification({ api }: Person): Promise<string> {
  const { body } = await eventually(
    () => api.get('/notifications'),
    (answer) => answer.body.data.length > 0,
  );
  return body.data[0].id;
}

/** A message about this person that a consumer gave up on. */
async function deadLetter(db: Pool, person: Person): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO dead_letters (id, consumer, message_id, error, attempts)
     SELECT $1, 'test.gave-up', id, 'refused', 8 FROM outbox_messages WHERE payload::text LIKE $2 LIMIT 1`,
    [id, `%${person.id}%`],
  );
  return id;
}

/** Something that was sent to this webhook. */
async function delivered(db: Pool, webhook: string): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, message_id, event, body, people, status, retries_end_at)
     VALUES ($1, $2, $1, 'webhook.test', '{}', '{}', 'delivered', now())`,
    [id, webhook],
  );
  return id;
}

async function firstId(db: Pool, query: string, { id }: Person): Promise<string> {
  const rows = await eventually(
    async () => (await db.query<{ id: string }>(query, [id])).rows,
    (found) => found.length > 0,
  );
  return rows[0]!.id;
}
