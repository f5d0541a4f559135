import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { EventTypesApi } from '../../../src/modules/scheduling/event-types/event-types.api.js';
import { EventTypesModule } from '../../../src/modules/scheduling/event-types/event-types.module.js';
import { PublicProfilesApi } from '../../../src/modules/scheduling/event-types/public-profiles.api.js';
import { EventTypesService } from '../../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import { newEmail } from '../../factories/person.js';
import type { TestDatabase } from '../../support/database.mjs';
import { eventually } from '../../support/eventually.js';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let types: EventTypesApi;
let service: EventTypesService;
let transactions: Transactions;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(EventTypesModule));
  types = app.get(EventTypesApi, { strict: false });
  service = app.get(EventTypesService, { strict: false });
  transactions = app.get(Transactions, { strict: false });
});

afterAll(() => close());

async function waiting(): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}

/** Work in a transaction that stays open until it is released. */
function hold<T>(work: () => Promise<T>): { done: Promise<T>; ended: Promise<T>; release: () => void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let finish: (result: T) => void;
  const done = new Promise<T>((resolve) => (finish = resolve));
  const ended = transactions.run(async () => {
    const result = await work();
    finish(result);
    await released;
    return result;
  });
  return { done, ended, release };
}

const someoneWaits = () => eventually(waiting, (count) => count === 1);

it('an event type that is locked stays as it is, and whoever waits for a change sees all of it', async () => {
  const { id: userId } = await app.get(UsersApi, { strict: false }).create({ email: newEmail(), name: 'Ada' });
  const ada = { userId, role: 'user' as const, sessionId: userId };
  const { id } = await service.create(ada, { title: 'Mentoring', durations: [30] });
  const change = (weight: number) => service.change(ada, id, { hosts: [{ userId, weight }] }, undefined);

  const booking = hold(() => types.lock(id));
  expect(await booking.done).toMatchObject({ hosts: [{ weight: 1 }] });
  expect(await transactions.run(() => types.lock(id))).toMatchObject({ version: 1 });
  const changed = change(7);
  await someoneWaits();
  expect(await types.find(id)).toMatchObject({ hosts: [{ weight: 1 }] });
  booking.release();
  expect((await changed).hosts).toMatchObject([{ weight: 7 }]);

  const changing = hold(() => change(9));
  await changing.done;
  const locked = transactions.run(() => types.lock(id));
  await someoneWaits();
  changing.release();
  expect(await locked).toMatchObject({ hosts: [{ weight: 9 }], version: 3 });
});

it('an event type whose hosts are all deactivated is there for those who run it, and listed nowhere', async () => {
  const people = app.get(UsersApi, { strict: false });
  const { id: userId } = await people.create({ email: newEmail(), name: 'Alan' });
  const alan = { userId, role: 'user' as const, sessionId: userId };
  const { id } = await service.create(alan, { title: 'Logic', durations: [30], isPublic: true });
  const type = await types.find(id);
  const profiles = app.get(PublicProfilesApi, { strict: false });
  await database.pool.query(`UPDATE users SET email_verified_at = now() WHERE id = $1`, [userId]);
  await database.pool.query(`INSERT INTO page_names (slug, user_id) VALUES ('alan', $1)`, [userId]);
  const { id: away } = await people.create({ email: newEmail(), name: 'Jean' });
  await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [away]);
  expect(await types.isOffered(type!, null)).toBe(true);
  expect((await profiles.find('alan'))?.eventTypes).toMatchObject([{ title: 'Logic' }]);

  await database.pool.query('UPDATE event_type_hosts SET user_id = $2 WHERE event_type_id = $1', [id, away]);
  const left = await types.find(id);
  expect(left!.hosts).toMatchObject([{ userId: away }]);
  expect([await types.isOffered(left!, null), await types.isOffered(left!, userId)]).toEqual([false, true]);
  expect((await profiles.find('alan'))?.eventTypes).toEqual([]);
});
