import { DataSource } from 'typeorm';
import { entities } from '../../src/apps/entities.js';
import { migrations } from '../../src/cli/migrations.js';
import { DatabaseConfig } from '../../src/infra/config/config.js';
import { dataSourceOptions } from '../../src/infra/database/data-source.js';
import { newId } from '../../src/kernel/ids.js';
import { isTimeZone } from '../../src/kernel/time-zones.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { NodeProcess } from '../support/node-process.mjs';
import { testEnv } from '../support/test-env.js';

/** A process starts in so long, also where much runs at once. */
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  const config = new DatabaseConfig(testEnv(database.url));
  const parts = { entities, migrations: await migrations(), applicationName: 'test' };
  dataSource = await new DataSource(dataSourceOptions(config, parts)).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** What `migrate` says to these arguments, and how it ends. */
async function migrate(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = new NodeProcess('cli/migrate', { DATABASE_URL: database.url }, args);
  const { code } = await program.exited;
  return { code, output: program.logs.join('\n') };
}

const check = () => migrate('check');

/** Everything of ours in the schema, whatever kind of thing it is. */
async function things(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'S')
     UNION ALL SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     UNION ALL SELECT typname FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')`,
  );
  return rows.map(({ name }) => name).sort();
}

describe('the migrations', () => {
  it(
    'of a second deployment wait for those of the first, however long they take',
    async () => {
      const first = await database.pool.connect();
      await first.query('SELECT pg_advisory_lock(7318403)');
      const env = { DATABASE_URL: database.url, DATABASE_LOCK_TIMEOUT_MS: '100' };
      const second = new NodeProcess('cli/migrate', env, ['up']);
      try {
        // It has waited for longer than it may wait for a lock.
        await eventually(
          () =>
            database.pool.query(
              `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'
                 AND state_change < now() - interval '300 milliseconds'`,
            ),
          ({ rowCount }) => rowCount === 1,
          PATIENCE_MS,
        );
      } finally {
        await first.query('SELECT pg_advisory_unlock(7318403)');
        first.release();
      }
      expect(await second.exited).toMatchObject({ code: 0 });
    },
    2 * PATIENCE_MS,
  );

  it(
    'lead to the schema that the entities declare, and back to nothing, and there again',
    async () => {
      const before = await things();
      expect(await check()).toMatchObject({ code: 0 });
      for (let left = dataSource.migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
      expect((await things()).filter((name) => !name.startsWith('schema_migrations'))).toEqual([]);
      await dataSource.runMigrations();
      expect(await things()).toEqual(before);
      expect(await check()).toMatchObject({ code: 0 });
    },
    4 * PATIENCE_MS,
  );

  it(
    'can be taken back and applied to any one of them, and listed',
    async () => {
      const names = dataSource.migrations.map(({ name = '' }) => name);
      const listed = (applied: number) =>
        names.map((name, index) => `${index < applied ? '[x]' : '[ ]'} ${name}`).join('\n');
      expect(await migrate('status')).toEqual({ code: 0, output: listed(names.length) });
      const [third, second, last] = names.slice(-3) as [string, string, string];
      const undone = [`Undid ${last}.`, `Undid ${second}.`, `${third} is the last one that is applied.`].join('\n');
      expect(await migrate('to', third)).toEqual({ code: 0, output: undone });
      expect(await migrate('status')).toEqual({ code: 0, output: listed(names.length - 2) });
      expect(await migrate('to', second)).toEqual({ code: 0, output: `Applied ${second}.\nApplied 1 migrations.` });
      expect(await migrate('to', 'Nothing1')).toMatchObject({ code: 2 });
      expect(await migrate('up')).toMatchObject({ code: 0, output: expect.stringContaining(`Applied ${last}.`) });
      expect(await check()).toMatchObject({ code: 0 });
    },
    4 * PATIENCE_MS,
  );

  it('give people whose zone is no name of the tz database the one that their hours were computed with', async () => {
    const zones = ['pst', 'BST', 'IST', 'SystemV/EST5EDT', 'EST', 'Europe/Paris'];
    for (const zone of zones)
      await database.pool.query('INSERT INTO users (email, name, time_zone) VALUES ($1, $2, $3)', [zone, 'Ada', zone]);
    const runner = dataSource.createQueryRunner();
    const migration = dataSource.migrations.find(({ name }) => name?.startsWith('TimeZoneNames'));
    await migration?.up(runner);
    await runner.release();
    const { rows } = await database.pool.query<{ email: string; time_zone: string }>(
      'SELECT email, time_zone FROM users',
    );
    const found = new Map(rows.map(({ email, time_zone }) => [email, time_zone]));
    expect(zones.map((zone) => found.get(zone))).toEqual([
      'America/Los_Angeles',
      'Asia/Dhaka',
      'Asia/Kolkata',
      'America/New_York',
      'EST',
      'Europe/Paris',
    ]);
    expect(rows.filter(({ time_zone }) => !isTimeZone(time_zone))).toEqual([]);
  });

  it('give addresses the one spelling of their mailbox, where nobody else has it', async () => {
    const addresses = [
      ['bu\u0308cher', 'bu\u0308cher.example', null],
      ['bücher', 'bücher.example', new Date()],
      ['plain', 'example.org', null],
      ['full width', 'ｅｘａｍｐｌｅ.org', new Date()],
      ['upper case', 'Example.NET', null],
      ['joiner', 'exa\u200Dmple.org', null],
      ['alone', 'a\u00ADlone.example', null],
    ] as const;
    for (const [name, domain, verifiedAt] of addresses)
      await database.pool.query('INSERT INTO users (email, name, email_verified_at) VALUES ($1, $2, $3)', [
        `Spelt@${domain}`,
        name,
        verifiedAt,
      ]);
    await database.pool.query(
      `INSERT INTO one_time_tokens (hash, user_id, purpose, email, expires_at)
       SELECT repeat(md5(name), 2), id, 'verify_email', email, now() FROM users WHERE email LIKE 'spelt@%'`,
    );
    const runner = dataSource.createQueryRunner();
    await dataSource.migrations.find(({ name }) => name?.startsWith('NormalAddresses'))?.up(runner);
    await runner.release();
    const { rows } = await database.pool.query<{ name: string; email: string; token: string }>(
      `SELECT u.name, u.email, t.email AS token FROM users u JOIN one_time_tokens t ON t.user_id = u.id`,
    );
    expect(Object.fromEntries(rows.map(({ name, email, token }) => [name, [email, token]]))).toEqual({
      bücher: ['Spelt@xn--bcher-kva.example', 'Spelt@xn--bcher-kva.example'],
      'bu\u0308cher': ['Spelt@bu\u0308cher.example', 'Spelt@xn--bcher-kva.example'],
      plain: ['Spelt@example.org', 'Spelt@example.org'],
      'full width': ['Spelt@ｅｘａｍｐｌｅ.org', 'Spelt@example.org'],
      'upper case': ['Spelt@Example.NET', 'Spelt@Example.NET'],
      joiner: ['Spelt@exa\u200Dmple.org', 'Spelt@exa\u200Dmple.org'],
      alone: ['Spelt@alone.example', 'Spelt@alone.example'],
    });
  });

  it('find whom notices of before name: who invites is in them while the invitation is open, or they go', async () => {
    const [inviter, invited] = [newId(), newId()];
    await database.pool.query(
      `INSERT INTO users (id, email, name) VALUES ($1, 'inviter@example.test', 'Ada'), ($2, 'invited@example.test', 'Alan')`,
      [inviter, invited],
    );
    const [open, gone] = [newId(), newId()];
    await database.pool.query(
      `WITH organization AS (
         INSERT INTO organizations (name, member_count, owner_count) VALUES ('Engines', 1, 1) RETURNING id)
       INSERT INTO organization_invitations (id, organization_id, email, role, invited_by, expires_at)
       SELECT $1, id, 'invited@example.test', 'member', $2, now() FROM organization`,
      [open, inviter],
    );
    const notices: ReadonlyArray<readonly [type: string, metadata: object]> = [
      ['ORG_INVITE', { invitationId: gone }],
      ['ORG_INVITE', { invitationId: open }],
      ['ORG_INVITE', { invitationId: open }],
      ['ORG_INVITE_ACCEPTED', { actorId: gone }],
    ];
    for (const [index, [type, metadata]] of notices.entries())
      await database.pool.query(
        `INSERT INTO notifications (user_id, seq, type, title, message, metadata, cause)
         VALUES ($1, $2::int, $3, 'Title', 'Message', $4, $2::text)`,
        [invited, index, type, JSON.stringify(metadata)],
      );
    const runner = dataSource.createQueryRunner();
    const migration = dataSource.migrations.find(({ name }) => name?.startsWith('NotificationsAbout'));
    await migration?.down(runner);
    await migration?.up(runner);
    await runner.release();
    const { rows } = await database.pool.query('SELECT seq::int, about FROM notifications ORDER BY seq');
    expect(rows).toEqual([
      { seq: 2, about: [open, inviter] },
      { seq: 3, about: [gone] },
    ]);
  });

  it('end all dry runs of an organization but the last one, or the one that a worker is at, without waiting for it', async () => {
    const ids = Array.from({ length: 5 }, newId);
    const [worked] = ids;
    const runner = dataSource.createQueryRunner();
    const [migration, later] = ['OneDryRun', 'OneNameForRunningImports'].map((start) =>
      dataSource.migrations.find(({ name }) => name?.startsWith(start)),
    );
    await later?.down(runner);
    await migration?.down(runner);
    await database.pool.query(
      `WITH organizations AS (
         INSERT INTO organizations (name, member_count, owner_count) SELECT 'School ' || n, 1, 1 FROM generate_series(1, 2) n
         RETURNING id, name)
       INSERT INTO roster_imports (id, organization_id, kind, mode, match_by, date_order, encoding, separator, max_delete_percent, state)
       SELECT wanted.id, o.id, 'students', 'delta', 'externalId', 'dayFirst', 'auto', 'auto', 10, 'checking'
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, n)
       JOIN organizations o ON o.name = CASE WHEN wanted.n <= 3 THEN 'School 1' ELSE 'School 2' END`,
      [ids],
    );
    const worker = await database.pool.connect();
    try {
      await worker.query('BEGIN');
      await worker.query('SELECT FROM roster_imports WHERE id = $1 FOR NO KEY UPDATE', [worked]);
      await runner.query(`SET lock_timeout = '5s'`);
      await migration?.up(runner);
    } finally {
      await worker.query('ROLLBACK');
      worker.release();
      await later?.up(runner);
      await runner.query('RESET lock_timeout');
      await runner.release();
    }
    const { rows } = await database.pool.query<{ state: string }>(
      'SELECT state FROM roster_imports WHERE id = ANY ($1) ORDER BY id',
      [ids],
    );
    expect(rows.map(({ state }) => state)).toEqual(['checking', 'failed', 'failed', 'failed', 'checking']);
  });

  it('divide the events by day and put them together again, whatever days they are of', async () => {
    const ids = ['2020-02-29T23:59:59.999Z', '2026-03-01T00:00:00.000Z', new Date().toISOString()].map((at) => [
      newId(),
      at,
    ]);
    for (const [id, at] of ids)
      await database.pool.query(
        `INSERT INTO analytics_events (id, user_id, event_type, source, message_id, created_at) VALUES ($1, $1, 'told', 'domain', $1, $2)`,
        [id, at],
      );
    const stored = async () =>
      (
        await database.pool.query<{ id: string; at: Date; user: string | null; table: string }>(
          `SELECT id, created_at AS at, user_id AS user, tableoid::regclass::text AS table FROM analytics_events ORDER BY created_at`,
        )
      ).rows;
    const runner = dataSource.createQueryRunner();
    const migration = dataSource.migrations.find(({ name }) => name?.startsWith('AnalyticsPartitions'));
    await migration?.down(runner);
    const together = await stored();
    await migration?.up(runner);
    await runner.release();
    const divided = await stored();
    expect(together.map(({ id, at }) => [id, at.toISOString()])).toEqual(ids);
    // Accounts that are not there cannot be referred to.
    expect(together.map(({ user, table }) => [user, table])).toEqual(ids.map(() => [null, 'analytics_events']));
    expect(divided.map(({ id, at }) => [id, at.toISOString()])).toEqual(ids);
    expect(divided.map(({ table }) => table)).toEqual([
      'analytics_events_20200229',
      'analytics_events_20260301',
      `analytics_events_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`,
    ]);
  });

  it('need the database and no other setting', async () => {
    const env = { DATABASE_URL: database.url, REDIS_URL: undefined, JWT_SECRET: undefined, NODE_ENV: 'production' };
    expect(await new NodeProcess('cli/migrate', env, ['status']).exited).toMatchObject({ code: 0 });
  });

  it('say so when the database cannot be reached', async () => {
    const program = new NodeProcess('cli/migrate', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }, ['up']);
    const { code } = await program.exited;
    expect([code, program.logs]).toEqual([
      1,
      [expect.stringMatching(/^The database of DATABASE_URL cannot be reached: /)],
    ]);
  });

  it('are noticed when they leave something out', async () => {
    await database.pool.query('ALTER TABLE users DROP COLUMN time_zone');
    const { code, output } = await check();
    expect([code, output]).toEqual([1, expect.stringContaining('ALTER TABLE "users" ADD "time_zone"')]);
  });
});
