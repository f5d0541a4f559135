import { HOUR } from '../../src/kernel/clock.js';
import { BookablesService } from '../../src/modules/scheduling/availability/bookables/bookables.service.js';
import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { SeriesCancellationsService } from '../../src/modules/scheduling/series/series-cancellations.service.js';
import { SeriesChangesService } from '../../src/modules/scheduling/series/series-changes.service.js';
import { SeriesService } from '../../src/modules/scheduling/series/series.service.js';
import { MONDAY } from '../factories/series.js';
import { at, type Member, type Somebody, ToldPeople } from './told-people.js';

let people: ToldPeople;
let ada: Member;
let grace: Member;
let alan: Member;
let joan: Somebody;

beforeAll(async () => {
  people = await ToldPeople.open();
});

afterAll(() => people.close());

beforeEach(async () => {
  [ada, grace, alan] = [await people.member('Ada'), await people.member('Grace'), await people.member('Alan')];
  joan = people.guest('Joan');
});

const cancel = (person: Member, id: string) => people.changes.cancel(person.actor, id, 'By mistake', undefined);
const restore = (person: Member, id: string) => people.restorations.restore(person.actor, id, undefined);

/** The templates and methods of the e-mails to somebody: `CONFIRMATION REQUEST`. */
async function mails(person: Somebody, bookingId: string): Promise<string[]> {
  const told = await people.told(person, bookingId);
  return told.map(({ template, method }) => [template.replace('BOOKING_', ''), method].filter(Boolean).join(' '));
}

async function adHoc(hour: number, more: object = {}): Promise<string> {
  const times = { title: 'Teaching', start: at(hour), end: at(hour + 1) };
  return (await people.bookings.create(ada.actor, { ...times, attendees: [{ email: joan.email }], ...more })).id;
}

const history = (id: string) =>
  people.sql<{ action: string; actorId: string; changes: object }>(
    `SELECT action, actor_id AS "actorId", changes FROM booking_history WHERE booking_id = $1 ORDER BY created_at, id`,
    [id],
  );

