import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue } from 'bullmq';
import { CoreModule } from '../../src/apps/core.module.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { MailApi, type MailRequest } from '../../src/modules/messages/mail/mail.api.js';
import { MailModule } from '../../src/modules/messages/mail/mail.module.js';
import { eventually } from '../support/eventually.js';
import { type ReceivedMail, SmtpRecorder } from '../support/smtp-recorder.js';
import { startSystem, type System } from '../support/system.mjs';
import { testEnv } from '../support/test-env.js';
import { onboardingTipsMail } from '../../src/modules/people/auth/mails/onboarding-tips.template.js';
import { passwordResetMail } from '../../src/modules/people/auth/mails/password-reset.template.js';
import { welcomeMail } from '../../src/modules/people/auth/mails/welcome.template.js';

describe('the worker and the mail server', () => {
  let recorder: SmtpRecorder;
  let system: System;
  let app: INestApplicationContext;
  let arrived: Array<(mail: ReceivedMail) => void>;
  let beforeAnswers: Array<() => Promise<unknown>>;
  let mailQueue: Queue;

  beforeAll(async () => {
    recorder = await SmtpRecorder.open();
    recorder.onMessage = async (mail) => {
      arrived.shift()?.(mail);
      await beforeAnswers.shift()?.();
    };
    system = await startSystem({
      apis: 0,
      env: {
        SMTP_URL: recorder.url,
        QUEUE_CONCURRENCY: '1',
        EMAIL_RETRY_DELAY_MS: '100',
        QUEUE_STALLED_AFTER_MS: '3000',
      },
    });
    const { REDIS_URL: url, QUEUE_PREFIX: prefix } = system.env;
    mailQueue = new Queue('mail', { connection: { url: url! }, prefix: prefix! });
    app = await NestFactory.createApplicationContext(
      { module: MailModule, imports: [CoreModule.forRoot(testEnv(system.database.url), 'test')] },
      { logger: false },
    );
  });

  beforeEach(async () => {
    arrived = [];
    beforeAnswers = [];
    recorder.refuse = () => undefined;
    recorder.isAway = false;
    await system.db.query('DELETE FROM email_deliveries');
  });

  afterAll(async () => {
    await app.close();
    await mailQueue.close();
    await system.stop();
    await recorder.close();
  });

  /** The next mail that the server gets in full. */
  function nextMail(): Promise<ReceivedMail> {
    return new Promise((resolve) => arrived.push(resolve));
  }

  async function queue<D extends object>(mail: Omit<MailRequest<D>, 'to' | 'cause' | 'sender'>): Promise<void> {
    const request = { ...mail, to: { email: 'ada@example.test' }, cause: newId(), sender: null } as MailRequest<D>;
    await app.get(Transactions, { strict: false }).run(() => app.get(MailApi).queue(request));
  }

  const resetUrl = 'https://lyceum.test/reset?token=s3cr3t';
  const queueReset = () => queue({ template: passwordResetMail, data: { resetUrl, expiresInMinutes: 30 } });

  it('send a mail again under its Message-ID when the worker is killed before it has recorded the first one', async () => {
    const first = nextMail();
    beforeAnswers.push(() => system.worker.kill('SIGKILL'));
    await queueReset();
    const { message } = await first;
    await system.worker.exited;
    const second = nextMail();
    await system.worker.restart();
    expect((await second).message.messageId).toBe(message.messageId);
    await settled();
    const { rows } = await system.db.query('SELECT message_id, status, attempts, data FROM email_deliveries');
    expect(rows).toEqual([{ message_id: message.messageId, status: 'sent', attempts: 1, data: null }]);
    const metrics = await (await fetch(`${system.worker.metricsUrl}/metrics`)).text();
    expect(metrics).toContain('jobs_stalled_total{queue="mail"} 1');
  });

  it('try again by themselves when the server is not willing at first', async () => {
    let refusals = 0;
    recorder.refuse = () => (refusals++ < 2 ? 451 : undefined);
    const mail = nextMail();
    await queueReset();
    expect((await mail).message.text).toContain(resetUrl);
    await settled();
    const { rows } = await system.db.query('SELECT status, attempts FROM email_deliveries');
    expect(rows).toEqual([{ status: 'sent', attempts: 3 }]);
  });

  it('wait for each other while the server is away, and then send each mail once, however long that was', async () => {
    const attempts = 2;
    await system.worker.stop();
    recorder.isAway = true;
    const before = recorder.turnedAway;
    for (let count = 0; count < 4; count += 1) await queueReset();
    await system.db.query(`UPDATE email_deliveries SET attempt_limit = ${attempts}`);
    await system.worker.restart({ CIRCUIT_BREAKER_FAILURES: '2', CIRCUIT_BREAKER_OPEN_SECONDS: '1' });
    await eventually(
      () => Promise.resolve(recorder.turnedAway - before),
      (times) => times >= 2 + 3,
    );
    const metrics = await (await fetch(`${system.worker.metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/circuit_breakers\{service="mail",state="(open|half_open)"\} 1/);
    const mails = Array.from({ length: 4 }, nextMail);
    recorder.isAway = false;
    const ids = (await Promise.all(mails)).map(({ message }) => message.messageId);
    await settled();
    expect(new Set(ids).size).toBe(4);
    expect(recorder.received.filter(({ message }) => ids.includes(message.messageId))).toHaveLength(4);
    const { rows } = await system.db.query('SELECT DISTINCT status FROM email_deliveries');
    expect(rows).toEqual([{ status: 'sent' }]);
  });

  it('let the urgent mail go first', async () => {
    await system.worker.stop();
    const appUrl = 'https://lyceum.test';
    await queue({ template: onboardingTipsMail, data: { appUrl } });
    await queue({ template: welcomeMail, data: { appUrl } });
    await queueReset();
    const mails = [nextMail(), nextMail(), nextMail()];
    await system.worker.restart();
    expect((await Promise.all(mails)).map(({ message }) => message.subject)).toEqual([
      'Reset your password',
      'Welcome to Lyceum',
      'Three things to try in Lyceum',
    ]);
  });

  it('send no more in a minute than they may, and the others after that', async () => {
    const limitTo = async (limit: number) => {
      await system.worker.stop();
      await system.worker.restart({ EMAIL_RATE_LIMIT: String(limit) });
      await eventually(
        () => mailQueue.getGlobalRateLimit(),
        (set) => set?.max === limit,
      );
    };
    await limitTo(2);
    const mails = Array.from({ length: 4 }, nextMail);
    for (let count = 0; count < mails.length; count += 1) await queueReset();
    await Promise.all(mails.slice(0, 2));
    await settled(2);
    expect(await mailQueue.getRateLimitTtl(2)).toBeGreaterThan(0);
    expect(arrived).toHaveLength(2);
    await limitTo(1000);
    await Promise.all(mails);
  });

  /** The worker records the outcome a moment after the server has the mail; nothing signals it. */
  async function settled(left = 0): Promise<void> {
    const open = `SELECT FROM email_deliveries WHERE status IN ('queued', 'sending')`;
    await eventually(
      async () => (await system.db.query(open)).rowCount,
      (count) => count === left,
    );
  }
});
