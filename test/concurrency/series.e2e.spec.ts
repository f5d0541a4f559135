import { askToBook, book } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { ahead, askForSeries, instancesOf, makeSeries, recurrenceId } from '../factories/series.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { countBookingsWithWrongClaims, countOverlaps } from './overlaps.js';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let ada: Person;

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
});

/** Whatever the clients did, the database holds no overlap, and every booking has exactly the time it says. */
afterEach(async () => {
  expect(await countOverlaps(db, 'claims')).toBe(0);
  expect(await countBookingsWithWrongClaims(db, ada.id)).toBe(0);
});

/** Ada at each of the two API processes in turn. */
const client = (index: number) => ({ api: index % 2 ? ada.api.at(otherApiUrl) : ada.api });

function atOnce<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_one, index) => run(index)));
}

function tally(answers: readonly ApiResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = body.code ? `${status} ${body.code}` : String(status);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const idOf = (week: number, hour: number) => recurrenceId(ahead(week, hour).start);

/** What confirmed bookings of Ada's there are, by start. */
async function starts(): Promise<string[]> {
  const { rows } = await db.query<{ start: Date }>(
    `SELECT starts_at AS start FROM bookings WHERE organizer_id = $1 AND status = 'confirmed' ORDER BY 1`,
    [ada.id],
  );
  return rows.map(({ start }) => start.toISOString());
}

/** Instances in UTC that were not changed by themselves and yet differ from their series. */
async function countStrays(): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM bookings b JOIN booking_series s ON s.id = b.series_id
     WHERE b.organizer_id = $1 AND b.status = 'confirmed' AND NOT b.is_override AND (
       to_char(b.starts_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS') <> b.recurrence_id OR b.title <> s.title
       OR b.ends_at - b.starts_at <> make_interval(mins => s.duration_minutes) OR s.status <> 'active')`,
    [ada.id],
  );
  return rows[0]?.count ?? -1;
}

describe('many clients at two processes', () => {
  it('who want one series get one, and those who want single bookings there get none of its times', async () => {
    const answers = await atOnce(30, (index) =>
      index % 3
        ? askForSeries(client(index), { rrule: 'FREQ=WEEKLY;COUNT=10' })
        : askToBook(client(index), ahead(index % 10, 9, 30)),
    );
    const series = answers.filter(({ status, body }) => status === 201 && body.rrule !== undefined);
    const singles = answers.filter(({ status, body }) => status === 201 && body.rrule === undefined);
    expect(Object.keys(tally(answers)).sort()).toEqual(['201', '409 slot_taken']);
    // A series needs all of its times, so either it has them, or somebody has one of them.
    expect(series.length).toBe(singles.length > 0 ? 0 : 1);
    expect(await starts()).toHaveLength(series.length * 10 + singles.length);
  });

  it('who change, move, cancel and split one series and book its times leave it whole', async () => {
    const { id } = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=12' });
    const bookings = await instancesOf(ada, id);
    const path = (week: number) => `/booking-series/${id}/instances/${idOf(week, 9)}`;
    const all = { query: { scope: 'all' } };
    const answers = await atOnce(50, (index) => {
      const { api: mine } = client(index);
      const week = (index * 7) % 12;
      switch (index % 10) {
        case 0:
          return mine.patch(path(week), { start: ahead(week, 9 + (index % 3)).start, onConflict: 'skip' }, all);
        case 1:
          return mine.patch(path(week), { title: `Client ${index}`, durationMinutes: 45 }, all);
        case 2:
          return mine.patch(path(week), { start: ahead(week, 10).start });
        case 3:
          return mine.delete(path(week));
        case 4:
          return mine.post(`/bookings/${bookings[week]!.id}/reschedule`, ahead(week, 11));
        case 5:
          return mine.delete(`/bookings/${bookings[week]!.id}`);
        case 6:
          return mine.patch(path(8 + (index % 4)), { title: 'Later' }, { query: { scope: 'following' } });
        case 7:
          return askForSeries({ api: mine }, { start: ahead(week, 9).start, onConflict: 'skip' });
        default:
          return askToBook({ api: mine }, ahead(week, 9 + (index % 3)));
      }
    });
    const refusal = /^(404 not_found|409 (slot_taken|already_cancelled|series_cancelled)|422 unsupported_change)$/;
    const unexpected = Object.keys(tally(answers)).filter((outcome) => !/^20[01]$/.test(outcome));
    expect(unexpected.filter((outcome) => !refusal.test(outcome))).toEqual([]);
    expect(tally(answers)['200']).toBeGreaterThan(5);
    expect(await countStrays()).toBe(0);
  });

  it('who move two series to and fro lose no booking', async () => {
    const series = [
      await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=12' }),
      await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=12', start: ahead(0, 10).start }),
    ];
    const answers = await atOnce(50, (index) =>
      client(index).api.patch(
        `/booking-series/${series[index % 2].id}/instances/${idOf(0, 9 + (index % 3))}`,
        { start: ahead(0, 9 + ((index >> 2) % 3)).start },
        { query: { scope: 'all' } },
      ),
    );
    const { '200': moved, ...refused } = tally(answers);
    expect(moved).toBeGreaterThan(0);
    expect(Object.keys(refused).filter((outcome) => !/^(404 not_found|409 slot_taken)$/.test(outcome))).toEqual([]);
    expect(await starts()).toHaveLength(24);
  });

  it('who read the same version change it once', async () => {
    const { id } = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4' });
    const { headers } = await ada.api.get(`/booking-series/${id}`);
    const ifMatch = { 'If-Match': headers.get('ETag')! };
    const answers = await atOnce(12, (index) =>
      client(index).api.patch(
        `/booking-series/${id}/instances/${idOf(index % 4, 9)}`,
        { title: `Client ${index}` },
        { query: { scope: ['this', 'following', 'all'][index % 3] }, headers: ifMatch },
      ),
    );
    expect(tally(answers)).toEqual({ '200': 1, '412 precondition_failed': 11 });
  });

  it('who use one Idempotency-Key make one series, and whoever comes later gets the same answer', async () => {
    const headers = { 'Idempotency-Key': `series-${ada.id}` };
    await book(ada, ahead(2, 9));
    const wanted = {
      ...{ title: 'Once', start: ahead(0, 9).start, durationMinutes: 60, timeZone: 'UTC' },
      ...{ rrule: 'FREQ=WEEKLY;COUNT=5', onConflict: 'skip' },
    };
    const ask = (index: number) => client(index).api.post('/booking-series', wanted, { headers });
    const answers = await atOnce(20, ask);
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'idempotency_key_in_use')).toBe(true);
    const [made] = answers.filter(({ status }) => status === 201);
    await ada.api.patch(`/booking-series/${made!.body.id}/instances/${idOf(0, 9)}`, { title: 'Changed since' });
    for (const { status, text } of [...answers.filter((answer) => answer.status === 201), await ask(1)])
      expect({ status, text }).toEqual({ status: 201, text: made!.text });
    expect(await starts()).toHaveLength(5);
  });
});
