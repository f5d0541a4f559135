import { DAY, HOUR } from '../../src/kernel/clock.js';
import { countBookingsWithWrongClaims, countOverlaps } from '../concurrency/overlaps.js';
import { book } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { ahead, instancesOf, letWeeksPass, makeSeries, MONDAY, recurrenceId } from '../factories/series.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System, Worker } from '../support/system.mjs';

const PATIENCE_MS = 60_000;
const WEEKS_PASSED = 3;

/** Hours of today that are neither near nor over soon, so that no instance ends while a test runs. */
const BEGAN_AT_HOUR = new Date().getUTCHours();
const hourOf = (index: number) => (BEGAN_AT_HOUR + 4 + 2 * index) % 24;

/** Two workers of their own, which look after series every second. */
let system: System;
let second: Worker;
let api: ApiClient;
let ada: Person;

beforeAll(async () => {
  system = await startSystem({
    env: {
      SERIES_EXTENSION_CRON: '* * * * * *',
      // A test keeps one of them waiting until the other has come.
      DATABASE_LOCK_TIMEOUT_MS: '60000',
      DATABASE_STATEMENT_TIMEOUT_MS: '60000',
    },
  });
  second = await Worker.start(system.env);
  api = new ApiClient(system.api.url);
});
afterAll(async () => {
  await second.stop();
  await system.stop();
});

beforeEach(async () => {
  ada = await person('Ada');
});
afterEach(async () => {
  expect(await countOverlaps(system.db, 'claims')).toBe(0);
  expect(await countBookingsWithWrongClaims(system.db, ada.id)).toBe(0);
});

async function person(name: string): Promise<Person> {
  const somebody = await signUp(api, name);
  await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [somebody.id]);
  return somebody;
}

interface Case {
  readonly rrule: string;
  /** Days of the week from Monday on, counted from 0. */
  readonly days: readonly number[];
}

/** Rules whose next instances are due for each of the reasons there are. */
const CASES: readonly Case[] = [
  { rrule: 'FREQ=WEEKLY', days: [0] },
  { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR', days: [0, 2, 4] },
  { rrule: 'FREQ=DAILY', days: [0, 1, 2, 3, 4, 5, 6] },
];

/** What has to be booked when the weeks have passed: half a year ahead, a hundred that are not over. */
function expectedStarts({ days }: Case, hour: number): string[] {
  const now = Date.now();
  const starts: number[] = [];
  let upcoming = 0;
  for (let day = 0; upcoming < 100; day += 1) {
    if (!days.includes(day % 7)) continue;
    const start = MONDAY - WEEKS_PASSED * 7 * DAY + day * DAY + hour * HOUR;
    if (start > now + 180 * DAY) break;
    if (start + HOUR > now) upcoming += 1;
    starts.push(start);
  }
  return starts.map((start) => new Date(start).toISOString());
}

async function startsOf(seriesId: string): Promise<string[]> {
  const { rows } = await system.db.query<{ start: Date }>(
    'SELECT starts_at AS start FROM bookings WHERE series_id = $1 ORDER BY starts_at',
    [seriesId],
  );
  return rows.map(({ start }) => start.toISOString());
}

/** Series of each of the cases, for whom three weeks have passed and no worker has looked. */
async function makeOldSeries(): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { rrule }] of CASES.entries()) {
    const { id } = await makeSeries(ada, { rrule, start: ahead(0, hourOf(index)).start });
    await letWeeksPass(system.db, id, WEEKS_PASSED);
    ids.push(id);
  }
  return ids;
}

/** From now on the worker finds them due, in this order. */
async function makeDue(ids: readonly string[]): Promise<void> {
  await system.db.query(
    `UPDATE booking_series s SET extend_at = now() - interval '1 hour' + w.place * interval '1 minute'
     FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, place) WHERE s.id = w.id`,
    [ids],
  );
}

/** Is about to take the last instance of each of these series, and leaves it in the end: until then a worker waits. */
async function rivalFor(cases: readonly number[]): Promise<{ leave(): Promise<void> }> {
  const rival = await system.db.connect();
  await rival.query('BEGIN');
  for (const index of cases)
    await rival.query(
      `INSERT INTO claims (bookable_id, during) VALUES ($1, tstzrange($2, $2::timestamptz + interval '1 hour'))`,
      [ada.id, expectedStarts(CASES[index]!, hourOf(index)).at(-1)],
    );
  return {
    leave: async () => {
      await rival.query('ROLLBACK');
      rival.release();
    },
  };
}

