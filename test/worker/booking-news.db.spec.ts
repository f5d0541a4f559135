import { ReplacedLinksApi } from '../../src/modules/scheduling/bookings/replaced-links.api.js';
import { BookingsStandingAccess } from '../../src/modules/scheduling/bookings/bookings.standing-access.js';
import { at, type Member, type Somebody, ToldPeople } from './told-people.js';

let people: ToldPeople;
let ada: Member;
let grace: Member;
let alan: Member;
let joan: Somebody;
let mary: Somebody;

beforeAll(async () => {
  people = await ToldPeople.open();
});

afterAll(() => people.close());

beforeEach(async () => {
  [ada, grace, alan] = [await people.member('Ada'), await people.member('Grace'), await people.member('Alan')];
  [joan, mary] = [people.guest('Joan'), people.guest('Mary')];
});

/** The templates and methods of the e-mails to somebody: `CONFIRMATION REQUEST`. */
async function mails(person: Somebody, bookingId: string): Promise<string[]> {
  const told = await people.told(person, bookingId);
  return told.map(({ template, method }) => [template.replace('BOOKING_', ''), method].filter(Boolean).join(' '));
}

const noticesOf = async (person: Member, bookingId: string) =>
  (await people.notices(person, bookingId)).map((type) => type.replace('BOOKING_', ''));

describe('a request that waits', () => {
  let typeId: string;
  let id: string;

  beforeEach(async () => {
    typeId = await people.type([ada, grace], { requiresConfirmation: true });
    id = await people.request(typeId, alan, [joan]);
    await people.settle(id);
  });

  it('is told to those who decide and to whoever asked, without an entry for calendars', async () => {
    for (const person of [ada, alan]) {
      expect(await mails(person, id)).toEqual(['REQUESTED']);
      expect(await noticesOf(person, id)).toEqual(['REQUESTED']);
      expect(await people.calendarOf(person)).toEqual([]);
    }
    expect(await mails(joan, id)).toEqual([]);
  });

  it('waits for the next host when it is given away, and is not called confirmed', async () => {
    await people.decisions.reassign(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await mails(grace, id)).toEqual(['REQUESTED']);
    expect(await noticesOf(grace, id)).toEqual(['REQUESTED']);
    expect(await mails(ada, id)).toEqual(['REQUESTED', 'WITHDRAWN']);
    expect(await noticesOf(ada, id)).toEqual(['REQUESTED', 'REASSIGNED']);
    expect(await mails(alan, id)).toEqual(['REQUESTED', 'UPDATED']);
    expect(await mails(joan, id)).toEqual([]);
  });

  it('tells nothing to somebody who is added, or added and taken off, before it is confirmed', async () => {
    const { attendees } = await people.attendees.add(ada.actor, id, { email: mary.email }, undefined);
    await people.settle(id);
    const added = attendees.find(({ email }) => email === mary.email)!;
    await people.attendees.remove(ada.actor, id, added.id, undefined);
    await people.settle(id);
    expect(await mails(mary, id)).toEqual([]);
    await people.attendees.add(ada.actor, id, { email: mary.email }, undefined);
    await people.decisions.confirm(ada.actor, id, undefined);
    await people.settle(id);
    for (const person of [mary, joan]) expect(await mails(person, id)).toEqual(['CONFIRMATION REQUEST']);
  });

  it('tells guests who were never invited neither a new time nor the end', async () => {
    await people.changes.reschedule(ada.actor, id, { start: at(12) }, undefined);
    await people.settle(id);
    await people.changes.cancel(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await mails(joan, id)).toEqual([]);
    expect(await mails(alan, id)).toEqual(['REQUESTED', 'RESCHEDULED', 'CANCELLED']);
    expect(await mails(ada, id)).toEqual(['REQUESTED', 'REQUESTED', 'CANCELLED']);
  });

  it.each([
    ['was moved', () => people.changes.reschedule(ada.actor, id, { start: at(12) }, undefined)],
    ['was given to another host', () => people.decisions.reassign(ada.actor, id, undefined, undefined)],
    ['got another attendee', () => people.attendees.add(ada.actor, id, { email: mary.email }, undefined)],
  ])('lapses also when it %s', async (_, change) => {
    await change();
    await people.settle(id);
    await people.makeDue(id, 'bookings.lapse-request');
    await people.settle(id);
    expect((await people.state(id)).status).toBe('declined');
    await people.settle(id);
    expect((await mails(alan, id)).at(-1)).toBe('DECLINED');
  });

  it('does not lapse at a time that it was moved away from', async () => {
    await people.changes.reschedule(ada.actor, id, { start: at(12) }, undefined);
    await people.makeDue(id, 'bookings.lapse-request');
    await people.settle(id);
    expect((await people.state(id)).status).toBe('pending');
  });
});

