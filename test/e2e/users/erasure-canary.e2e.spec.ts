import { randomBytes } from 'node:crypto';
import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ahead, makeSeries } from '../../factories/series.js';
import { ALWAYS, bookSlot, openType, publicType } from '../../factories/slot.js';
import { joinWaitlist } from '../../factories/waitlist.js';
import { addWebhook } from '../../factories/webhook.js';
import { ApiClient } from '../../support/http.js';
import { Receiver } from '../../support/receiver.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { settled } from '../../security/rows.js';

/** In everything that the person writes of themselves, in every feature; what they say of others is the others'. */
const MARKER = `zq${randomBytes(6).toString('hex')}`;

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const text = (what: string) => `${what} ${MARKER}`;
let grace: Person;
let leaver: Person;
let team: string;

afterAll(() => db.end());

/** Every row of every table that holds the marker in any column. */
async function found(): Promise<Record<string, readonly string[]>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM "${name}" t WHERE row_to_json(t)::text ILIKE $1`,
      [`%${MARKER}%`],
    );
    if (rows.length > 0) found[name] = rows.map(({ row }) => row);
  }
  return found;
}

const keyed = (name: string) => ({ headers: { 'Idempotency-Key': `${name}-${MARKER}` } });

async function changeProfile(change: object): Promise<void> {
  const { status } = await leaver.api.patch('/users/me', change);
  expect(status).toBe(200);
}

async function organize(): Promise<void> {
  const attendees = [{ userId: grace.id }, { email: newEmail('friend'), name: 'Friend' }];
  const all = { description: text('About'), location: text('At'), metadata: { note: text('Note') }, attendees };
  const lesson = await book(leaver, slot(9), { title: text('Lesson'), ...all });
  await leaver.api.patch(`/bookings/${lesson.id}`, { title: text('Other lesson') });
  const over = await book(leaver, slot(11), { title: text('Cancelled lesson'), ...all });
  await leaver.api.post(`/bookings/${over.id}/cancel`, { reason: text('Ill') });
  await book(leaver, slot(13), { title: text('Alone'), description: text('Secret') });
  await leaver.api.post('/bookings', { title: text('Keyed'), ...slot(15), attendees }, keyed('booking'));
  const rule = { rrule: 'FREQ=WEEKLY;COUNT=4' };
  await makeSeries(leaver, { title: text('Series'), ...all, ...rule });
  // They have the very titles that erased ones get.
  await book(leaver, slot(19), { title: 'Former booking', ...all });
  await makeSeries(leaver, { title: 'Former series', ...all, ...rule, start: ahead(0, 20).start });
  await makeSeries(leaver, { title: text('Lonely series'), ...rule, start: ahead(0, 13).start });
  await book(leaver, slot(17), { title: text('Lesson of the team'), organizationId: team, ...all });
}

async function offer(): Promise<void> {
  const questions = [{ key: 'topic', label: text('Topic'), type: 'text' }];
  const details = { title: text('Mentoring'), description: text('About'), location: text('At'), questions };
  const successRedirectUrl = `https://school.example/${MARKER}`;
  const type = await publicType(leaver, { ...details, successRedirectUrl, slug: `mentoring-${MARKER}` });
  await bookSlot(grace.api, type.id, slot(40), { answers: { topic: 'Loops' } });
  await bookSlot(api, type.id, slot(42));
  await joinWaitlist(grace, type.id, slot(40));
}

