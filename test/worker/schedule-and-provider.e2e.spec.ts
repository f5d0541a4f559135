import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { newEmail, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System, Worker } from '../support/system.mjs';

describe('two workers', () => {
  let system: System;
  let second: Worker;

  beforeAll(async () => {
    system = await startSystem({ env: { DAILY_SUMMARY_CRON: '* * * * * *' } });
    second = await Worker.start(system.env);
  });
  afterAll(async () => {
    await second.stop();
    await system.stop();
  });

  /** How often the task has run in a worker. */
  async function runs({ metricsUrl }: Worker): Promise<number> {
    const text = await (await fetch(`${metricsUrl}/metrics`)).text();
    const line = /^job_duration_seconds_count\{.*daily-summary.*outcome="done".*\} (\d+)$/m.exec(text);
    return Number(line?.[1] ?? 0);
  }
  const allRuns = async () => (await runs(system.worker)) + (await runs(second));

  it('send one summary of a day, however often its hour strikes', async () => {
    const { id } = await signUp(new ApiClient(system.api.url));
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [id]);
    const causes = async () =>
      (
        await system.db.query<{ cause: string }>(
          `SELECT cause FROM email_deliveries WHERE template = 'DAILY_SUMMARY' AND user_id = $1`,
          [id],
        )
      ).rows.map(({ cause }) => cause);
    await eventually(causes, ({ length }) => length > 0, 20_000);
    const before = await allRuns();
    await eventually(allRuns, (count) => count >= before + 3, 20_000);
    // A test that runs over midnight sees two days.
    expect(new Set(await causes()).size).toBe((await causes()).length);
  });
});

describe('a mail that waits', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem({ env: { ONBOARDING_EMAIL_DELAY_MINUTES: '60' } });
  });
  afterAll(() => system.stop());

  it('is in the database for an hour and is sent when it is due', async () => {
    const { email } = await signUp(new ApiClient(system.api.url));
    const { subject: welcome } = await system.mailbox.waitFor({ to: email, subject: 'Welcome' });
    const waiting = await eventually(
      async () =>
        (
          await system.db.query<{ id: string; minutes: number }>(
            `SELECT id, extract(epoch FROM available_at - created_at) / 60 AS minutes FROM outbox_messages
             WHERE available_at > now() + interval '30 minutes'`,
          )
        ).rows,
      ({ length }) => length > 0,
    );
    expect(waiting.map(({ minutes }) => Math.round(minutes))).toEqual([60]);
    await system.db.query('UPDATE outbox_messages SET available_at = now() WHERE id = $1', [waiting[0]!.id]);
    const isOnboarding = eventually(
      async () => (await system.mailbox.list({ to: email })).map(({ subject }) => subject),
      (subjects) => subjects.length === 3,
    );
    expect(await isOnboarding).toContain(welcome);
  });
});

describe('the mail provider', () => {
  let provider: Server;
  let system: System;
  const requests: { path: string | undefined; authorization: string | undefined; body: unknown }[] = [];

  beforeAll(async () => {
    provider = createServer((request, response) => {
      void json(request).then((body) => {
        requests.push({ path: request.url, authorization: request.headers.authorization, body });
        response.writeHead(202, { 'X-Message-Id': 'accepted' }).end();
      });
    }).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const { port } = provider.address() as AddressInfo;
    system = await startSystem({
      env: {
        EMAIL_PROVIDER: 'sendgrid',
        SENDGRID_API_KEY: 'a-key-of-the-test',
        SENDGRID_API_URL: `http://127.0.0.1:${port}`,
      },
    });
  });
  afterAll(async () => {
    await system.stop();
    provider.close();
  });

  it('is another one by configuration alone', async () => {
    const email = newEmail('ada');
    await signUp(new ApiClient(system.api.url), 'Ada', email);
    const seen = await eventually(
      () => Promise.resolve(requests.filter(({ body }) => JSON.stringify(body).includes(email))),
      ({ length }) => length >= 2,
    );
    for (const { path, authorization } of seen)
      expect([path, authorization]).toEqual(['/v3/mail/send', 'Bearer a-key-of-the-test']);
    const providers = await eventually(
      async () =>
        (
          await system.db.query<{ provider: string }>(
            `SELECT DISTINCT provider FROM email_deliveries WHERE recipient = $1 AND status = 'sent'`,
            [email],
          )
        ).rows,
      ({ length }) => length > 0,
    );
    expect(providers).toEqual([{ provider: 'sendgrid' }]);
  });
});