describe('a booking that its booker moves, so that it waits again', () => {
  let id: string;

  beforeEach(async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: true });
    id = await people.request(typeId, alan, [joan]);
    await people.decisions.confirm(ada.actor, id, undefined);
    await people.settle(id);
    await people.changes.reschedule(alan.actor, id, { start: at(12) }, undefined);
    await people.settle(id);
  });

  it('is tentative in the calendars that have it, and nobody hears that it is confirmed', async () => {
    expect((await people.state(id)).status).toBe('pending');
    expect(await mails(ada, id)).toEqual(['REQUESTED', 'CONFIRMATION REQUEST', 'REQUESTED REQUEST']);
    expect(await mails(alan, id)).toEqual(['REQUESTED', 'CONFIRMATION REQUEST', 'RESCHEDULED REQUEST']);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST', 'RESCHEDULED REQUEST']);
    for (const person of [ada, alan, joan])
      expect(await people.calendarOf(person)).toMatchObject([{ start: at(12).toISOString(), isTentative: true }]);
    expect(await noticesOf(ada, id)).toEqual(['REQUESTED', 'CONFIRMED', 'REQUESTED']);
  });

  it('leaves every calendar when it is declined', async () => {
    await people.decisions.decline(ada.actor, id, 'Travelling', undefined);
    await people.settle(id);
    for (const person of [ada, alan, joan]) expect(await people.calendarOf(person)).toEqual([]);
    expect((await mails(alan, id)).at(-1)).toBe('DECLINED CANCEL');
    for (const person of [ada, joan]) expect((await mails(person, id)).at(-1)).toBe('CANCELLED CANCEL');
  });

  it('is given to another host as a request, and leaves the calendar of the one before', async () => {
    await people.decisions.reassign(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await mails(grace, id)).toEqual(['REQUESTED']);
    expect((await mails(ada, id)).at(-1)).toBe('WITHDRAWN CANCEL');
    expect((await mails(joan, id)).at(-1)).toBe('UPDATED REQUEST');
    expect(await people.calendarOf(joan)).toMatchObject([{ isTentative: true }]);
  });
});

