import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { DAY, HOUR } from '../../../src/kernel/clock.js';
import type { Interval } from '../../../src/kernel/intervals.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import {
  AvailabilityApi,
  type BookableCalendar,
} from '../../../src/modules/scheduling/availability/availability.api.js';
import { AvailabilityModule } from '../../../src/modules/scheduling/availability/availability.module.js';
import { newEmail } from '../../factories/person.js';
import type { TestDatabase } from '../../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let availability: AvailabilityApi;
let transactions: Transactions;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AvailabilityModule));
  availability = app.get(AvailabilityApi, { strict: false });
  transactions = app.get(Transactions, { strict: false });
});

afterAll(() => close());

/** A Monday in summer: Paris is two hours ahead. */
const MONDAY = Date.parse('2031-06-02T00:00:00Z');
const WEEK = { start: MONDAY, end: MONDAY + 7 * DAY };

function hours(from: number, to: number, day = 0): Interval {
  return { start: MONDAY + day * DAY + from * HOUR, end: MONDAY + day * DAY + to * HOUR };
}

const range = ({ start, end }: Interval) => `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;

async function person(): Promise<string> {
  const { id } = await app.get(UsersApi, { strict: false }).create({ email: newEmail(), name: 'Ada' });
  await availability.ensurePeople([id]);
  return id;
}

async function room(ownerId: string, capacity = 1): Promise<string> {
  const id = randomUUID();
  await insert('bookables', { id, kind: 'room', name: 'Hall', owner_id: ownerId, capacity });
  return id;
}

async function schedule(bookableId: string, weekly: object[], more: object = {}): Promise<string> {
  const id = randomUUID();
  const row = { id, bookable_id: bookableId, name: 'Hours', time_zone: 'Europe/Paris', is_default: true, ...more };
  await insert('schedules', { ...row, weekly: JSON.stringify(weekly) });
  return id;
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const values = Object.values(row);
  const places = values.map((_value, index) => `$${index + 1}`);
  await database.pool.query(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
    values,
  );
}

async function calendar(
  bookableId: string,
  scheduleId: string | null = null,
  window = WEEK,
): Promise<BookableCalendar> {
  const calendars = await availability.calendars([{ bookableId, scheduleId }], window);
  return calendars.get(bookableId)!;
}

describe('a calendar', () => {
  it('has the working hours of the schedule that was asked for, or else of the default one', async () => {
    const ada = await person();
    const byDefault = await schedule(ada, [{ day: 1, start: 9 * 60, end: 17 * 60 }]);
    const evenings = await schedule(ada, [{ day: 2, start: 20 * 60, end: 26 * 60 }], { is_default: false });
    const days = { start: 9 * 60, end: 10 * 60 };
    await insert('schedule_overrides', {
      schedule_id: byDefault,
      date: '2031-06-04',
      intervals: JSON.stringify([days]),
    });
    await insert('schedule_travels', {
      schedule_id: evenings,
      dates: '[2031-06-03,2031-06-03]',
      time_zone: 'Asia/Tokyo',
    });
    expect(await calendar(ada)).toMatchObject({ hasSchedule: true, open: [hours(7, 15), hours(7, 8, 2)] });
    expect((await calendar(ada, evenings)).open).toEqual([hours(11, 17, 1)]);
    expect((await calendar(ada, randomUUID())).open).toEqual((await calendar(ada, byDefault)).open);
    const inside = await calendar(ada, null, hours(10, 12));
    expect([inside.open, inside.shifts]).toEqual([[hours(10, 12)], [hours(7, 15)]]);
  });

  it('is never open for a person without a schedule and always for a room without one', async () => {
    const ada = await person();
    expect(await calendar(ada)).toMatchObject({ kind: 'person', isActive: true, hasSchedule: false, open: [] });
    expect(await calendar(await room(ada, 3))).toMatchObject({
      kind: 'room',
      capacity: 3,
      open: [WEEK],
      shifts: [WEEK],
    });
  });

  it('shows what is taken in the window to the millisecond, and neither what expired nor what only touches it', async () => {
    const hall = await room(await person(), 2);
    const claim = { bookable_id: hall };
    await insert('claims', { ...claim, during: range(hours(12, 13)), kind: 1 });
    await insert('claims', {
      ...claim,
      during: range(hours(11, 12)),
      lane: 1,
      expires_at: new Date(Date.now() + HOUR),
    });
    await insert('claims', { ...claim, during: range(hours(10, 11)), expires_at: new Date(Date.now() - 1) });
    await insert('claims', { ...claim, during: range(hours(-2, 0)) });
    const uneven = { start: hours(13, 14).start + 1, end: hours(13, 14).end - 1 };
    await insert('claims', { ...claim, during: range(uneven) });
    const { claims } = await calendar(hall);
    const own = { bookableId: hall, seatingId: null };
    expect(claims.toSorted((a, b) => a.start - b.start)).toEqual([
      { ...own, ...hours(11, 12), kind: 0 },
      { ...own, ...hours(12, 13), kind: 1 },
      { ...own, ...uneven, kind: 0 },
    ]);
  });

  it('names who stands in as long as both share an organization', async () => {
    const [ada, grace] = await Promise.all([person(), person()]);
    await insert('out_of_office', {
      bookable_id: ada,
      reason: 'sick',
      during: range(hours(9, 10)),
      stand_in_id: grace,
    });
    const standIn = async () => (await calendar(ada)).away;
    expect(await standIn()).toEqual([{ ...hours(9, 10), standInId: null }]);
    const organization = randomUUID();
    await insert('organizations', { id: organization, name: 'Engines', member_count: 2, owner_count: 1 });
    await insert('organization_members', { organization_id: organization, user_id: ada, role: 'owner' });
    await insert('organization_members', { organization_id: organization, user_id: grace, role: 'member' });
    expect(await standIn()).toEqual([{ ...hours(9, 10), standInId: grace }]);
  });

  it('shows absences, and the last state of each external calendar', async () => {
    const ada = await person();
    const away = { bookable_id: ada, reason: 'sick' };
    await insert('out_of_office', { ...away, during: range(hours(9, 10)) });
    await insert('out_of_office', { ...away, during: range(hours(9, 10, 20)) });
    const [work, home] = [randomUUID(), randomUUID()];
    const replace = (...args: Parameters<typeof availability.replaceBusyTimes>) =>
      transactions.run(() => availability.replaceBusyTimes(...args));
    await replace(ada, work, [hours(1, 2)]);
    await replace(ada, home, [hours(4, 6)]);
    await replace(ada, work, [hours(5, 7), hours(3, 4, 1)]);
    const { away: absences, busy } = await calendar(ada);
    expect(absences).toEqual([{ ...hours(9, 10), standInId: null }]);
    expect(busy).toEqual([hours(4, 7), hours(3, 4, 1)]);
    await replace(ada, home, []);
    expect((await calendar(ada)).busy).toEqual([hours(5, 7), hours(3, 4, 1)]);
    const { rows } = await database.pool.query(
      `SELECT payload FROM outbox_messages WHERE name = 'busy_times.freed' ORDER BY created_at`,
    );
    const told = (calendarId: string, { start, end }: Interval) => ({
      payload: { bookableId: ada, calendarId, start: new Date(start).toISOString(), end: new Date(end).toISOString() },
    });
    expect(rows).toEqual([told(work, hours(1, 2)), told(home, hours(4, 6))]);
  });

  it('tells of closed accounts and leaves out what does not exist', async () => {
    const ada = await person();
    await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [ada]);
    expect((await calendar(ada)).isActive).toBe(false);
    expect(await calendar(randomUUID())).toBeUndefined();
  });
});

describe('the lock of who books', () => {
  it('lets others book and holds up who becomes absent', async () => {
    const ada = await person();
    const outsider = await database.pool.connect();
    await transactions.run(async () => {
      await availability.lock([ada]);
      await outsider.query('SELECT 1 FROM bookables WHERE id = $1 FOR KEY SHARE', [ada]);
      const refused = outsider.query('SELECT 1 FROM bookables WHERE id = $1 FOR UPDATE NOWAIT', [ada]);
      await expect(refused).rejects.toMatchObject({ code: '55P03' });
    });
    outsider.release();
  });
});

describe('other features', () => {
  it('find schedules and bookables, and who may use them', async () => {
    const [ada, grace] = await Promise.all([person(), person()]);
    const hall = await room(ada, 2);
    const id = await schedule(hall, []);
    expect(await availability.findSchedule(id)).toEqual({ id, bookableId: hall });
    const found = await availability.findBookables([hall, ada, randomUUID()]);
    expect([...found.keys()].sort()).toEqual([hall, ada].sort());
    expect(found.get(hall)).toMatchObject({ kind: 'room', name: 'Hall', ownerId: ada, isActive: true, capacity: 2 });
    const organization = randomUUID();
    await insert('organizations', { id: organization, name: 'Engines', member_count: 1, owner_count: 1 });
    await insert('organization_members', { organization_id: organization, user_id: grace, role: 'owner' });
    const lab = randomUUID();
    await insert('bookables', { id: lab, kind: 'room', name: 'Lab', organization_id: organization });
    const usable = (userId: string) => availability.resourcesUsableBy(userId, [userId, hall, lab, randomUUID()]);
    expect(await usable(ada)).toEqual(new Set([hall]));
    expect(await usable(grace)).toEqual(new Set([lab]));
  });
});
