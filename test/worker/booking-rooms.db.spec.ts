import { HOUR } from '../../src/kernel/clock.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { BookingsUserData } from '../../src/modules/scheduling/bookings/bookings.user-data.js';
import { BookingFeedsApi } from '../../src/modules/scheduling/bookings/booking-feeds.api.js';
import { GuestLinksService } from '../../src/modules/learning/sessions/guests/guest-links.service.js';
import { BookedRooms } from '../../src/modules/learning/sessions/sessions.api.js';
import { SeriesCancellationsService } from '../../src/modules/scheduling/series/series-cancellations.service.js';
import { SeriesChangesService } from '../../src/modules/scheduling/series/series-changes.service.js';
import { SeriesService } from '../../src/modules/scheduling/series/series.service.js';
import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { at, type Member, type Somebody, ToldPeople } from './told-people.js';

let people: ToldPeople;
let ada: Member;
let grace: Member;
let joan: Somebody;
let hour = 0;

beforeAll(async () => {
  people = await ToldPeople.open();
  [ada, grace, joan] = [await people.member('Ada'), await people.member('Grace'), people.guest('Joan')];
});
afterAll(() => people.close());
beforeEach(() => {
  hour += 3;
});

interface Room {
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly title: string;
  readonly language: string;
  readonly status: string;
  readonly people: Record<string, string>;
}

/** The room with the roles of those who are in it. */
async function roomOf(sessionId: string): Promise<Room> {
  const [room] = await people.sql<Room>(
    `SELECT owner_id AS "ownerId", organization_id AS "organizationId", title, language, status, (
       SELECT coalesce(json_object_agg(c.user_id, c.role), '{}') FROM session_collaborators c
       WHERE c.session_id = s.id AND c.is_active) AS people
     FROM sessions s WHERE id = $1`,
    [sessionId],
  );
  return room!;
}

async function adHoc(more: object = {}) {
  const times = { title: 'Teaching', start: at(hour), end: at(hour + 1) };
  const booking = await people.bookings.create(ada.actor, { ...times, withSession: true, ...more });
  await people.settle(booking.id);
  return booking;
}

describe('a booking with a room', () => {
  it('says where it is and when it opens, and its people write in it', async () => {
    const wanted = { attendees: [{ email: grace.email }, { email: joan.email }], sessionLanguage: 'python' as const };
    const { id, session } = await adHoc({ ...wanted, title: `${'x'.repeat(99)}👩 and more` });
    expect(session).toEqual({
      id: session?.id,
      url: `/rooms/${session?.id}`,
      opensAt: new Date(at(hour).getTime() - 600_000).toISOString(),
    });
    const shown = await people.bookings.findOne(ada.actor, id);
    expect(shown.session).toEqual(session);
    // She is invited by address, and nobody has to know that it is an account before she accepts.
    expect(await roomOf(session!.id)).toMatchObject({ ownerId: ada.id, language: 'python', people: {} });
    expect((await roomOf(session!.id)).title).toBe(`${'x'.repeat(99)}👩`);
    await people.attendees.respond(grace.actor, id, 'accepted', undefined);
    await people.settle(id);
    expect((await roomOf(session!.id)).people).toEqual({ [grace.id]: 'editor' });
  });

  it('takes nobody’s room along who does not get the time', async () => {
    await adHoc();
    const rooms = await people.sql('SELECT 1 FROM sessions');
    await expect(adHoc()).rejects.toMatchObject({ code: 'slot_taken' });
    expect(await people.sql('SELECT 1 FROM sessions')).toHaveLength(rooms.length);
  });

  it('completes it when it is cancelled, goes on in it when it is restored, and lets removed people out', async () => {
    const { id, session } = await adHoc({ attendees: [{ email: grace.email }] });
    await people.attendees.respond(grace.actor, id, 'accepted', undefined);
    await people.changes.cancel(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await roomOf(session!.id)).toMatchObject({ status: 'completed' });
    await people.restorations.restore(ada.actor, id, undefined);
    await people.settle(id);
    await people.attendees.respond(grace.actor, id, 'accepted', undefined);
    await people.settle(id);
    expect(await roomOf(session!.id)).toMatchObject({ status: 'active', people: { [grace.id]: 'editor' } });
    await people.changes.change(ada.actor, id, { attendees: [] }, undefined);
    await people.settle(id);
    expect((await roomOf(session!.id)).people).toEqual({});
  });
});