describe('an ad-hoc booking that is restored', () => {
  it('is told to everybody with a higher sequence, is in calendars again, and keeps its history', async () => {
    const id = await adHoc(1);
    await people.settle(id);
    await cancel(ada, id);
    await people.settle(id);
    const restored = await restore(ada, id);
    expect(restored).toMatchObject({ status: 'confirmed', cancelledAt: null, cancelReason: null });
    await people.settle(id);
    for (const person of [ada, joan]) {
      expect(await mails(person, id)).toEqual(['CONFIRMATION REQUEST', 'CANCELLED CANCEL', 'RESTORED REQUEST']);
      expect((await people.told(person, id)).map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
      expect(await people.calendarOf(person)).toMatchObject([{ start: at(1).toISOString(), isTentative: false }]);
    }
    expect(await people.notices(ada, id)).toEqual(['BOOKING_CONFIRMED', 'BOOKING_CANCELLED', 'BOOKING_RESTORED']);
    expect((await history(id)).map(({ action }) => action)).toEqual(['created', 'cancelled', 'restored']);
    expect((await history(id)).at(-1)).toMatchObject({
      actorId: ada.id,
      changes: { status: { from: 'cancelled', to: 'confirmed' } },
    });
    await expect(people.bookings.create(ada.actor, { title: 'Other', start: at(1), end: at(2) })).rejects.toMatchObject(
      {
        code: 'slot_taken',
      },
    );
  });

  it('reminds everybody once, and asks for answers again', async () => {
    const id = await adHoc(3, { attendees: [{ email: alan.email }] });
    await people.settle(id);
    await people.attendees.respond(alan.actor, id, 'declined', undefined);
    await cancel(ada, id);
    await people.settle(id);
    const { attendees } = await restore(ada, id);
    expect(attendees.map(({ status }) => status)).toEqual(['needs_action']);
    await people.settle(id);
    expect(await people.makeDue(id, 'booking.reminder_due')).toBe(4);
    await people.settle(id);
    expect((await mails(alan, id)).filter((mail) => mail === 'REMINDER')).toHaveLength(2);
  });

  it.each([
    [
      'its time is taken',
      'slot_taken',
      () => people.bookings.create(ada.actor, { title: 'Other', start: at(5), end: at(6) }),
    ],
    ['it has begun', 'in_the_past', (id: string) => begin(id)],
    ['its organizer is gone', 'not_restorable', () => deactivate(ada)],
    ['it was restored already', 'not_cancelled', (id: string) => restore(ada, id)],
  ])('is refused when %s, and nothing changes', async (_why, code, before) => {
    const id = await adHoc(5);
    await cancel(ada, id);
    await before(id);
    const [state, entries] = [await people.state(id), await history(id)];
    await expect(restore({ ...ada, actor: { ...ada.actor, role: 'admin' } }, id)).rejects.toMatchObject({ code });
    expect([await people.state(id), await history(id)]).toEqual([state, entries]);
  });

  it('is refused when its room is closed, and says so', async () => {
    const rooms = people.app.get(BookablesService, { strict: false });
    const { id: room } = await rooms.create(ada.actor, { kind: 'room', name: 'Hall', capacity: 1 });
    const id = await adHoc(9, { bookableIds: [room] });
    await cancel(ada, id);
    await rooms.change(ada.actor, room, { isActive: false }, undefined);
    await expect(restore(ada, id)).rejects.toMatchObject({
      code: 'not_restorable',
      occurrence: { detail: 'A room or a device of it cannot be booked any more.' },
    });
    await rooms.change(ada.actor, room, { isActive: true }, undefined);
    expect((await restore(ada, id)).status).toBe('confirmed');
  });

  it('is refused when its organizer has left the organization', async () => {
    const organizations = people.app.get(OrganizationsRepository, { strict: false });
    const { id: organizationId } = await people.inTransaction(() => organizations.insert('Engines', grace.id));
    await people.inTransaction(() => organizations.addMember(organizationId, ada.id, 'member'));
    const id = await adHoc(7, { organizationId });
    await cancel(grace, id);
    await people.sql('DELETE FROM organization_members WHERE user_id = $1', [ada.id]);
    await expect(restore(grace, id)).rejects.toMatchObject({ code: 'not_restorable' });
  });

  const begin = (id: string) =>
    people.sql(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
});

const deactivate = ({ id }: Member) => people.sql('UPDATE users SET is_active = false WHERE id = $1', [id]);

describe('a booking of an event type that is restored', () => {
  it('waits again when its booker restores it, and lapses; a host takes it up as it was', async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: true });
    const id = await people.request(typeId, alan, [joan]);
    await people.decisions.confirm(ada.actor, id, undefined);
    await people.settle(id);
    await cancel(alan, id);
    await people.settle(id);
    expect((await restore(ada, id)).status).toBe('confirmed');
    await people.settle(id);
    expect((await mails(joan, id)).at(-1)).toBe('RESTORED REQUEST');
    await cancel(ada, id);
    await people.settle(id);
    expect((await restore(alan, id)).status).toBe('pending');
    await people.settle(id);
    for (const person of [ada, alan]) expect((await mails(person, id)).at(-1)).toBe('REQUESTED');
    expect((await mails(joan, id)).at(-1)).toBe('CANCELLED CANCEL');
    await people.makeDue(id, 'bookings.lapse-request');
    await people.settle(id);
    expect((await people.state(id)).status).toBe('declined');
    await expect(restore(alan, id)).rejects.toMatchObject({ code: 'already_declined' });
  });

  it('waits as before when it waited, whoever restores it, and invites who never was as to a new one', async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: true });
    const id = await people.request(typeId, alan, [joan]);
    await cancel(alan, id);
    expect((await restore(ada, id)).status).toBe('pending');
    await cancel(alan, id);
    await people.sql('UPDATE event_types SET requires_confirmation = false WHERE id = $1', [typeId]);
    expect((await restore(ada, id)).status).toBe('confirmed');
    await people.settle(id);
    expect(await mails(joan, id)).toEqual(['CONFIRMATION REQUEST']);
  });

  describe('by somebody who does not give its type any more', () => {
    let typeId: string;
    let id: string;

    /** Grace gives it, because Ada is busy until it is booked. */
    beforeEach(async () => {
      typeId = await people.type([ada, grace], { requiresConfirmation: true });
      const busy = await people.bookings.create(ada.actor, { title: 'Other', start: at(10), end: at(11) });
      id = await people.request(typeId, alan, []);
      expect((await people.state(id)).organizerId).toBe(grace.id);
      await people.decisions.confirm(grace.actor, id, undefined);
      await cancel(ada, busy.id);
      await people.sql('UPDATE event_types SET is_public = false WHERE id = $1', [typeId]);
    });

    const leave = () => people.sql('DELETE FROM organization_members WHERE user_id = $1', [grace.id]);
    const stopGiving = () =>
      people.app
        .get(EventTypesService, { strict: false })
        .change(ada.actor, typeId, { hosts: [{ userId: ada.id }] }, undefined);
    const moved = () => ({ start: at(13), end: at(14) });

    it('waits for those who do, and is theirs', async () => {
      await cancel(alan, id);
      await stopGiving();
      const restored = await restore(grace, id);
      expect(restored).toMatchObject({ status: 'pending', organizer: { id: ada.id }, attendees: [] });
      await people.settle(id);
      expect((await mails(ada, id)).at(-1)).toBe('REQUESTED');
    });

    it('stays cancelled when they may not even see it', async () => {
      await cancel(alan, id);
      await leave();
      await expect(restore(grace, id)).rejects.toMatchObject({ code: 'not_restorable' });
      expect(await people.state(id)).toMatchObject({ status: 'cancelled', organizerId: grace.id });
    });

    it('is moved as by its booker while they may see it', async () => {
      await stopGiving();
      const { status, organizer } = await people.changes.reschedule(grace.actor, id, moved(), undefined);
      expect([status, organizer.id]).toEqual(['pending', ada.id]);
    });

    it('is neither moved nor handed over afterwards, and may be cancelled', async () => {
      await leave();
      for (const attempt of [
        () => people.changes.reschedule(grace.actor, id, moved(), undefined),
        () => people.changes.change(grace.actor, id, moved(), undefined),
        () => people.decisions.reassign(grace.actor, id, ada.id, undefined),
        () => people.decisions.reassign(grace.actor, id, undefined, undefined),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
      expect(await people.state(id)).toMatchObject({ start: at(10).toISOString(), organizerId: grace.id });
      await people.changes.change(grace.actor, id, { title: 'Mentoring with Grace' }, undefined);
      expect((await cancel(grace, id)).status).toBe('cancelled');
    });

    it('is handed over by whoever manages it', async () => {
      await leave();
      expect((await people.decisions.reassign(ada.actor, id, ada.id, undefined)).organizer.id).toBe(ada.id);
    });
  });

  it('is given by another host when the one before is not free, and takes the counts that it gave back', async () => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: false });
    const id = await people.request(typeId, alan, []);
    expect((await people.state(id)).organizerId).toBe(ada.id);
    await cancel(ada, id);
    await people.bookings.create(ada.actor, { title: 'Other', start: at(10), end: at(11) });
    expect((await restore(ada, id)).organizer.id).toBe(grace.id);
    expect((await history(id)).at(-1)?.changes).toMatchObject({ hostId: { from: ada.id, to: grace.id } });
    const counted = await people.sql<{ hostId: string }>(
      `SELECT DISTINCT host_id AS "hostId" FROM booking_counters WHERE event_type_id = $1 AND bookings > 0`,
      [typeId],
    );
    expect(counted).toEqual([{ hostId: grace.id }]);
  });

  it('takes a seat of what others share meanwhile', async () => {
    const typeId = await people.type([ada], { requiresConfirmation: false });
    await change(typeId, { assignment: 'single', seats: 2 });
    const id = await people.request(typeId, alan, []);
    await cancel(ada, id);
    const other = await people.request(typeId, joan, []);
    const restored = await restore(alan, id);
    const [shared] = await people.sql<{ seatingId: string }>(
      'SELECT seating_id AS "seatingId" FROM bookings WHERE id = $1',
      [other],
    );
    expect(restored.seatingId).toBe(shared!.seatingId);
    await cancel(ada, id);
    await people.request(typeId, people.guest('Mary'), []);
    await expect(restore(alan, id)).rejects.toMatchObject({ code: 'slot_taken' });
  });

  const change = (id: string, wanted: object) =>
    people.app.get(EventTypesService, { strict: false }).change(ada.actor, id, wanted, undefined);

  it.each([
    ['the type is archived', 'outside_availability', archive],
    ['its limit is reached', 'limit_reached', limit],
    ['it takes another time now', 'duration_not_offered', (id: string) => change(id, { durations: [30] })],
    [
      'its hosts are not there then',
      'outside_availability',
      (id: string) => change(id, { minimumNoticeMinutes: 525_600 }),
    ],
    [
      'it asks what was not answered',
      'not_restorable',
      (id: string) => change(id, { questions: [{ key: 'why', label: 'Why?', type: 'text' as const, required: true }] }),
    ],
    ['its booker may not see it any more', 'not_restorable', (id: string) => change(id, { isPublic: false })],
    ['its booker is gone', 'not_restorable', () => deactivate(alan)],
  ])('is refused when %s', async (_why, code, before) => {
    const typeId = await people.type([ada, grace], { requiresConfirmation: false });
    const hour = code === 'outside_availability' && before !== archive ? soon() : 10;
    const id = await people.request(typeId, alan, [], hour);
    await cancel(ada, id);
    await before(typeId);
    await expect(restore(alan, id)).rejects.toMatchObject({ code });
  });

  /** Hours after that Monday, for a time that lies within a long notice. */
  const soon = () => Math.round((MONDAY - at(0).getTime()) / HOUR);

  async function archive(id: string): Promise<void> {
    await people.app.get(EventTypesService, { strict: false }).archive(ada.actor, id);
  }

  async function limit(id: string): Promise<void> {
    await change(id, { limits: { day: { bookings: 1 } } });
    for (const guest of ['Mary', 'Edith'])
      await people.request(id, people.guest(guest), [], guest === 'Mary' ? 12 : 13);
  }
});

