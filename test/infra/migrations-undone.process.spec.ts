import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { FilledDatabase } from './filled-database.js';

const PATIENCE_MS = 240_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

async function migrate(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = new NodeProcess('cli/migrate', { DATABASE_URL: database.url }, args);
  const { code } = await program.exited;
  return { code, output: program.logs.join('\n') };
}

it(
  'all migrations are undone also where every table has rows, of every kind',
  async () => {
    const filled = new FilledDatabase(database.pool);
    await filled.fill();
    expect(await filled.empty()).toEqual([]);
    const { code, output } = await migrate('down', '--all');
    expect([code, output.split('\n').at(-1)]).toEqual([0, '0 are still applied.']);
    expect(await migrate('up')).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);

it(
  'a migration that fails is named in a sentence, which says where the database stands',
  async () => {
    await database.pool.query('CREATE VIEW of_others AS SELECT bio FROM user_profiles');
    const { code, output } = await migrate('down', '--all');
    expect([code, output.split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /^PersonProfiles\d+ could not be undone: .+ The last one that is applied is PersonProfiles/,
      ),
    ]);
    await database.pool.query('DROP VIEW of_others; CREATE TABLE outbox_waits ()');
    expect((await migrate('up')).output.split('\n').at(-1)).toMatch(
      /^MessageFlows\d+ could not be applied: .+ The last one that is applied is PersonProfiles\d+; nothing is left half\.$/,
    );
  },
  PATIENCE_MS,
);
