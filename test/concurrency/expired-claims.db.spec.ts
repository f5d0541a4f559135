import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Sql } from '../../src/infra/database/sql.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { newEmail } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ClaimsApi, takingTime } from '../../src/modules/scheduling/claims/claims.api.js';
import { ClaimsModule } from '../../src/modules/scheduling/claims/claims.module.js';
let app: INestApplicationContext;
let close: ComposedApp['close'];
let claims: ClaimsApi;
let transactions: Transactions;
let sql: Sql;
/** A person. */
let ada: string;

beforeAll(async () => {
  ({ app, close } = await composeApp(ClaimsModule));
  claims = app.get(ClaimsApi, { strict: false });
  transactions = app.get(Transactions, { strict: false });
  sql = app.get(Sql, { strict: false });
});

afterAll(() => close());

beforeEach(async () => {
  ada = randomUUID();
  await sql.query('', `INSERT INTO users (id, email, name) VALUES ($1, $2, 'Ada')`, [ada, newEmail()]);
  await sql.query('', 'INSERT INTO bookables (id, user_id) VALUES ($1, $1)', [ada]);
});

const NOON = Date.parse('2031-06-02T12:00:00Z');
const at = (hours: number) => new Date(NOON + hours * HOUR);
const wholeDay = { start: NOON - DAY, end: NOON + DAY };

/** A hold of Ada's time from noon to one that is over in a moment; rolled back with the transaction. */
async function expiringHold(): Promise<string> {
  const id = randomUUID();
  const expiresAt = new Date(Date.now() + 200);
  const times = [
    { bookableId: ada, kind: 0 as const, start: at(0), end: at(1) },
    { bookableId: ada, kind: 1 as const, start: at(1), end: at(2) },
  ];
  expect(await claims.take({ kind: 'hold', id, expiresAt }, null, times)).toBe(true);
  return id;
}

const expired = () =>
  eventually(
    () => sql.query('', 'SELECT 1 FROM claims WHERE expires_at > clock_timestamp()'),
    (rows) => rows.length === 0,
  );

/** In one transaction that ends without a trace; its `now()` stays what it was when it began. */
async function inOneTransaction(work: () => Promise<void>): Promise<void> {
  const end = new Error('That was all.');
  await transactions
    .run(async () => {
      await sql.query('', 'SELECT now()');
      await work();
      throw end;
    })
    .catch((error: unknown) => {
      if (error !== end) throw error;
    });
}

describe('time that a hold had', () => {
  it('is there as long as the hold lasts', () =>
    inOneTransaction(async () => {
      const id = randomUUID();
      const wanted = [{ bookableId: ada, kind: 0 as const, start: at(0), end: at(1) }];
      await claims.take({ kind: 'hold', id, expiresAt: new Date(Date.now() + DAY) }, null, wanted);

      expect(await claims.within([ada], wholeDay)).toHaveLength(1);
      expect(await claims.take({ kind: 'hold', id: randomUUID(), expiresAt: at(9) }, null, wanted)).toBe(false);
      await claims.clearExpired(ada);
      expect(await claims.prolong(id, at(5))).toBe(1);
      expect(await claims.handOver(id, randomUUID())).toBe(1);
    }));

  it('is free once it is over, for whoever began before and waited', () =>
    inOneTransaction(async () => {
      const id = await expiringHold();
      await expired();

      expect(await claims.within([ada], wholeDay)).toEqual([]);
      expect(await claims.prolong(id, at(5))).toBe(0);
      expect(await claims.handOver(id, randomUUID())).toBe(0);
      const taken = await sql.query(
        '',
        `WITH ${takingTime({ bookingId: '$1::uuid', organizationId: 'NULL', bookableId: '$2::uuid', start: '$3::timestamptz', end: '$4::timestamptz' })}
         SELECT booking_id FROM claimed`,
        [randomUUID(), ada, at(0), at(1)],
      );
      expect(taken).toHaveLength(1);
    }));

  it('makes way when a booking moves there', () =>
    inOneTransaction(async () => {
      const booking = randomUUID();
      const wanted = [{ bookableId: ada, kind: 0 as const, start: at(5), end: at(6) }];
      await claims.take({ kind: 'booking', id: booking, expiresAt: null }, null, wanted);
      await expiringHold();
      expect(await claims.bookablesOf({ kind: 'booking', id: booking })).toEqual([ada]);
      await expired();

      expect(await claims.move(booking, at(0), at(1))).toBe(true);
      const [claim] = await claims.within([ada], wholeDay);
      expect(claim).toMatchObject({ start: at(0).getTime(), end: at(1).getTime() });
    }));
});

it('is taken all or not at all', () =>
  inOneTransaction(async () => {
    const time = (start: number, end: number) => ({
      bookableId: ada,
      kind: 0 as const,
      start: at(start),
      end: at(end),
    });
    const taker = () => ({ kind: 'booking' as const, id: randomUUID(), expiresAt: null });
    const first = taker();
    expect(await claims.take(first, null, [time(0, 1)])).toBe(true);

    expect(await claims.take(taker(), null, [time(0.5, 2), time(3, 4)])).toBe(false);
    expect(await claims.within([ada], wholeDay)).toHaveLength(1);

    await claims.release(first);
    expect(await claims.within([ada], wholeDay)).toEqual([]);
  }));
