import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { makeSeries } from '../../factories/series.js';
import { createSchedule } from '../../factories/availability.js';
import { bookSlot, publicType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl, databaseUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const WRITERS = 20;

interface Copied {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly organizationId: string | null;
}

type Query = Readonly<Record<string, string | number | undefined>>;

function ask({ api: client }: Person, query: Query = {}): Promise<ApiResponse> {
  return client.get('/bookings/changes', { query });
}

/** Follows the changes of one person, as a program with a copy of their bookings does. */
class Follower {
  readonly copy = new Map<string, Copied>();
  /** The ids that the last reading up to the end had, in its order. */
  seen: string[] = [];
  private syncToken: string | undefined;

  constructor(private readonly person: Person) {}

  async follow(limit = 100): Promise<this> {
    this.seen = [];
    for (;;) {
      const { status, body } = await ask(this.person, { limit, syncToken: this.syncToken });
      expect(status).toBe(200);
      for (const { bookingId, booking, isRemoved } of body.data) {
        expect(isRemoved).toBe(booking === null || booking.status === 'cancelled');
        this.seen.push(bookingId);
        if (booking === null) this.copy.delete(bookingId);
        else this.copy.set(bookingId, booking);
      }
      this.syncToken = body.meta.nextSyncToken;
      if (!body.meta.hasMore) return this;
    }
  }

  /** Other transactions that run keep changes back for as long as they do. */
  async until(isRight: (copy: ReadonlyMap<string, Copied>) => boolean): Promise<void> {
    await eventually(async () => (await this.follow()).copy, isRight);
  }

  /** The token after which nothing is told again: transactions that ran while it was given may have kept it back. */
  async settled(): Promise<string | undefined> {
    await eventually(
      async () => (await this.follow()).seen,
      (seen) => seen.length === 0,
    );
    return this.syncToken;
  }

  /** Until the copy is what the list of bookings says. */
  async untilRight(): Promise<void> {
    const { body } = await this.person.api.get('/bookings', { query: { limit: 100 } });
    const bookings = new Map((body.data as Copied[]).map((booking) => [booking.id, booking]));
    await this.until((copy) => isDeepStrictEqual(copy, bookings));
  }
}

describe('following the changes of bookings', () => {
  it('lists all of them, and then what was made, changed and cancelled, to everybody who takes part', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const organizationId = await createOrganization(ada);
    const first = await book(ada, slot(1), { organizationId });
    const second = await book(ada, slot(2), { attendees: [{ email: grace.email }] });
    const third = await book(ada, slot(3));
    const [hers, his] = [await new Follower(ada).follow(1), await new Follower(grace).follow()];
    expect(hers.seen).toEqual([first.id, second.id, third.id]);
    expect(his.seen).toEqual([second.id]);

    await ada.api.post(`/bookings/${second.id}/cancel`, {});
    await ada.api.patch(`/bookings/${first.id}`, { title: 'Another title' });
    await hers.until((copy) => copy.get(first.id)?.title === 'Another title');
    await his.until((copy) => copy.get(second.id)?.status === 'cancelled');
    await ada.api.post(`/bookings/${third.id}/reschedule`, { start: slot(5).start });
    await hers.untilRight();
    await hers.settled();

    // The foreign key empties the column: nothing of the application writes the booking.
    expect((await ada.api.delete(`/organizations/${organizationId}`)).status).toBe(204);
    await hers.until((copy) => copy.get(first.id)?.organizationId === null);
    expect(hers.seen).toEqual([first.id]);
  });

  it('tells who has no part in a booking any more that it is gone, and nothing else of it', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const { id, attendees } = await book(ada, slot(1), { attendees: [{ email: grace.email }] });
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3', attendees: [{ email: grace.email }] });
    const hers = await new Follower(grace).follow();
    expect(hers.copy.size).toBe(4);
    const before = await hers.settled();

    await ada.api.delete(`/bookings/${id}/attendees/${attendees[0].id}`);
    await hers.until((copy) => !copy.has(id));
    const { body } = await ask(grace, { syncToken: before });
    // A transaction that runs for long, of whatever database, has others told again.
    const ofIt = body.data.filter(({ bookingId }: { bookingId: string }) => bookingId === id);
    expect(ofIt).toEqual([{ bookingId: id, isRemoved: true, booking: null }]);
    await ada.api.post(`/bookings/${id}/attendees`, { email: grace.email });
    await hers.until((copy) => copy.has(id));

    const [{ recurrenceId }] = series.instances;
    await ada.api.patch(
      `/booking-series/${series.id}/instances/${recurrenceId}`,
      { attendees: [] },
      { query: { scope: 'all' } },
    );
    await hers.until((copy) => copy.size === 1);
    await hers.untilRight();
    expect((await new Follower(grace).follow()).seen).toEqual([id]);
  });

  it('takes a booking from the host that it was taken from', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    for (const host of [ada, grace]) await createSchedule(host);
    const hosts = [{ userId: ada.id, priority: 1 }, { userId: grace.id }];
    const type = await publicType(ada, { organizationId, assignment: 'round_robin', hosts });
    const { id } = await bookSlot(api, type.id, slot(9));
    const [first, next] = [await new Follower(ada).follow(), await new Follower(grace).follow()];
    expect([first.seen, next.seen]).toEqual([[id], []]);

    expect((await ada.api.post(`/bookings/${id}/reassign`, {})).status).toBe(200);
    await next.until((copy) => copy.has(id));
    await first.until((copy) => !copy.has(id));
  });

  it('misses nothing when transactions commit in another order than they began in', async () => {
    const ada = await signUp(api, 'Ada');
    const follower = await new Follower(ada).follow();
    const bookings = await Promise.all(Array.from({ length: WRITERS }, (_one, hour) => book(ada, slot(hour))));
    await follower.untilRight();
    const db = new pg.Pool({ connectionString: databaseUrl, max: WRITERS });
    const writers = await Promise.all(bookings.map(() => db.connect()));
    try {
      for (const [index, writer] of writers.entries()) {
        await writer.query('BEGIN');
        await writer.query(`UPDATE bookings SET title = 'Late' WHERE id = $1`, [bookings[index].id]);
      }
      // 0, 7, 14, 1, 8, ...: mostly somebody who began before still runs.
      for (let turn = 0; turn < WRITERS; turn += 1) {
        await writers[(turn * 7) % WRITERS]?.query('COMMIT');
        await follower.follow(3);
      }
    } finally {
      for (const writer of writers) writer.release(true);
      await db.end();
    }
    await follower.untilRight();
    expect([...follower.copy.values()].map(({ title }) => title)).toEqual(Array(WRITERS).fill('Late'));
  });

  it('keeps copies right while many write at both processes', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const followers = [await new Follower(ada).follow(), await new Follower(grace).follow()];
    const attendees = [{ email: grace.email }];
    const write = async (index: number) => {
      const writer = { api: new ApiClient(index % 2 ? apiUrl : otherApiUrl).as(ada.accessToken) };
      const { id, attendees: written } = await book(writer, slot(2 * index), { attendees });
      const path = `/bookings/${id}`;
      await writer.api.patch(path, { title: `Number ${index}` });
      if (index % 4 === 0) await writer.api.post(`${path}/cancel`, {});
      if (index % 4 > 1) await writer.api.delete(`${path}/attendees/${written[0].id}`);
      if (index % 4 > 2) await writer.api.post(`${path}/attendees`, { email: grace.email });
      if (index % 4) await writer.api.post(`${path}/reschedule`, { start: slot(2 * index + 1).start });
    };
    const state = { areWriting: true };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_one, index) => write(index))).finally(() => {
      state.areWriting = false;
    });
    while (state.areWriting) await Promise.all(followers.map((follower) => follower.follow(3)));
    await writing;
    for (const follower of followers) await follower.untilRight();
    expect(followers.map(({ copy }) => copy.size)).toEqual([WRITERS, (WRITERS * 3) / 4]);
  });

  it('refuses tokens that are forged or of others', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    const { body } = await ask(grace);
    for (const syncToken of [body.meta.nextSyncToken, 's1.AAAA', 'nonsense']) {
      const refused = await ask(ada, { syncToken });
      expect([refused.status, refused.body.code]).toEqual([410, 'sync_token_expired']);
    }
    expect((await ask(ada)).body).toMatchObject({ data: [], meta: { limit: 20, hasMore: false } });
  });
});
