import ICAL from 'ical.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ahead, instancesOf, makeSeries, recurrenceId } from '../../factories/series.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import type { ReceivedMail } from '../../support/mailbox.mjs';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const PATIENCE_MS = 60_000;

afterAll(() => db.end());

let ada: Person;
let grace: Person;
let guest: string;

beforeEach(async () => {
  [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
  guest = newEmail('guest');
});

const mailTo = (to: string, subject: string) => mailbox.waitFor({ to, subject });

/** The calendar message in the mail, as a calendar understands it. */
function invitation({ attachments }: ReceivedMail) {
  const [file] = attachments.filter(({ contentType }) => contentType === 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(file!.base64, 'base64').toString()) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => component.getFirstPropertyValue(name)?.toString() ?? null;
    const all = (name: string) => component.getAllProperties(name).flatMap((one) => one.getValues().map(String));
    return {
      uid: value('uid'),
      sequence: Number(value('sequence')),
      rrule: value('rrule'),
      recurrenceId: value('recurrence-id')?.replace(/[-:]/g, '').slice(0, 15) ?? null,
      start: value('dtstart'),
      exdates: all('exdate').map((date) => date.replace(/[-:]/g, '').slice(0, 15)),
      attendees: all('attendee').map((address) => address.slice(7)),
      status: value('status'),
    };
  });
  return { method: String(calendar.getFirstPropertyValue('method')), events };
}

/** What was planned or sent by e-mail about any of these, by template. */
async function countMails(causes: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await db.query<{ template: string; count: number }>(
    `SELECT template, count(*)::int AS count FROM email_deliveries
     WHERE split_part(cause, ':', 2) = ANY($1) GROUP BY 1 ORDER BY 1`,
    [causes],
  );
  return Object.fromEntries(rows.map(({ template, count }) => [template, count]));
}

const idOf = (week: number, hour = 9) => recurrenceId(ahead(week, hour).start);

it('people in a series get one e-mail for whatever happens to it, and their calendars follow', async () => {
  const attendees = [{ email: grace.email }, { email: guest, name: 'Guest' }];
  const everybody = [ada.email, grace.email, guest];
  const series = await makeSeries(ada, { title: 'Algebra', attendees, exdates: [ahead(4, 9).start] });
  const uid = `${series.id}@lyceum`;
  for (const to of everybody) {
    const mail = await mailTo(to, 'Confirmed: Algebra');
    expect(mail.text).toContain('every week on Monday at 9 AM (UTC)');
    expect(invitation(mail)).toMatchObject({
      method: 'REQUEST',
      events: [{ uid, sequence: 0, rrule: 'FREQ=WEEKLY', exdates: [idOf(4)], attendees: [grace.email, guest] }],
    });
  }

  // One instance alone: only that instance is in the message.
  const path = `/booking-series/${series.id}/instances`;
  await ada.api.patch(`${path}/${idOf(1)}`, { start: ahead(1, 14).start });
  for (const to of everybody)
    expect(invitation(await mailTo(to, 'New time: Algebra'))).toMatchObject({
      method: 'REQUEST',
      events: [{ uid, sequence: 1, recurrenceId: idOf(1), rrule: null, status: 'CONFIRMED' }],
    });
  await ada.api.delete(`${path}/${idOf(2)}`);
  for (const to of everybody)
    expect(invitation(await mailTo(to, 'Cancelled: Algebra'))).toMatchObject({
      method: 'CANCEL',
      events: [{ uid, recurrenceId: idOf(2), status: 'CANCELLED' }],
    });

  // All of it: the rule with what differs from it, and who is taken off is told.
  await ada.api.patch(
    `${path}/${idOf(0)}`,
    { start: ahead(0, 10).start, attendees: [{ email: grace.email }] },
    { query: { scope: 'all' } },
  );
  for (const to of [ada.email, grace.email])
    expect(invitation(await mailTo(to, 'Changed: Algebra'))).toMatchObject({
      method: 'REQUEST',
      events: [
        { uid, sequence: 2, exdates: [idOf(2, 10), idOf(4, 10)], attendees: [grace.email] },
        { uid, recurrenceId: idOf(1, 10), attendees: [grace.email] },
      ],
    });
  expect(invitation(await mailTo(guest, 'Not expected any more: Algebra'))).toMatchObject({
    method: 'CANCEL',
    events: [{ uid, attendees: [guest], status: 'CANCELLED' }],
  });

  // From one on: the old series ends, and a new one begins.
  const { status, body: second } = await ada.api.patch(
    `${path}/${idOf(3, 10)}`,
    { title: 'Geometry' },
    { query: { scope: 'following' } },
  );
  expect({ status, second }).toMatchObject({ status: 200, second: { previousId: series.id } });
  expect(invitation(await mailTo(grace.email, 'Confirmed: Geometry')).events).toMatchObject([
    { uid: `${second.id}@lyceum`, sequence: 0, rrule: 'FREQ=WEEKLY' },
  ]);
  await ada.api.delete(`/booking-series/${second.id}`, undefined, { query: { reason: 'Enough' } });
  const last = await mailTo(grace.email, 'Cancelled: Geometry');
  expect(last.text).toContain('Enough');
  expect(invitation(last)).toMatchObject({ method: 'CANCEL', events: [{ sequence: 3, status: 'CANCELLED' }] });

  const bookings = [...(await instancesOf(ada, series.id)), ...(await instancesOf(ada, second.id))];
  const causes = [series.id, second.id, ...bookings.map(({ id }) => id)];
  const expected = {
    ...{ SERIES_CONFIRMATION: 5, SERIES_CHANGED: 4, SERIES_WITHDRAWN: 1, SERIES_CANCELLED: 2 },
    ...{ BOOKING_RESCHEDULED: 3, BOOKING_CANCELLED: 3 },
  };
  await eventually(
    () => countMails(causes),
    (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0) >= 18,
    PATIENCE_MS,
  );
  expect(await countMails(causes)).toEqual(expected);
  const { body } = await grace.api.get('/notifications', { query: { limit: 100 } });
  const told = (body.data as Array<{ type: string; metadata: { seriesId?: string } }>)
    .filter(({ metadata }) => metadata.seriesId === series.id || metadata.seriesId === second.id)
    .map(({ type }) => type)
    .sort();
  expect(told).toEqual([
    'SERIES_CANCELLED',
    'SERIES_CHANGED',
    'SERIES_CHANGED',
    'SERIES_CONFIRMED',
    'SERIES_CONFIRMED',
  ]);
});