describe('a guest of a booking', () => {
  interface Guest {
    readonly opensAt: Date;
    readonly expiresAt: Date;
    readonly isRevoked: boolean;
    readonly hash: string;
  }
  const guestsOf = (sessionId: string) =>
    people.sql<Guest>(
      `SELECT opens_at AS "opensAt", expires_at AS "expiresAt", revoked_at IS NOT NULL AS "isRevoked", token_hash AS hash
       FROM session_guests WHERE session_id = $1 ORDER BY id`,
      [sessionId],
    );
  /** The addresses in the last calendar entry of somebody. */
  async function urlsTo(somebody: Somebody, bookingId: string): Promise<string[]> {
    const file = (await people.told(somebody, bookingId)).at(-1)?.file ?? '';
    return [...new Set(file.replace(/\r\n /g, '').match(/https:\S*?\/rooms\/[\w-]+(?:#guest=[\w-]{43})?/g))];
  }

  /** Where a feed and the file of the booking say that it is. */
  async function fedTo({ id, actor }: Member, bookingId: string) {
    const feeds = people.app.get(BookingFeedsApi, { strict: false });
    const entries = await feeds.entries(id, { kind: 'person', userId: id }, at(hour), at(hour + 1));
    const file = await people.bookings.publication(actor, bookingId);
    return { location: entries[0]?.details?.location ?? null, isFile: file.includes('LOCATION:https://lyceum.test') };
  }

  it('has a link of their own in e-mails, open from ten minutes before the start, which moves with it', async () => {
    const jean = people.guest('Jean');
    const { id, session } = await adHoc({ attendees: [joan, jean, grace].map(({ email }) => ({ email })) });
    const room = `https://lyceum.test/rooms/${session!.id}`;
    expect(await urlsTo(ada, id)).toEqual([room]);
    const [[ours], [others]] = [await urlsTo(joan, id), await urlsTo(jean, id)];
    // Ada knows her by now, so she comes with her account.
    expect(await urlsTo(grace, id)).toEqual([room]);
    expect(ours).toMatch(new RegExp(`^${room}#guest=[\\w-]{43}$`));
    expect(others).toMatch(new RegExp(`^${room}#guest=[\\w-]{43}$`));
    expect(others).not.toBe(ours);
    const [guest] = await guestsOf(session!.id);
    expect([guest!.opensAt, guest!.expiresAt]).toEqual([
      new Date(at(hour).getTime() - 600_000),
      new Date(at(hour + 13).getTime()),
    ]);
    // Calendars of accounts have the room while it is theirs.
    expect(await fedTo(ada, id)).toEqual({ location: room, isFile: true });
    await people.attendees.respond(grace.actor, id, 'accepted', undefined);
    expect(await fedTo(grace, id)).toEqual({ location: room, isFile: true });
    await people.attendees.respond(grace.actor, id, 'declined', undefined);
    expect(await fedTo(grace, id)).toEqual({ location: null, isFile: false });
    await people.changes.reschedule(ada.actor, id, { start: at(hour + 1) }, undefined);
    await people.settle(id);
    expect((await guestsOf(session!.id))[0]).toMatchObject({
      opensAt: new Date(at(hour + 1).getTime() - 600_000),
      hash: guest!.hash,
    });
    expect(await urlsTo(joan, id)).toEqual([ours]);
  });

  it('loses it with the booking and with their place, and gets another one when it is restored', async () => {
    const { id, session } = await adHoc({ attendees: [{ email: joan.email }] });
    const [before] = await guestsOf(session!.id);
    await people.changes.cancel(ada.actor, id, undefined, undefined);
    await people.settle(id);
    expect(await guestsOf(session!.id)).toMatchObject([{ isRevoked: true }]);
    expect(await urlsTo(joan, id)).toEqual([]);
    await people.restorations.restore(ada.actor, id, undefined);
    await people.settle(id);
    const [after] = await guestsOf(session!.id);
    expect([after!.isRevoked, after!.hash === before!.hash]).toEqual([false, false]);
    await people.changes.change(ada.actor, id, { attendees: [{ email: `new-${joan.email}` }] }, undefined);
    await people.settle(id);
    expect((await guestsOf(session!.id)).map(({ isRevoked }) => isRevoked)).toEqual([true, false]);
    await people.sql('UPDATE session_guests SET is_barred = true, revoked_at = now() WHERE session_id = $1', [
      session!.id,
    ]);
    await people.changes.reschedule(ada.actor, id, { start: at(hour + 1) }, undefined);
    await people.settle(id);
    expect((await guestsOf(session!.id)).map(({ isRevoked }) => isRevoked)).toEqual([true, true]);
  });
});

describe('a series with a room', () => {
  /** Of far dates only the next is booked. */
  const monday = Math.ceil(Date.now() / (168 * HOUR) + 1) * 168 * HOUR;
  const on = (week: number, later = 0) => new Date(monday + (hour + week * 168 + later) * HOUR);
  const series = () => people.app.get(SeriesService, { strict: false });
  const changes = () => people.app.get(SeriesChangesService, { strict: false });
  const cancellations = () => people.app.get(SeriesCancellationsService, { strict: false });

  async function weekly(attendees: readonly Somebody[]) {
    return series().create(ada.actor, {
      ...{ title: 'Python', start: on(0), durationMinutes: 60, timeZone: 'UTC', rrule: 'FREQ=WEEKLY;COUNT=4' },
      ...{ withSession: true, sessionLanguage: 'python' },
      attendees: attendees.map(({ email, name }) => ({ email, name })),
    });
  }
  async function settle() {
    for (const consumer of ['rooms', 'seriesMail'] as const)
      for (const message of await people.waitingOfSeries(consumer, ada)) await people.hand(consumer, message);
  }
  const recurrenceOf = (week: number) => on(week).toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const target = (id: string, week: number, scope: 'this' | 'following' | 'all') => ({
    ...{ id, recurrenceId: recurrenceOf(week), scope },
  });
  const opensAt = (week: number, later = 0) => new Date(on(week, later).getTime() - 600_000).toISOString();
  const guestsOf = (sessionId: string) =>
    people.sql<{ opens: string[]; isRevoked: boolean; hash: string }>(
      `SELECT jsonb_path_query_array(occasions, '$[*].opensAt') AS opens, revoked_at IS NOT NULL AS "isRevoked",
         token_hash AS hash FROM session_guests WHERE session_id = $1 ORDER BY id`,
      [sessionId],
    );
  async function urlsTo({ email }: Somebody) {
    const rows = await people.sql<{ text: string }>(
      `SELECT calendar->>'ics' AS text FROM email_deliveries WHERE recipient = $1 AND template LIKE 'SERIES%' ORDER BY id`,
      [email],
    );
    return rows.map(
      ({ text }) => text.replace(/\r\n /g, '').match(/https:\S*?\/rooms\/[\w-]+(?:#guest=[\w-]{43})?/)?.[0],
    );
  }

  it('has one for all its bookings, into which each guest has one link that follows them', async () => {
    const hannah = people.guest('Hannah');
    const { id, session } = await weekly([hannah]);
    const settling = `SELECT 1 FROM outbox_messages m JOIN bookings b ON b.id::text = m.payload->>'bookingId'
      WHERE b.series_id = $1 AND m.name = 'booking.confirmed' AND NOT m.payload ? 'roomFollows'`;
    expect(await people.sql(settling, [id])).toHaveLength(1);
    await settle();
    const bookings = 'SELECT DISTINCT session_id AS id FROM bookings WHERE series_id = ANY ($1::uuid[])';
    expect(await people.sql(bookings, [[id]])).toEqual([{ id: session!.id }]);
    expect(await roomOf(session!.id)).toMatchObject({ ownerId: ada.id, language: 'python', title: 'Python' });
    const [link] = await guestsOf(session!.id);
    expect(link!.opens).toEqual([0, 1, 2, 3].map((week) => opensAt(week)));
    const [mailed] = await urlsTo(hannah);
    expect(mailed).toMatch(new RegExp(`^https://lyceum.test/rooms/${session!.id}#guest=`));
    expect(await urlsTo(ada)).toEqual([`https://lyceum.test/rooms/${session!.id}`]);

    // One is cancelled, one moved, and the rest split off at another hour.
    await cancellations().cancelInstance(ada.actor, target(id, 0, 'this'), undefined, undefined);
    await changes().change(ada.actor, target(id, 1, 'this'), { start: on(1, 1) }, undefined);
    const rest = await changes().change(
      ada.actor,
      target(id, 2, 'following'),
      { start: on(2, 2), attendees: [{ email: hannah.email }, { email: 'more@example.test' }] },
      undefined,
    );
    await settle();
    expect([rest.id === id, rest.session]).toEqual([false, session]);
    expect(await people.sql(bookings, [[id, rest.id]])).toEqual([{ id: session!.id }]);
    const [same, other] = await guestsOf(session!.id);
    expect(same).toEqual({ ...link, opens: [opensAt(1, 1), opensAt(2, 2), opensAt(3, 2)] });
    expect([other!.opens, other!.hash === same!.hash]).toEqual([[opensAt(2, 2), opensAt(3, 2)], false]);
    expect(new Set(await urlsTo(hannah))).toEqual(new Set([mailed]));

    // With a part of it the room goes on, without those who came to that part alone; with all of it it is completed.
    await cancellations().cancel(ada.actor, rest.id, undefined, undefined);
    await settle();
    expect((await roomOf(session!.id)).status).toBe('active');
    expect((await guestsOf(session!.id)).map(({ isRevoked }) => isRevoked)).toEqual([false, true]);
    await cancellations().cancel(ada.actor, id, undefined, undefined);
    await settle();
    expect((await roomOf(session!.id)).status).toBe('completed');
    expect((await guestsOf(session!.id)).map(({ isRevoked }) => isRevoked)).toEqual([true, true]);
    // Their names are kept from then on as after an end.
    const going = 'SELECT 1 FROM session_guests WHERE session_id = $1 AND expires_at > now()';
    expect(await people.sql(going, [session!.id])).toEqual([]);
  });

  it('forgets a guest who closes the account at once, also of a booking alone, and nobody else', async () => {
    const hannah = await people.member('Hannah');
    const [{ session }, { session: single }] = [
      await weekly([hannah, people.guest('Jean')]),
      await adHoc({ attendees: [{ email: hannah.email, name: hannah.name }] }),
    ];
    await settle();
    const named = ({ id }: { readonly id: string }) =>
      people.sql(
        `SELECT name, revoked_at IS NULL AND expires_at > now() AS "isIn" FROM session_guests WHERE session_id = $1 ORDER BY id`,
        [id],
      );
    expect([await named(session!), await named(single!)]).toEqual([
      expect.arrayContaining(['Hannah', 'Jean'].map((name) => ({ name, isIn: true }))),
      [{ name: 'Hannah', isIn: true }],
    ]);
    const leaver = { ...hannah, provedEmail: hannah.email, since: new Date(), isOverdue: false };
    await people.inTransaction(() => people.app.get(BookingsUserData, { strict: false }).eraseUser(leaver));
    expect([await named(session!), await named(single!)]).toEqual([
      expect.arrayContaining([
        { name: null, isIn: false },
        { name: 'Jean', isIn: true },
      ]),
      [{ name: null, isIn: false }],
    ]);
  });

  it('gives no link in a mail to a guest who is taken off while it is written', async () => {
    const hannah = people.guest('Hannah');
    const { id, session } = await weekly([hannah]);
    const created = (await people.waitingOfSeries('seriesMail', ada)).at(-1)!;
    const rooms = people.app.get(BookedRooms, { strict: false });
    const letGo = await people.keepOpen(() => rooms.hold(session!.id));
    const written = people.hand('seriesMail', created);
    await people.somebodyWaits();
    await changes().change(ada.actor, target(id, 0, 'all'), { attendees: [] }, undefined);
    await letGo();
    await written;
    expect(await guestsOf(session!.id)).toEqual([]);
    await settle();
  });

  it('lets accounts write who take part, and out who come to none of its bookings any more', async () => {
    const { id, session } = await weekly([]);
    await people.sql('INSERT INTO booking_series_attendees (series_id, user_id) VALUES ($1, $2)', [id, grace.id]);
    await people.sql(
      'INSERT INTO booking_attendees (booking_id, user_id) SELECT id, $2 FROM bookings WHERE series_id = $1',
      [id, grace.id],
    );
    await settle();
    expect((await roomOf(session!.id)).people).toEqual({ [grace.id]: 'editor' });
    await changes().change(ada.actor, target(id, 1, 'this'), { attendees: [] }, undefined);
    await settle();
    expect((await roomOf(session!.id)).people).toEqual({ [grace.id]: 'editor' });
    await changes().change(ada.actor, target(id, 0, 'all'), { attendees: [] }, undefined);
    await settle();
    expect((await roomOf(session!.id)).people).toEqual({});
    // Its last coming booking is cancelled alone: the room goes on.
    for (const week of [0, 1, 2, 3])
      await cancellations().cancelInstance(ada.actor, target(id, week, 'this'), undefined, undefined);
    await settle();
    expect((await roomOf(session!.id)).status).toBe('active');
  });
});

describe('an event type with rooms', () => {
  async function typeOf(settings: object): Promise<string> {
    const organizations = people.app.get(OrganizationsRepository, { strict: false });
    const { id: organizationId } = await people.inTransaction(() => organizations.insert('Engines', ada.id));
    await people.inTransaction(() => organizations.addMember(organizationId, grace.id, 'member'));
    const { id } = await people.app.get(EventTypesService, { strict: false }).create(ada.actor, {
      ...{ title: 'Mentoring', timeZone: 'UTC', durations: [60], isPublic: true, organizationId, ...settings },
      hosts: [{ userId: ada.id, priority: 1 }, { userId: grace.id }],
    });
    return id;
  }
  const book = (eventTypeId: string, somebody: Somebody, more: object = {}) =>
    people.slots.book(undefined, {
      eventTypeId,
      start: at(hour),
      attendee: { email: somebody.email, name: somebody.name },
      ...more,
    });

  it('gives each booking one of its organization, which its hosts run, and the next host takes over', async () => {
    const round = await typeOf({ assignment: 'round_robin', withSession: true, sessionLanguage: 'go' });
    const { id, session, organizationId } = await book(round, joan);
    await people.settle(id);
    expect(await roomOf(session!.id)).toMatchObject({
      ownerId: ada.id,
      organizationId,
      title: 'Mentoring',
      language: 'go',
    });
    await people.decisions.reassign(ada.actor, id, grace.id, undefined);
    await people.settle(id);
    expect(await roomOf(session!.id)).toMatchObject({ ownerId: grace.id, people: {} });
    // What a host has invited goes with them.
    const links = people.app.get(GuestLinksService, { strict: false });
    await links.createAs(grace.actor, session!.id, { role: 'editor' });
    await people.decisions.reassign(grace.actor, id, ada.id, undefined);
    await people.settle(id);
    const revoked = 'SELECT revoked_at IS NOT NULL AS is FROM session_guests WHERE session_id = $1 AND created_by = $2';
    expect(await people.sql(revoked, [session!.id, grace.id])).toEqual([{ is: true }]);
    expect((await book(round, joan, { withSession: false, start: at(hour + 1) })).session).toBeNull();
  });

  it('gives those who share a time one room, which is completed when the last of them is gone', async () => {
    const shared = await typeOf({ assignment: 'collective', seats: 3, withSession: true });
    const [one, other] = await Promise.all([book(shared, joan), book(shared, people.guest('Jean'))]);
    expect(other.session).toEqual(one.session);
    await people.settle(one.id);
    expect(await roomOf(one.session!.id)).toMatchObject({ ownerId: ada.id, people: { [grace.id]: 'admin' } });
    await people.changes.cancel(ada.actor, one.id, undefined, undefined);
    await people.settle(one.id);
    expect((await roomOf(one.session!.id)).status).toBe('active');
    await people.changes.cancel(ada.actor, other.id, undefined, undefined);
    await people.settle(other.id);
    expect((await roomOf(one.session!.id)).status).toBe('completed');
  });

  it('opens a room that it does not have for hosts only', async () => {
    const plain = await typeOf({ assignment: 'round_robin' });
    await expect(book(plain, joan, { withSession: true })).rejects.toMatchObject({ code: 'validation_failed' });
    const booking = await people.slots.book(
      { userId: ada.id },
      {
        ...{ eventTypeId: plain, start: at(hour), withSession: true },
        attendee: { email: joan.email, name: joan.name },
      },
    );
    expect(await roomOf(booking.session!.id)).toMatchObject({ language: 'javascript' });
  });
});