/** How many workers have a series in their hands and wait in the middle of their work. */
async function waitingWorkers(): Promise<number> {
  const { rows } = await system.db.query<{ count: number }>(
    `SELECT count(DISTINCT pid)::int AS count FROM pg_locks waiting JOIN pg_locks held USING (pid)
     WHERE NOT waiting.granted AND held.granted AND held.mode = 'RowShareLock'
       AND held.relation = 'booking_series'::regclass`,
  );
  return rows[0]?.count ?? 0;
}

async function noneIsDue(ids: readonly string[]): Promise<void> {
  await eventually(
    async () =>
      (await system.db.query('SELECT 1 FROM booking_series WHERE id = ANY($1) AND extend_at <= now()', [ids])).rowCount,
    (count) => count === 0,
    PATIENCE_MS,
  );
}

/** Every instance is there once, was made once, and was told of once. */
async function expectExtended(ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    expect(await startsOf(id)).toEqual(expectedStarts(CASES[index]!, hourOf(index)));
  const { rows } = await system.db.query(
    `WITH b AS (SELECT id FROM bookings WHERE series_id = ANY($1))
     SELECT (SELECT count(*) FROM b) AS bookings,
       (SELECT count(*) FROM claims JOIN b ON b.id = booking_id) AS claims,
       (SELECT count(*) FROM booking_history JOIN b ON b.id = booking_id) AS history,
       (SELECT count(*) FROM outbox_messages JOIN b ON b.id::text = payload->>'bookingId'
        WHERE name = 'booking.confirmed') AS told`,
    [ids],
  );
  const [{ bookings }] = rows;
  expect(rows).toEqual([{ bookings, claims: bookings, history: bookings, told: bookings }]);
}

interface Told {
  readonly type: string;
  readonly metadata: { readonly seriesId?: string };
}

/** The notices about a series that the person has, in the order of their names. */
async function noticesOf({ api: own }: Person, seriesId: string): Promise<string[]> {
  const { body } = await own.get('/notifications', { query: { limit: 100 } });
  return (body.data as Told[])
    .filter(({ metadata }) => metadata.seriesId === seriesId)
    .map(({ type }) => type)
    .sort();
}

async function countMails(seriesId: string): Promise<Record<string, number>> {
  const { rows } = await system.db.query<{ template: string; count: number }>(
    `SELECT template, count(*)::int AS count FROM email_deliveries
     WHERE split_part(cause, ':', 2) = ANY(SELECT $1 UNION SELECT id::text FROM bookings WHERE series_id::text = $1)
     GROUP BY 1`,
    [seriesId],
  );
  return Object.fromEntries(rows.map(({ template, count }) => [template, count]));
}

describe('instances that come into reach', () => {
  it('are booked once, by two workers at the same time', async () => {
    const ids = await makeOldSeries();
    const rival = await rivalFor([0, 1]);
    await makeDue(ids);
    await eventually(waitingWorkers, (count) => count === 2, PATIENCE_MS);
    await rival.leave();
    await noneIsDue(ids);
    await expectExtended(ids);
  });

  it('are booked in full though the workers are killed in the middle', async () => {
    const ids = await makeOldSeries();
    const before = await startsOf(ids[1]!);
    const rival = await rivalFor([1]);
    await makeDue(ids);
    await eventually(waitingWorkers, (count) => count === 1, PATIENCE_MS);
    await Promise.all([system.worker.kill('SIGKILL'), second.kill('SIGKILL')]);
    await rival.leave();
    expect(await startsOf(ids[1]!)).toEqual(before);
    await Promise.all([system.worker.restart(), second.restart()]);
    await noneIsDue(ids);
    await expectExtended(ids);
  });

  it('and are taken are left out, and everybody is told once', async () => {
    const grace = await person('Grace');
    const { id } = await makeSeries(ada, { title: 'Algebra', attendees: [{ email: grace.email }] });
    await letWeeksPass(system.db, id, WEEKS_PASSED);
    const booked = await startsOf(id);
    const next = booked.length - WEEKS_PASSED;
    await book(ada, ahead(next + 1, 9));
    for (const round of [1, 2]) {
      await makeDue([id]);
      await noneIsDue([id]);
      const { body } = await ada.api.get(`/booking-series/${id}`);
      const taken = { recurrenceId: recurrenceId(ahead(next + 1, 9).start), start: ahead(next + 1, 9).start };
      expect({ round, ...body }).toMatchObject({ round, version: 2, skipped: [{ ...taken, reason: 'slot_taken' }] });
    }
    const late = [ahead(next, 9), ahead(next + 2, 9)].map(({ start }) => start);
    expect(await startsOf(id)).toEqual([...booked, ...late]);
    for (const { email } of [ada, grace]) {
      const mail = await system.mailbox.waitFor({ to: email, subject: 'Not on all dates: Algebra' });
      const [file] = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
      const text = Buffer.from(file!.base64, 'base64').toString();
      expect(text).toContain('METHOD:REQUEST');
      expect(text).toContain('SEQUENCE:1');
      expect(text).toContain(`EXDATE;TZID=UTC:${recurrenceId(ahead(next + 1, 9).start)}`);
    }
    expect(await countMails(id)).toEqual({ SERIES_CONFIRMATION: 2, SERIES_DATES_SKIPPED: 2 });
    for (const somebody of [ada, grace])
      expect(await noticesOf(somebody, id)).toEqual(['SERIES_CONFIRMED', 'SERIES_DATES_SKIPPED']);
  });
});

