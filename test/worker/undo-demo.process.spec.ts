import { DEMO_LEARNERS } from '../../src/cli/demo-learners.js';
import { signUp, type Person } from '../factories/person.js';
import { bookSlot } from '../factories/slot.js';
import { eventually } from '../support/eventually.js';
import { NodeProcess } from '../support/node-process.mjs';
import { ApiClient } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';

const PATIENCE_MS = 90_000;
const DAY_MS = 24 * 60 * 60 * 1000;

let system: System;
let api: ApiClient;

beforeAll(async () => {
  system = await startSystem();
  api = new ApiClient(system.api.url);
});
afterAll(() => system.stop());

/** @returns the exit code and what it printed */
async function seed(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = new NodeProcess('cli/seed', { ...system.env, ...env }, [...args]);
  const { code } = await command.exited;
  return { code, lines: command.logs };
}

async function signInAs(lines: readonly string[], email: string): Promise<Pick<Person, 'api' | 'id'>> {
  const account = lines.map((line) => JSON.parse(line)).find((one) => one.email === email);
  const { status, body } = await api.post('/auth/login', { email, password: account.password });
  expect(status).toBe(200);
  return { api: api.as(body.accessToken), id: body.user.id };
}

async function counts(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await system.db.query(
    `SELECT (SELECT count(*) FROM users WHERE erased_at IS NULL)::int AS people,
       (SELECT count(*) FROM event_types WHERE deleted_at IS NULL)::int AS types,
       (SELECT count(*) FROM organizations)::int AS organizations, (SELECT count(*) FROM course_meetings)::int AS meetings,
       (SELECT count(*) FROM bookings WHERE id NOT IN (SELECT booking_id FROM course_meetings))::int AS bookings,
       (SELECT count(*) FROM schedules)::int AS schedules, (SELECT count(*) FROM notifications)::int AS notifications,
       (SELECT count(*) FROM erasures WHERE status <> 'done')::int AS erasures`,
  );
  return rows[0];
}

const NOTHING = {
  ...{ people: 0, types: 0, organizations: 0, meetings: 0, bookings: 0, schedules: 0 },
  ...{ notifications: 0, erasures: 0 },
};

/** At a time of the mentoring hours that no lesson of the demo has. */
function inMentoringHours(): { start: string } {
  const start = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 3 * DAY_MS + 15 * 60 * 60 * 1000);
  while ([0, 6].includes(start.getUTCDay())) start.setUTCDate(start.getUTCDate() + 1);
  return { start: start.toISOString() };
}

describe('undoing the demo', () => {
  it(
    'lets go what the seed has made, the last administrator too, also when the worker comes later',
    async () => {
      await seed(['--demo']);
      const { meetings, ...made } = await counts();
      expect(made).toMatchObject({ people: 67, types: 4, organizations: 1, bookings: 10, schedules: 3 });
      expect(meetings).toBeGreaterThan(0);
      await system.worker.stop();
      expect(await seed(['--undo'])).toEqual({
        code: 0,
        lines: [
          'Closed, and erased by the worker: admin@example.org, ada@example.org, grace@example.org, alan@example.org, ' +
            '62 who learn and teach.',
          expect.stringContaining('The worker goes on with it; when none runs, as soon as one does.'),
        ],
      });
      const nothing = { code: 0, lines: ['Nothing to undo: there are no accounts of the demo.'] };
      expect(await seed(['--undo'])).toEqual(nothing);
      expect(await seed(['--demo'])).toMatchObject({
        code: 1,
        lines: [
          'One of the addresses is kept by an account that is being erased, or had it until lately. Seed again later.',
        ],
      });
      await system.worker.restart();
      expect(await eventually(counts, ({ erasures }) => erasures === 0, PATIENCE_MS)).toEqual(NOTHING);
      expect(await seed(['--undo'])).toEqual(nothing);
    },
    PATIENCE_MS * 2,
  );

  it('leaves others what is theirs, tells them, and leaves them an administrator', async () => {
    const alan = await signUp(api, 'Alan');
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [alan.id]);
    const account = { email: DEMO_LEARNERS[0]!.email, password: 'analytical-engine-1843' };
    expect((await api.post('/auth/register', { ...account, name: 'Somebody' })).status).toBe(201);
    const { lines: accounts } = await seed(['--demo']);
    const ada = await signInAs(accounts, 'ada@example.org');
    const { body: type } = await api.get('/public/event-types/mentoring-with-ada');
    const booked = await bookSlot(alan.api, type.id, inMentoringHours(), { attendee: undefined });
    const { body: organizations } = await ada.api.get('/organizations');
    await ada.api.post(`/organizations/${organizations.data[0].id}/members`, { email: alan.email });
    const { body: invitations } = await alan.api.get('/invitations');
    expect((await alan.api.post(`/invitations/${invitations.data[0].id}/accept`, {})).status).toBeLessThan(300);

    const { code, lines } = await seed(['--undo']);
    expect(code).toBe(0);
    expect(lines).toEqual([
      `Stays: ${account.email}, because the demo did not make this account.`,
      expect.stringContaining('Stays: admin@example.org, because others are there'),
      'Stays: the organization Example Academy, because others belong to it.',
      'Closed, and erased by the worker: ada@example.org, grace@example.org, alan@example.org, 61 who learn and teach.',
      'Bookings of others with them that are cancelled, which they are told: 1.',
      'Done.',
    ]);
    expect((await api.post('/auth/login', account)).status).toBe(200);
    expect((await alan.api.get(`/bookings/${booked.id}`)).body).toMatchObject({ status: 'cancelled' });
    const { body: kept } = await alan.api.get('/organizations');
    expect(kept.data).toEqual([expect.objectContaining({ name: 'Example Academy', myRole: 'owner', memberCount: 2 })]);
    await system.mailbox.waitFor({ to: alan.email, subject: 'Cancelled' });

    const other = { ADMIN_EMAIL: 'operator@example.test', ADMIN_PASSWORD: 'Operators like 42 long passwords' };
    await seed([], other);
    expect(await seed(['--undo'], other)).toMatchObject({
      lines: [
        `Stays: ${account.email}, because the demo did not make this account.`,
        'Closed, and erased by the worker: admin@example.org.',
        'Done.',
      ],
    });
    expect(await counts()).toMatchObject({ people: 4, erasures: 0 });
  });

  it('refuses in production, and does not touch the administrator of the environment', async () => {
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://lyceum.example', EMAIL_FROM: 'a@lyceum.example' };
    const refused = await seed(['--undo'], production);
    expect(refused).toMatchObject({ code: 1, lines: ['Nothing of a demo is looked for in production.'] });
    const env = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'Operators like 42 long passwords' };
    await seed([], env);
    const { lines } = await seed(['--undo'], env);
    expect(lines).toContain('Stays: admin@example.org, because ADMIN_EMAIL names it.');
    expect(lines.at(-1)).toBe('Nothing to undo: there are no accounts of the demo.');
  });
});