describe('a booking that takes place', () => {
  let id: string;

  beforeEach(async () => {
    const { id: booked } = await people.bookings.create(ada.actor, {
      title: 'Teaching',
      start: at(20),
      end: at(21),
      attendees: [{ email: joan.email }],
    });
    id = booked;
  });

  it('has a higher sequence for whoever is taken off, and for whoever comes again', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { attendees } = await people.state(id);
      await people.attendees.remove(ada.actor, id, attendees[0]!.id, undefined);
      await people.attendees.add(ada.actor, id, { email: joan.email }, undefined);
    }
    await people.settle(id);
    const told = await people.told(joan, id);
    expect(told.map(({ sequence, method }) => `${sequence} ${method}`)).toEqual([
      '0 REQUEST',
      '1 CANCEL',
      '2 REQUEST',
      '3 CANCEL',
      '4 REQUEST',
    ]);
  });

  it('tells whoever is moved and taken off in one change only that they are taken off', async () => {
    await people.settle(id);
    await people.changes.change(ada.actor, id, { start: at(22), attendees: [{ email: mary.email }] }, undefined);
    await people.settle(id);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST', 'WITHDRAWN CANCEL']);
    expect(await mails(mary, id)).toEqual(['CONFIRMATION REQUEST']);
    expect(await people.calendarOf(mary)).toMatchObject([{ start: at(22).toISOString() }]);
  });

  it('is told to whoever was taken off before the messengers came', async () => {
    await people.attendees.remove(ada.actor, id, (await people.state(id)).attendees[0]!.id, undefined);
    await people.settle(id);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST', 'WITHDRAWN CANCEL']);
  });

  it('is no news any more once it is over, for whoever is added or taken off', async () => {
    await people.settle(id);
    await people.sql(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await people.attendees.remove(ada.actor, id, (await people.state(id)).attendees[0]!.id, undefined);
    await people.attendees.add(ada.actor, id, { email: mary.email }, undefined);
    await people.settle(id);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST']);
    expect(await mails(mary, id)).toEqual([]);
  });

  it('is told with who changed what of it to everybody but them', async () => {
    await people.sql(`UPDATE users SET language = 'fr' WHERE id = $1`, [grace.id]);
    for (const { email } of [alan, grace]) await people.attendees.add(ada.actor, id, { email }, undefined);
    await people.settle(id);
    await people.changes.change(ada.actor, id, { title: 'Learning', location: 'Room 6' }, undefined);
    await people.changes.change(ada.actor, id, { metadata: { ticket: 1 } }, undefined);
    await people.settle(id);
    expect(await noticesOf(alan, id)).toEqual(['CONFIRMED', 'UPDATED']);
    expect(await noticesOf(ada, id)).toEqual(['CONFIRMED']);
    const updated = ({ id: userId }: Member) =>
      people.sql<{ title: string; message: string; language: string; about: string[] }>(
        `SELECT title, message, language, about FROM notifications WHERE user_id = $1 AND type = 'BOOKING_UPDATED'`,
        [userId],
      );
    const [[notice], [french]] = [await updated(alan), await updated(grace)];
    expect(french).toMatchObject({
      title: 'Modifié : Learning',
      message: expect.stringMatching(/^Ada a modifié le titre et le lieu de « Learning » : \S+ \d+(er)? \S+ \d{4}, /),
      language: 'fr',
    });
    expect(notice!.language).toBe('en');
    expect(notice!.title).toBe('Changed: Learning');
    expect(notice!.message).toMatch(/^Ada changed the title and place of “Learning”: /);
    expect(notice!.about).toEqual(expect.arrayContaining([id, ada.id]));
  });

  it('is told to who came or not, and to nobody else', async () => {
    const { attendees } = await people.attendees.add(ada.actor, id, { email: alan.email }, undefined);
    await people.settle(id);
    await people.sql(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    const record = (email: string, absent: boolean) => {
      const { id: attendeeId } = attendees.find((attendee) => attendee.email === email)!;
      return people.decisions.recordAttendance(ada.actor, id, { attendeeId, absent }, undefined);
    };
    await record(alan.email, true);
    await record(alan.email, false);
    await record(joan.email, true);
    await people.settle(id);
    const notices = await people.sql<{ userId: string; message: string }>(
      `SELECT user_id AS "userId", message FROM notifications
       WHERE type = 'BOOKING_ATTENDANCE' AND metadata->>'bookingId' = $1 ORDER BY seq`,
      [id],
    );
    expect(notices.map(({ userId, message }) => [userId, message.split(':')[0]])).toEqual([
      [alan.id, 'Ada recorded that you did not come to “Teaching”'],
      [alan.id, 'Ada recorded that you came to “Teaching”'],
    ]);
  });

  it('is news for whoever is added when it is over and moved ahead again', async () => {
    await people.settle(id);
    await people.sql(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await people.changes.change(
      ada.actor,
      id,
      { start: at(80), end: at(81), attendees: [{ email: joan.email }, { email: mary.email }] },
      undefined,
    );
    await people.settle(id);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST', 'RESCHEDULED REQUEST']);
    expect(await mails(mary, id)).toEqual(['CONFIRMATION REQUEST']);
  });

  it('reminds also those who were added later', async () => {
    await people.settle(id);
    await people.attendees.add(ada.actor, id, { email: alan.email }, undefined);
    await people.settle(id);
    expect(await people.makeDue(id, 'booking.reminder_due')).toBe(2);
    await people.settle(id);
    for (const person of [ada, alan, joan])
      expect((await mails(person, id)).filter((mail) => mail === 'REMINDER')).toHaveLength(2);
    expect(await noticesOf(alan, id)).toEqual(['CONFIRMED', 'REMINDER', 'REMINDER']);
  });

  it('says nothing of its end to an account that was deactivated when it was invited', async () => {
    await people.settle(id);
    await people.sql('UPDATE users SET is_active = false WHERE id = $1', [alan.id]);
    await people.attendees.add(ada.actor, id, { email: alan.email }, undefined);
    await people.settle(id);
    await people.sql('UPDATE users SET is_active = true WHERE id = $1', [alan.id]);
    await people.changes.cancel(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await mails(alan, id)).toEqual([]);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST', 'CANCELLED CANCEL']);
  });
});

describe('the event type of an account whose address nobody has verified', () => {
  it('has nothing sent to addresses that somebody wrote; its hosts, and who was signed in, hear of it', async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: false });
    await people.sql('UPDATE users SET email_verified_at = NULL WHERE id = $1', [ada.id]);
    const byGuest = await people.request(typeId, joan, [mary]);
    const byMember = await people.request(typeId, alan, [], 12);
    await people.changes.cancel(ada.actor, byGuest, 'Chosen by somebody', undefined);
    for (const id of [byGuest, byMember]) await people.settle(id);
    const statuses = async (person: Somebody) =>
      (
        await people.sql<{ status: string }>('SELECT status FROM email_deliveries WHERE recipient = $1', [person.email])
      ).map(({ status }) => status);
    for (const person of [joan, mary]) expect(await statuses(person)).toEqual(['held', 'held']);
    expect(new Set([...(await statuses(ada)), ...(await statuses(grace)), ...(await statuses(alan))])).toEqual(
      new Set(['queued']),
    );
  });
});