it('tells of an instance what is newer than all that was told of its series', async () => {
  const series = await makeSeries(ada, { title: 'Logic', attendees: [{ email: guest }] });
  const path = `/booking-series/${series.id}/instances`;
  for (const title of ['Logic I', 'Logic II', 'Logic III'])
    await ada.api.patch(`${path}/${idOf(0)}`, { title }, { query: { scope: 'all' } });
  const whole = invitation(await mailTo(guest, 'Changed: Logic III'));
  await ada.api.patch(`${path}/${idOf(1)}`, { start: ahead(1, 14).start });
  await ada.api.delete(`${path}/${idOf(2)}`);
  const [told] = whole.events.map(({ sequence }) => sequence);
  const moved = invitation(await mailTo(guest, 'New time: Logic III'));
  const cancelled = invitation(await mailTo(guest, 'Cancelled: Logic III'));
  expect([told, moved.events[0]!.sequence, cancelled.events[0]!.sequence]).toEqual([3, 4, 4]);
  // The next word about the series is newer than all of that, and what comes with it is not older either.
  await ada.api.patch(`${path}/${idOf(0)}`, { title: 'Logic IV' }, { query: { scope: 'all' } });
  expect(invitation(await mailTo(guest, 'Changed: Logic IV')).events).toMatchObject([
    { sequence: 5, exdates: [idOf(2)] },
    { sequence: 6, recurrenceId: idOf(1) },
  ]);
});

it('plans reminders of each instance, and of each new time', async () => {
  const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3' });
  await ada.api.patch(
    `/booking-series/${series.id}/instances/${idOf(0)}`,
    { start: ahead(0, 12).start },
    { query: { scope: 'all' } },
  );
  const ids = (await instancesOf(ada, series.id)).map(({ id }) => id);
  const planned = async () => {
    const { rows } = await db.query<{ start: string; count: number }>(
      `SELECT payload->>'start' AS start, count(*)::int AS count FROM outbox_messages
       WHERE name = 'booking.reminder_due' AND payload->>'bookingId' = ANY($1) GROUP BY 1 ORDER BY 1`,
      [ids],
    );
    return rows;
  };
  // Two offsets for three instances.
  const rows = await eventually(planned, (list) => list.reduce((sum, { count }) => sum + count, 0) >= 12, PATIENCE_MS);
  expect(rows.map(({ count }) => count)).toEqual(Array(6).fill(2));
});

it('gives guests the series once they proved that the address is theirs', async () => {
  const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3', attendees: [{ email: guest }] });
  const person = await signUp(api, 'Charles', guest);
  expect((await person.api.get(`/booking-series/${series.id}`)).status).toBe(404);
  const { text } = await mailTo(guest, 'Confirm your e-mail address');
  const token = /verify-email\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  expect((await person.api.post('/auth/email-verification/confirm', { token })).status).toBe(204);
  const { body } = await eventually(
    () => person.api.get(`/booking-series/${series.id}`),
    ({ status }) => status === 200,
    PATIENCE_MS,
  );
  expect(body.attendees).toMatchObject([{ userId: person.id, email: guest, name: 'Charles' }]);
  await eventually(
    () => instancesOf(person, series.id),
    (instances) => instances.length === 3,
    PATIENCE_MS,
  );
});

it('who leave are forgotten, and their series end with one e-mail', async () => {
  const shared = await makeSeries(ada, { title: 'Shared', attendees: [{ email: grace.email }] });
  const alone = await makeSeries(ada, { title: 'Alone', start: ahead(0, 12).start });
  const attended = await makeSeries(grace, { attendees: [{ email: ada.email }, { email: guest }] });
  await eraseAccount(ada);
  expect((await grace.api.get(`/booking-series/${shared.id}`)).body).toMatchObject({
    ...{ status: 'cancelled', cancelReason: 'The organizer closed the account.', instances: [] },
    organizer: { name: 'Former user' },
  });
  const { body } = await grace.api.get(`/booking-series/${attended.id}`);
  expect(body).toMatchObject({
    status: 'active',
    attendees: [{ email: null, name: 'Former user' }, { email: guest }],
  });
  const { rows } = await db.query('SELECT id FROM booking_series WHERE id = $1', [alone.id]);
  expect(rows).toEqual([]);
  await mailTo(grace.email, 'Cancelled: Shared');
  expect(await countMails([shared.id, ...(await instancesOf(grace, shared.id)).map(({ id }) => id)])).toMatchObject({
    SERIES_CANCELLED: 1,
  });
});
