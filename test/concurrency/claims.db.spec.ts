import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { slot } from '../factories/booking.js';
import { newEmail } from '../factories/person.js';
import { countOverlaps } from './overlaps.js';

let database: TestDatabase;
let db: pg.Pool;
let bookable: string;

beforeAll(async () => {
  database = await createDatabase();
  db = database.pool;
});

afterAll(() => database.drop());

beforeEach(async () => {
  bookable = randomUUID();
  await db.query(
    `WITH owner AS (INSERT INTO users (email, name) VALUES ($2, 'Ada') RETURNING id)
     INSERT INTO bookables (id, kind, name, owner_id, capacity) SELECT $1, 'room', 'Hall', id, 2 FROM owner`,
    [bookable, newEmail()],
  );
});

interface ClaimOptions {
  readonly lane?: number;
  readonly kind?: number;
}

/** @returns the constraint that refused it, or null */
async function claim(hour: number, { lane = 0, kind = 0 }: ClaimOptions = {}): Promise<string | null> {
  const { start, end } = slot(hour);
  try {
    await db.query('INSERT INTO claims (bookable_id, lane, kind, during) VALUES ($1, $2, $3, tstzrange($4, $5))', [
      bookable,
      lane,
      kind,
      start,
      end,
    ]);
    return null;
  } catch (error) {
    return (error as { constraint: string }).constraint;
  }
}

describe('the constraints on claims', () => {
  it('let booked times touch and never overlap', async () => {
    expect([await claim(10), await claim(11), await claim(9)]).toEqual([null, null, null]);
    expect([await claim(10), await claim(9.5), await claim(10.99)]).toEqual(Array(3).fill('claims_core_core'));
  });

  it('keep a booked time out of a buffer and a buffer out of a booked time, and let buffers overlap', async () => {
    expect([await claim(10), await claim(11, { kind: 1 }), await claim(11.5, { kind: 1 })]).toEqual([null, null, null]);
    expect(await claim(12.25)).toBe('claims_core_buffer');
    expect(await claim(9.5, { kind: 1 })).toBe('claims_core_buffer');
  });

  it('count each lane and each bookable for itself', async () => {
    expect([await claim(10), await claim(10, { lane: 1 })]).toEqual([null, null]);
    expect(await claim(10, { lane: 1 })).toBe('claims_core_core');
  });

  it('refuse time that is none and kinds that are unknown', async () => {
    const empty = db.query(
      `INSERT INTO claims (bookable_id, during) VALUES ($1, tstzrange('2031-01-01Z', '2031-01-01Z'))`,
      [bookable],
    );
    await expect(empty).rejects.toMatchObject({ constraint: 'claims_during_check' });
    expect(await claim(10, { kind: 2 })).toBe('claims_kind_check');
  });
});

type Strategy = (client: pg.Client, barrier: () => Promise<void>) => Promise<boolean>;

const CLIENTS = 20;
const { start, end } = slot(9);

/** What other systems do: look first, insert then. Between the two everybody else looks. */
const checkThenInsert: Strategy = async (client, everybodyIsHere) => {
  const { rows } = await client.query(
    'SELECT 1 FROM naive_claims WHERE bookable_id = $1 AND during && tstzrange($2, $3)',
    [bookable, start, end],
  );
  await everybodyIsHere();
  if (rows.length > 0) return false;
  await client.query('INSERT INTO naive_claims (bookable_id, during) VALUES ($1, tstzrange($2, $3))', [
    bookable,
    start,
    end,
  ]);
  return true;
};

const insertAndSee: Strategy = async (client, everybodyIsHere) => {
  await everybodyIsHere();
  const { rowCount } = await client.query(
    'INSERT INTO claims (bookable_id, during) VALUES ($1, tstzrange($2, $3)) ON CONFLICT DO NOTHING',
    [bookable, start, end],
  );
  return rowCount === 1;
};

/** @returns how many clients believe that they have the time */
async function contend(strategy: Strategy): Promise<number> {
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: database.url }));
  await Promise.all(clients.map((client) => client.connect()));
  const everybodyIsHere = barrier(CLIENTS);
  const winners = await Promise.all(clients.map((client) => strategy(client, everybodyIsHere)));
  await Promise.all(clients.map((client) => client.end()));
  return winners.filter(Boolean).length;
}

/** Lets everybody go on when the last one has come. */
function barrier(parties: number): () => Promise<void> {
  let missing = parties;
  let open: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return opened;
  };
}

describe('clients who want one time at the same moment', () => {
  it('are served once by the constraints', async () => {
    expect(await contend(insertAndSee)).toBe(1);
    expect(await countOverlaps(db, 'claims')).toBe(0);
  });

  it('all get it in the control, which checks first and has no constraint; the search for overlaps finds them', async () => {
    await db.query('CREATE TABLE naive_claims (LIKE claims INCLUDING DEFAULTS)');
    expect(await contend(checkThenInsert)).toBe(CLIENTS);
    expect(await countOverlaps(db, 'naive_claims')).toBe((CLIENTS * (CLIENTS - 1)) / 2);
  });
});