describe('a link that a newer one has replaced', () => {
  const links = () => people.app.get(ReplacedLinksApi, { strict: false });
  const secretIn = (url: string | undefined) => url?.split('/').at(-1) ?? '';

  /** The links in the e-mails to an address about the booking, by template. */
  async function linksTo(email: string, id: string): Promise<string[][]> {
    const rows = await people.sql<{ template: string; url: string | null }>(
      `SELECT template, data->>'bookingUrl' AS url FROM email_deliveries
       WHERE recipient = $1 AND cause LIKE $2 ORDER BY created_at, id`,
      [email, `booking:${id}:%`],
    );
    return rows.map(({ template, url }) => [template.replace('BOOKING_', ''), secretIn(url ?? undefined)]);
  }

  it('of a guest has the valid one mailed to the guest, each time that it is asked for, until the booking ends', async () => {
    const typeId = await people.type([ada], { requiresConfirmation: false });
    const { id, manageUrl } = await people.slots.book(
      undefined,
      { eventTypeId: typeId, start: at(10), attendee: { email: joan.email, name: 'Joan' } },
      'fr',
    );
    const first = secretIn(manageUrl ?? undefined);
    expect(await links().isReplaced('guest', first)).toBe(false);
    await people.changes.reschedule(ada.actor, id, { start: at(12) }, undefined);
    await people.changes.reschedule(ada.actor, id, { start: at(14) }, undefined);
    await people.settle(id);
    const [, , last] = (await linksTo(joan.email, id)).map(([, secret]) => secret ?? '');
    expect(await links().isReplaced('guest', first)).toBe(true);
    for (const secret of [last!, `${first.slice(1)}x`, 'short'])
      expect(await links().isReplaced('guest', secret)).toBe(false);
    expect(await links().isReplaced('host', first)).toBe(false);

    expect((await links().chargesOf('guest', first)).recipients).toEqual([joan.email]);
    for (const secret of [first, last!, first]) await links().sendValid('guest', secret);
    await people.settle(id);
    expect((await linksTo(joan.email, id)).slice(3)).toEqual([
      ['LINK', last],
      ['LINK', last],
    ]);
    const [told] = await people.sql<{ language: string }>(
      `SELECT DISTINCT language FROM email_deliveries WHERE template = 'BOOKING_LINK' AND recipient = $1`,
      [joan.email],
    );
    expect(told).toEqual({ language: 'fr' });

    // A job that waited: nobody is there any more to whom it belongs.
    await links().sendValid('guest', first);
    await people.sql(`UPDATE booking_attendees SET email = NULL, name = NULL WHERE booking_id = $1`, [id]);
    await people.settle(id);
    expect(await linksTo(joan.email, id)).toHaveLength(5);
    await people.sql(`UPDATE bookings SET starts_at = now() - '2 h'::interval, ends_at = now() WHERE id = $1`, [id]);
    expect(await links().isReplaced('guest', first)).toBe(false);
  });

  it('of a host has one mailed to their present address, as long as they give the booking', async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: true });
    const id = await people.request(typeId, joan, []);
    await people.settle(id);
    const [[, first = ''] = []] = await linksTo(ada.email, id);
    expect(await links().isReplaced('host', first)).toBe(false);
    const moved = people.guest('ada').email;
    await people.sql('UPDATE users SET email = $2 WHERE id = $1', [ada.id, moved]);
    // Also before anything was sent there.
    expect(await links().isReplaced('host', first)).toBe(true);
    expect((await links().chargesOf('host', first)).recipients).toEqual([ada.id]);
    await links().sendValid('host', first);
    await people.settle(id);
    const [[template, second = ''] = []] = await linksTo(moved, id);
    expect([template, second]).toEqual(['LINK', expect.stringMatching(/^[\w-]{43}$/)]);
    expect(second).not.toBe(first);
    expect(await links().isReplaced('host', first)).toBe(true);
    expect(await links().isReplaced('host', second)).toBe(false);
    expect(await links().isReplaced('guest', first)).toBe(false);

    await people.decisions.reassign(ada.actor, id, undefined, undefined);
    expect(await links().isReplaced('host', first)).toBe(false);
    await links().sendValid('host', first);
    await people.settle(id);
    expect((await linksTo(moved, id)).map(([kind]) => kind)).toEqual(['LINK', 'WITHDRAWN']);
    const kept = () => people.sql('SELECT FROM booking_replaced_links WHERE user_id = $1', [ada.id]);
    expect(await kept()).toHaveLength(1);
    await people.app.get(BookingsStandingAccess, { strict: false }).endStandingAccess(ada.id, 'first_proof');
    expect(await kept()).toEqual([]);
  });
});
