import { type INestApplicationContext, Module } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { newId } from '../../src/kernel/ids.js';
import { newEmail } from '../factories/person.js';
import type { TestDatabase } from '../support/database.mjs';
import { AuthModule } from '../../src/modules/people/auth/auth.module.js';
import { NewUsersService } from '../../src/modules/people/users/new-users.service.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';

@Module({ imports: [UsersModule, AuthModule], providers: [NewUsersService] })
class NewUsers {}

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(NewUsers));
});

afterAll(() => close());

const administrator: Actor = { userId: newId(), role: 'admin', sessionId: newId() };

/** Whoever is called Grace cannot be kept, with that error of the database. */
async function refuseGrace(code: string): Promise<void> {
  await database.pool.query(
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`,
  );
  await database.pool.query(
    `CREATE OR REPLACE TRIGGER no_grace BEFORE INSERT ON users FOR EACH ROW
     WHEN (new.name = 'Grace') EXECUTE FUNCTION refuse()`,
  );
}

const made = async () => {
  const names = ['Ada', 'Grace', 'Edith'];
  const items = names.map((name, index) => ({ index, value: { name, email: newEmail(name) } }));
  const outcomes = await app.get(NewUsersService).createAll(administrator, items);
  const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM users WHERE email = ANY ($1)', [
    items.map(({ value }) => value.email),
  ]);
  return [
    outcomes.map((outcome) => (outcome.error ? outcome.error.code : typeof outcome.id)),
    rows.map(({ name }) => name).sort(),
  ];
};

describe('accounts that are made together', () => {
  it('each have an outcome, whatever happens to one of them', async () => {
    await refuseGrace('22001');
    expect(await made()).toEqual([
      ['string', 'internal_error', 'string'],
      ['Ada', 'Edith'],
    ]);
  });

  it('are not tried one after the other when the database is away', async () => {
    await refuseGrace('57014');
    expect(await made()).toEqual([['string', 'service_unavailable', 'service_unavailable'], ['Ada']]);
  });
});
