import ICAL from 'ical.js';
import { HOUR, MINUTE, SECOND } from '../../../src/kernel/clock.js';
import { createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { ALWAYS, bookSlot, openType, publicType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import type { ReceivedMail } from '../../support/mailbox.mjs';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { makeFeed, readFeedsAt, soon, subscribe } from '../calendars/feed.js';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
readFeedsAt(apiUrl);
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

/** The calendar message in the mail, as a calendar understands it. */
function invitation({ attachments }: ReceivedMail) {
  const [file] = attachments.filter(({ contentType }) => contentType === 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(file!.base64, 'base64').toString()) as unknown[]);
  const event = calendar.getFirstSubcomponent('vevent')!;
  const value = (name: string) => String(event.getFirstPropertyValue(name));
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: value('uid'),
    sequence: Number(value('sequence')),
    start: new Date(value('dtstart')).toISOString(),
    location: event.getFirstPropertyValue('location'),
    description: event.getFirstPropertyValue('description'),
    attendees: event.getAllProperties('attendee').map((property) => String(property.getFirstValue()).slice(7)),
  };
}

const mailTo = (to: string, subject: string) => mailbox.waitFor({ to, subject });

interface Notification {
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly metadata: { readonly bookingId: string };
}

/** What the person was told about the booking, oldest first, as soon as there is this much. */
async function notices({ api: client }: Person, bookingId: string, count: number): Promise<Notification[]> {
  const about = async () => {
    const { body } = await client.get('/notifications', { query: { limit: 100 } });
    return (body.data as Notification[]).filter(({ metadata }) => metadata.bookingId === bookingId).reverse();
  };
  return eventually(about, (list) => list.length >= count, PATIENCE_MS);
}

/** What was planned or sent by e-mail, as the database has it. */
async function deliveries(bookingId: string): Promise<Array<{ template: string; recipient: string; count: number }>> {
  const { rows } = await db.query(
    `SELECT template, recipient::text, count(*)::int AS count FROM email_deliveries
     WHERE cause LIKE $1 GROUP BY 1, 2 ORDER BY 1, 2`,
    [`booking:${bookingId}:%`],
  );
  return rows;
}

describe('people in a booking', () => {
  it('get an invitation, its new place, its new time and its end, and their calendars follow', async () => {
    const { id } = await book(ada, slot(1), {
      title: 'Mentoring',
      attendees: [{ email: grace.email }, { email: guest }],
      location: 'Room 5',
    });
    const everybody = [ada.email, grace.email, guest];
    for (const to of everybody) {
      const mail = await mailTo(to, 'Confirmed: Mentoring');
      expect(mail.text).toContain('Room 5');
      expect(invitation(mail)).toEqual({
        method: 'REQUEST',
        uid: `${id}@lyceum`,
        sequence: 0,
        start: slot(1).start,
        location: 'Room 5',
        description: null,
        attendees: [grace.email, guest],
      });
    }
    await ada.api.patch(`/bookings/${id}`, { location: 'Room 6' });
    await ada.api.patch(`/bookings/${id}`, { metadata: { ticket: 'T-42' } });
    for (const to of everybody) {
      const mail = await mailTo(to, 'Changed: Mentoring');
      expect(invitation(mail)).toMatchObject({
        method: 'REQUEST',
        sequence: 1,
        location: 'Room 6',
        start: slot(1).start,
      });
    }
    await ada.api.post(`/bookings/${id}/reschedule`, { start: slot(3).start, reason: 'The room was not free.' });
    for (const to of everybody) {
      const mail = await mailTo(to, 'New time: Mentoring');
      expect(mail.text).toContain('The room was not free.');
      expect(invitation(mail)).toMatchObject({ method: 'REQUEST', sequence: 2, start: slot(3).start });
    }
    await ada.api.delete(`/bookings/${id}`, undefined, { query: { reason: 'Ill' } });
    for (const to of everybody) {
      const mail = await mailTo(to, 'Cancelled: Mentoring');
      expect(mail.text).toContain('Ill');
      expect(invitation(mail)).toMatchObject({ method: 'CANCEL', sequence: 3, uid: `${id}@lyceum` });
    }
    const types = ['BOOKING_CANCELLED', 'BOOKING_CONFIRMED', 'BOOKING_RESCHEDULED'];
    const toldOf = async (person: Person, count: number) =>
      (await notices(person, id, count)).map(({ type }) => type).sort();
    expect(await toldOf(ada, 3)).toEqual(types);
    expect(await toldOf(grace, 4)).toEqual([...types, 'BOOKING_UPDATED']);
    const counts = (await deliveries(id)).map(({ count }) => count);
    expect(counts).toEqual(Array(12).fill(1));
  });

  it('who come later are invited, and who are taken off are told', async () => {
    const { id } = await book(ada, slot(1), { title: 'Teaching' });
    await mailTo(ada.email, 'Confirmed: Teaching');
    const { body } = await ada.api.post(`/bookings/${id}/attendees`, { email: grace.email });
    expect(invitation(await mailTo(grace.email, 'Confirmed: Teaching'))).toMatchObject({ method: 'REQUEST' });
    await ada.api.delete(`/bookings/${id}/attendees/${body.attendees[0].id}`);
    expect(invitation(await mailTo(grace.email, 'Not expected any more: Teaching'))).toMatchObject({
      method: 'CANCEL',
      attendees: [grace.email],
    });
    expect((await notices(grace, id, 2)).map(({ type }) => type)).toEqual(['BOOKING_CONFIRMED', 'BOOKING_WITHDRAWN']);
    await ada.api.patch(`/bookings/${id}`, {
      start: slot(3).start,
      description: 'Bring a laptop',
      attendees: [{ email: guest }],
    });
    expect(invitation(await mailTo(guest, 'Confirmed: Teaching'))).toMatchObject({
      start: slot(3).start,
      sequence: 3,
    });
    await mailTo(ada.email, 'New time: Teaching');
    expect((await deliveries(id)).map(({ template, recipient }) => [template, recipient])).toEqual([
      ...[ada.email, grace.email, guest].sort().map((recipient) => ['BOOKING_CONFIRMATION', recipient]),
      ['BOOKING_RESCHEDULED', ada.email],
      ['BOOKING_WITHDRAWN', grace.email],
    ]);
  });

  it('learn the time in their own zone', async () => {
    await grace.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });
    const { id } = await book(ada, slot(1), { attendees: [{ email: grace.email }], title: 'Teaching' });
    const [notice] = await notices(grace, id, 1);
    expect(notice!.message).toMatch(/^Ada invites you to “Teaching”: .*10:00.*11:00 \(Asia\/Tokyo, UTC\+09:00\)\.$/);
    expect((await mailTo(grace.email, 'Confirmed: Teaching')).text).toContain('10:00');
  });

  it('hear the answers when they organize', async () => {
    const attendees = [{ email: grace.email, name: 'G. Hopper' }];
    const { id } = await book(ada, slot(1), { attendees, title: 'Teaching' });
    await notices(ada, id, 1);
    await grace.api.post(`/bookings/${id}/respond`, { status: 'declined' });
    expect((await notices(ada, id, 2)).at(-1)).toMatchObject({
      type: 'BOOKING_RESPONSE',
      title: 'G. Hopper declined Teaching',
    });
  });
});