describe('an instance of a series that is restored', () => {
  const series = () => people.app.get(SeriesService, { strict: false });

  async function weekly(): Promise<{ id: string; bookingId: string; recurrenceId: string }> {
    const { id } = await series().create(ada.actor, {
      ...{ title: 'Tutoring', timeZone: 'UTC', rrule: 'FREQ=DAILY;COUNT=4' },
      ...{ start: new Date(MONDAY + 9 * HOUR), durationMinutes: 60 },
      attendees: [{ email: joan.email }, { email: grace.email }],
    });
    const [second] = await people.sql<{ bookingId: string; recurrenceId: string }>(
      `SELECT id AS "bookingId", recurrence_id AS "recurrenceId" FROM bookings WHERE series_id = $1
       ORDER BY starts_at OFFSET 1 LIMIT 1`,
      [id],
    );
    return { id, ...second! };
  }

  it('is one of its series again, also for calendars that heard of the series since, without who left it', async () => {
    const { id, bookingId, recurrenceId } = await weekly();
    await cancel(ada, bookingId);
    const [first] = await people.sql<{ recurrenceId: string }>(
      `SELECT recurrence_id AS "recurrenceId" FROM bookings WHERE series_id = $1 ORDER BY starts_at LIMIT 1`,
      [id],
    );
    await people.app
      .get(SeriesChangesService, { strict: false })
      .change(
        ada.actor,
        { id, recurrenceId: first!.recurrenceId, scope: 'all' },
        { title: 'Teaching', attendees: [{ email: grace.email }] },
        undefined,
      );
    const restored = await restore(ada, bookingId);
    expect(restored.attendees).toHaveLength(1);
    await people.settle(bookingId);
    expect(await mails(joan, bookingId)).toEqual(['CANCELLED CANCEL']);
    expect(await mails(grace, bookingId)).toEqual(['CANCELLED CANCEL', 'RESTORED REQUEST']);
    const file = (await people.told(grace, bookingId)).at(-1)!.file!;
    expect(file).toContain('RECURRENCE-ID');
    expect(file).toContain(recurrenceId);
    const [row] = await people.sql<{ told: number }>('SELECT sequence AS told FROM booking_series WHERE id = $1', [id]);
    expect(Number(/SEQUENCE:(\d+)/.exec(file)![1])).toBeGreaterThan(row!.told);
  });

  it.each([
    ['its series is cancelled', (id: string) => cancellations().cancel(ada.actor, id, undefined, undefined)],
    [
      'its series has ended before',
      (id: string, recurrenceId: string) =>
        cancellations().cancelInstance(ada.actor, { id, recurrenceId, scope: 'following' }, undefined, undefined),
    ],
  ])('is refused when %s', async (_why, end) => {
    const { id, bookingId, recurrenceId } = await weekly();
    await end(id, recurrenceId);
    expect((await people.state(bookingId)).status).toBe('cancelled');
    await expect(restore(ada, bookingId)).rejects.toMatchObject({ code: 'not_restorable' });
  });

  const cancellations = () => people.app.get(SeriesCancellationsService, { strict: false });
});