describe('new zone data', () => {
  /** Instances of the series an hour too late, as they are when the zone changed its rules. */
  async function makeLate(ids: readonly string[]): Promise<void> {
    await system.db.query(
      `UPDATE bookings SET starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'
       WHERE id = ANY($1)`,
      [ids],
    );
    await system.db.query(
      `UPDATE claims SET during = tstzrange(lower(during) + interval '1 hour', upper(during) + interval '1 hour')
       WHERE booking_id = ANY($1)`,
      [ids],
    );
  }

  const setRelease = (seriesId: string, release: string) =>
    system.db.query('UPDATE booking_series SET zone_data = $2 WHERE id = $1', [seriesId, release]);

  async function recomputed(seriesId: string): Promise<void> {
    const { tz } = process.versions;
    await eventually(
      async () =>
        (
          await system.db.query<{ release: string }>('SELECT zone_data AS release FROM booking_series WHERE id = $1', [
            seriesId,
          ])
        ).rows,
      ([row]) => row?.release === tz,
      PATIENCE_MS,
    );
  }

  it('move instances to their hour, and everybody is told once', async () => {
    const grace = await person('Grace');
    const series = await makeSeries(ada, {
      ...{ title: 'Algebra', timeZone: 'Europe/Paris', rrule: 'FREQ=WEEKLY;COUNT=6' },
      attendees: [{ email: grace.email }],
    });
    const right = await instancesOf(ada, series.id);
    await makeLate(right.slice(2).map(({ id }) => id));
    await ada.api.patch(`/bookings/${right[3]!.id}`, { metadata: { chosen: true } });
    await book(ada, { start: right[5]!.start, end: right[5]!.end });
    await setRelease(series.id, '2000a');
    await recomputed(series.id);
    const after = await instancesOf(ada, series.id);
    const hourLater = (time: string) => new Date(Date.parse(time) + HOUR).toISOString();
    expect(after.map(({ start, status }) => [start, status])).toEqual(
      right.map(({ start }, index) => [
        index === 3 || index === 5 ? hourLater(start) : start,
        index === 5 ? 'cancelled' : 'confirmed',
      ]),
    );
    expect((await ada.api.get(`/booking-series/${series.id}`)).body).toMatchObject({
      version: 2,
      skipped: [{ recurrenceId: right[5]!.recurrenceId, start: right[5]!.start, reason: 'slot_taken' }],
    });
    for (const { email } of [ada, grace]) {
      const { text } = await system.mailbox.waitFor({ to: email, subject: 'Changed: Algebra' });
      expect(text).toContain('Not on');
    }
    expect(await countMails(series.id)).toEqual({ SERIES_CONFIRMATION: 2, SERIES_CHANGED: 2 });
    const notices = () => noticesOf(ada, series.id);
    expect(await eventually(notices, ({ length }) => length >= 3)).toEqual([
      'SERIES_CHANGED',
      'SERIES_CONFIRMED',
      'SERIES_DATES_SKIPPED',
    ]);
    expect(await noticesOf(grace, series.id)).toEqual(['SERIES_CHANGED', 'SERIES_CONFIRMED']);
  });

  it('decide over older ones, and never the other way round', async () => {
    const [ahead9, ahead12] = await Promise.all([
      makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=2' }),
      makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=2', start: ahead(0, 12).start }),
    ]);
    const late = await instancesOf(ada, ahead9.id);
    await makeLate(late.map(({ id }) => id));
    await setRelease(ahead9.id, '9999z');
    await setRelease(ahead12.id, '2000a');
    await recomputed(ahead12.id);
    expect(await startsOf(ahead9.id)).toEqual(late.map((_, week) => ahead(week, 10).start));
    // Whoever books with older data leaves the rest to those who have newer.
    await letWeeksPass(system.db, ahead9.id, WEEKS_PASSED);
    await makeDue([ahead9.id]);
    await recomputed(ahead9.id);
  });
});