describe('reminders', () => {
  const inAnHour = (plus: number) => {
    const start = Date.now() + HOUR + plus;
    return { start: new Date(start).toISOString(), end: new Date(start + 30 * MINUTE).toISOString() };
  };

  /** Reminders of the shared system come a day and an hour before. */
  async function reminders(bookingId: string, settled: boolean): Promise<Array<{ start: string; at: Date }>> {
    const { rows } = await db.query(
      `SELECT payload->>'start' AS start, available_at AS at FROM outbox_messages
       WHERE name = 'booking.reminder_due' AND payload->>'bookingId' = $1 AND (NOT $2 OR (
         SELECT count(*) FROM inbox_entries WHERE message_id = outbox_messages.id) = 2)`,
      [bookingId, settled],
    );
    return rows;
  }

  it('come at their offset to all who did not decline', async () => {
    const [refuser] = await signUpAllVerified(api, 'Refuser');
    const times = inAnHour(6 * SECOND);
    const { id } = await book(ada, times, {
      title: 'Soon',
      attendees: [{ email: grace.email }, { email: refuser.email }],
    });
    await refuser.api.post(`/bookings/${id}/respond`, { status: 'declined' });
    expect((await mailTo(ada.email, 'Reminder: Soon')).text).toContain('Soon');
    await mailTo(grace.email, 'Reminder: Soon');
    const types = (await notices(grace, id, 2)).map(({ type }) => type);
    expect(types).toEqual(['BOOKING_CONFIRMED', 'BOOKING_REMINDER']);
    const reminded = (await deliveries(id)).filter(({ template }) => template === 'BOOKING_REMINDER');
    expect(reminded.map(({ recipient }) => recipient)).toEqual([ada.email, grace.email].sort());
  });

  it('stay planned when the booking has another host or text, and reach the one who gives it then', async () => {
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    for (const host of [ada, grace]) await createSchedule(host);
    const hosts = [{ userId: ada.id, priority: 1 }, { userId: grace.id }];
    const type = await publicType(ada, { organizationId, assignment: 'round_robin', hosts, reminderMinutes: [60] });
    const { id } = await bookSlot(api, type.id, slot(9));
    expect((await ada.api.post(`/bookings/${id}/reassign`, {})).status).toBe(200);
    expect((await grace.api.patch(`/bookings/${id}`, { description: 'Bring a laptop' })).status).toBe(200);
    await mailTo(grace.email, 'Changed: Mentoring');
    const planned = await eventually(
      () => reminders(id, false),
      (rows) => rows.length === 1,
      PATIENCE_MS,
    );
    expect(planned).toEqual([{ start: slot(9).start, at: new Date(slot(8).start) }]);
    await db.query(
      `UPDATE outbox_messages SET available_at = now() WHERE name = 'booking.reminder_due'
        AND payload->>'bookingId' = $1`,
      [id],
    );
    await mailTo(grace.email, 'Reminder: Mentoring');
    const reminded = (await deliveries(id)).filter(({ template }) => template === 'BOOKING_REMINDER');
    expect(reminded.map(({ recipient }) => recipient)).not.toContain(ada.email);
  });

  it('follow a new time and die with a cancelled booking', async () => {
    const moved = await book(ada, inAnHour(6 * SECOND));
    const cancelled = await book(grace, inAnHour(6 * SECOND));
    const later = inAnHour(48 * HOUR);
    await ada.api.post(`/bookings/${moved.id}/reschedule`, later);
    await grace.api.delete(`/bookings/${cancelled.id}`);
    const planned = await eventually(
      () => reminders(moved.id, false),
      (rows) => rows.length === 3,
      PATIENCE_MS,
    );
    const hoursBefore = planned
      .filter(({ start }) => start === later.start)
      .map(({ at }) => Math.round((Date.parse(later.start) - at.getTime()) / HOUR));
    expect(hoursBefore.sort()).toEqual([1, 24]);
    for (const { id } of [moved, cancelled]) {
      await eventually(
        () => reminders(id, true),
        (rows) => rows.length === 1,
        PATIENCE_MS,
      );
      expect((await deliveries(id)).map(({ template }) => template)).not.toContain('BOOKING_REMINDER');
    }
  });
});

