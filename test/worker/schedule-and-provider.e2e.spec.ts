import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { newEmail, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System, Worker } from '../support/system.mjs';

/** What the mail provider was asked for, and how. */
interface ProviderRequest {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly mail: { readonly subject: string; readonly personalizations: ReadonlyArray<{ to: { email: string }[] }> };
}

let provider: Server;
let system: System;
const requests: ProviderRequest[] = [];

beforeAll(async () => {
  provider = createServer((request, response) => {
    void json(request).then((mail) => {
      const { url: path, headers } = request;
      requests.push({ path, authorization: headers.authorization, mail: mail as ProviderRequest['mail'] });
      response.writeHead(202, { 'X-Message-Id': 'accepted' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const { port } = provider.address() as AddressInfo;
  system = await startSystem({
    env: {
      DAILY_SUMMARY_CRON: '* * * * * *',
      ONBOARDING_EMAIL_DELAY_MINUTES: '60',
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

function requestsFor(address: string): ProviderRequest[] {
  return requests.filter(({ mail }) =>
    mail.personalizations.some(({ to }) => to.some(({ email }) => email === address)),
  );
}

const untilAskedFor = (address: string, count: number) =>
  eventually(
    () => Promise.resolve(requestsFor(address)),
    ({ length }) => length >= count,
    20_000,
  );

describe('two workers', () => {
  let second: Worker;

  beforeAll(async () => {
    second = await Worker.start(system.env);
  });
  afterAll(() => second.stop());

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

it('a mail that waits is in the database for an hour and is sent when it is due', async () => {
  const { email } = await signUp(new ApiClient(system.api.url));
  const subjects = async () => (await untilAskedFor(email, 2)).map(({ mail }) => mail.subject);
  expect((await subjects()).some((subject) => subject.includes('Welcome'))).toBe(true);
  const waiting = await eventually(
    async () =>
      (
        await system.db.query<{ id: string; minutes: number }>(
          `SELECT m.id, extract(epoch FROM m.available_at - m.created_at) / 60 AS minutes
           FROM outbox_messages m JOIN email_deliveries d ON d.id::text = m.payload->>'deliveryId'
           WHERE m.available_at > now() + interval '30 minutes' AND d.recipient = $1`,
          [email],
        )
      ).rows,
    ({ length }) => length > 0,
  );
  expect(waiting.map(({ minutes }) => Math.round(minutes))).toEqual([60]);
  expect(requestsFor(email)).toHaveLength(2);
  await system.db.query('UPDATE outbox_messages SET available_at = now() WHERE id = $1', [waiting[0]!.id]);
  expect((await untilAskedFor(email, 3)).map(({ mail }) => mail.subject)).toContain('Three things to try in Lyceum');
});

it('the mail provider is another one by configuration alone', async () => {
  const email = newEmail('ada');
  await signUp(new ApiClient(system.api.url), 'Ada', email);
  const seen = await untilAskedFor(email, 2);
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