async function visit(): Promise<void> {
  const questions = [{ key: 'topic', label: 'Topic', type: 'text' }];
  const type = await openType(grace, { title: 'Consultation', questions }, { weekly: ALWAYS });
  const [answers, notes] = [{ topic: text('Everything') }, text('I come early')];
  // Without an attendee people book for themselves.
  const attendee = { name: text('Myself'), email: leaver.email };
  await bookSlot(leaver.api, type.id, slot(60), {
    answers,
    notes,
    metadata: { note: text('Note') },
    attendee: undefined,
  });
  const given = await bookSlot(leaver.api, type.id, slot(62), { answers, attendee: undefined });
  await leaver.api.post(`/bookings/${given.id}/cancel`, { reason: text('No time') });
  await bookSlot(api, type.id, slot(64), { answers, notes, attendee });
  const taken = await bookSlot(api, type.id, slot(66));
  await joinWaitlist(leaver, type.id, slot(66), { answers, notes });
  await joinWaitlist({ api }, type.id, slot(66), { answers, notes, attendee });
  await leaver.api.post('/holds', { eventTypeId: type.id, start: slot(68).start });
  expect(taken.status).toBe('confirmed');
  const invited = await book(grace, slot(70), {
    title: 'Seminar',
    attendees: [{ email: leaver.email }, { email: 'x@example.test' }],
  });
  await leaver.api.post(`/bookings/${invited.id}/respond`, { status: 'declined' });
  const series = { title: 'Seminars', rrule: 'FREQ=WEEKLY;COUNT=3', start: ahead(0, 17).start };
  await makeSeries(grace, { ...series, attendees: [{ email: leaver.email, name: text('Her') }] });
}

async function plan(): Promise<void> {
  const schedule = await createSchedule(leaver, { name: text('Hours'), weekly: ALWAYS });
  await leaver.api.put(`/schedules/${schedule}/overrides/2031-03-05`, { intervals: [] });
  await createOutOfOffice(leaver, slot(500), { note: text('At the sea') });
  await createOutOfOffice(grace, slot(600), { standInId: leaver.id });
  await createBookable(leaver, { name: text('Telescope'), description: text('Old') });
  await leaver.api.post('/external-calendars', { name: text('Private'), url: `https://nowhere.invalid/${MARKER}.ics` });
  await leaver.api.post('/calendar-feeds', { scope: 'person' });
}

async function belong(): Promise<void> {
  await createOrganization(leaver, text('Alone'));
  const other = await createOrganization(grace, 'Others');
  await grace.api.post(`/organizations/${other}/members`, { email: leaver.email });
  await leaver.api.post(`/organizations/${team}/members`, { email: newEmail('colleague') });
}

async function beSeen(): Promise<void> {
  const metadata = { page: text('Page') };
  await leaver.api.post('/analytics/event', { eventType: 'page.viewed', metadata, anonymousId: `device-${MARKER}` });
  await api.post('/auth/login', { email: leaver.email, password: 'not the right password 17' });
  await api.post('/auth/password/forgot', { email: leaver.email.toUpperCase() });
}

it('leaves no trace of a person in any table, whatever they did', async () => {
  const receiver = await Receiver.open();
  try {
    [grace] = await signUpAllVerified(api, 'Grace');
    leaver = await signUp(api, text('Canary'), `canary-${MARKER}@example.test`);
    team = await createOrganization(grace, 'Team');
    await addMember(grace, team, leaver, 'admin');
    await plan();
    await addWebhook(leaver, `${receiver.url}/${MARKER}`, { description: text('Mine') });
    await addWebhook(grace, `${receiver.url}/grace`);
    await organize();
    await offer();
    await visit();
    await belong();
    await beSeen();
    // So that what others were told has the name of before.
    await settled(db, [leaver.id]);
    const parts = { firstName: text('First'), lastName: text('Last') };
    await changeProfile({ name: text('Canaria'), slug: `page-${MARKER}`, username: `U_${MARKER}`, ...parts });
    await api.post('/auth/login', { identifier: `u_${MARKER}`, password: 'not the right password 17' });
    const said = { bio: text('Bio'), avatar: `https://images.example.test/${MARKER}.png`, location: text('Place') };
    expect((await leaver.api.put(`/users/${leaver.id}/profile`, said)).status).toBe(200);
    await settled(db, [leaver.id]);
    const before = await found();
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining([
        'bookings',
        'booking_series',
        'event_types',
        'notifications',
        'page_names',
        'user_profiles',
        'users',
        'webhooks',
      ]),
    );
    const erasure = await eraseAccount(leaver);
    expect(erasure.done).toBe(erasure.total);
    await settled(db, [leaver.id]);
    expect(await found()).toEqual({});
  } finally {
    await receiver.close();
  }
});