describe('the guest and their answers', () => {
  it('are told to the hosts, in e-mails and calendars, and to nobody else', async () => {
    const brought = newEmail('brought');
    const questions = [{ key: 'goal', label: 'Your goal', type: 'text' }];
    const working = { weekly: ALWAYS };
    const type = await openType(ada, { title: 'Advice', description: 'Bring a pen.', questions }, working);
    const feed = await makeFeed(ada);
    const { id, manageUrl } = await bookSlot(api, type.id, soon(9), {
      attendee: { name: 'Alan Turing', email: guest },
      guests: [{ email: brought }],
      answers: { goal: 'Recursion' },
    });
    const description = `Guest: Alan Turing <${guest}>\nYour goal: Recursion\n\nBring a pen.`;
    const toHost = await mailTo(ada.email, 'Confirmed: Advice');
    expect(toHost.text).toContain(`Guest: Alan Turing (${guest})\nYour goal: Recursion`);
    expect(invitation(toHost).description).toBe(description);
    for (const to of [guest, brought]) {
      const mail = await mailTo(to, 'Confirmed: Advice');
      expect(mail.text + mail.html).not.toMatch(/Recursion|Your goal|Guest:/);
      expect(invitation(mail).description).toBe('Bring a pen.');
    }
    const [entry] = await subscribe(feed.url);
    expect(entry?.description).toContain(description);
    const { text: file } = await ada.api.get(`/bookings/${id}.ics`);
    expect(file).toContain('Recursion');
    await api.post(`/manage/${manageUrl.split('/').at(-1)}/cancel`, { reason: 'Ill' });
    const cancelled = await mailTo(ada.email, 'Cancelled: Advice');
    expect(cancelled.text).toContain('Your goal: Recursion');
  });

  it('are told to the host who takes over, and not again to the one before', async () => {
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    for (const host of [ada, grace]) await createSchedule(host);
    const hosts = [{ userId: ada.id, priority: 1 }, { userId: grace.id }];
    const questions = [{ key: 'goal', label: 'Your goal', type: 'text' }];
    const type = await publicType(ada, { organizationId, assignment: 'round_robin', hosts, questions });
    const { id } = await bookSlot(api, type.id, slot(9), { answers: { goal: 'Recursion' } });
    await mailTo(ada.email, 'Confirmed: Mentoring');
    expect((await ada.api.post(`/bookings/${id}/reassign`, {})).status).toBe(200);
    expect((await mailTo(grace.email, 'Confirmed: Mentoring')).text).toContain('Your goal: Recursion');
    expect((await mailTo(ada.email, 'Not expected any more: Mentoring')).text).not.toContain('Recursion');
  });
});

describe('erasing an account', () => {
  it('tells those who were to come', async () => {
    const { id } = await book(ada, slot(1), {
      title: 'Farewell',
      attendees: [{ email: guest }, { email: grace.email }],
    });
    await mailTo(guest, 'Confirmed: Farewell');
    await eraseAccount(ada);
    for (const to of [guest, grace.email])
      expect((await mailTo(to, 'Cancelled: Farewell')).text).toContain('The organizer closed the account.');
    // What was told before is of no use any more.
    expect((await notices(grace, id, 1)).map(({ type }) => type)).toEqual(['BOOKING_CANCELLED']);
    expect((await deliveries(id)).map(({ recipient }) => recipient)).not.toContain(ada.email);
  });
});
