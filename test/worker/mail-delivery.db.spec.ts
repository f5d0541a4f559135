import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { SmtpRecorder, smtpReply } from '../support/smtp-recorder.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { DAY, MINUTE } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { requestContext } from '../../src/infra/telemetry/request-context.js';
import { type UserDataHolder, UsersApi } from '../../src/modules/people/users/users.api.js';
import { EmailsService } from '../../src/modules/messages/mail/emails.service.js';
import type { EmailDelivery } from '../../src/modules/messages/mail/entities/email-delivery.entity.js';
import { MailCleanUp } from '../../src/modules/messages/mail/mail-clean-up.task.js';
import { MailApi, type MailRequest } from '../../src/modules/messages/mail/mail.api.js';
import type { MailAttempt } from '../../src/modules/messages/mail/mail.jobs.js';
import { MailSender } from '../../src/modules/messages/mail/mail.sender.js';
import { MailUserData } from '../../src/modules/messages/mail/mail.user-data.js';
import { MailWorkerModule } from '../../src/modules/messages/mail/mail.worker.module.js';
import { onboardingTipsMail } from '../../src/modules/people/auth/mails/onboarding-tips.template.js';
import {
  type PasswordResetData,
  passwordResetMail,
} from '../../src/modules/people/auth/mails/password-reset.template.js';
import { bookingConfirmationMail } from '../../src/modules/scheduling/bookings/mails/booking-confirmation.template.js';
import { welcomeMail } from '../../src/modules/people/auth/mails/welcome.template.js';

const ATTEMPTS = 3;
const RETRY_DELAY_MS = 60_000;
const SECRET = 'https://lyceum.test/reset?token=s3cr3t';

interface StoredJob {
  readonly payload: MailAttempt;
  readonly priority: number;
  readonly available_at: Date;
  readonly request_id: string | null;
}

describe('mail', () => {
  let recorder: SmtpRecorder;
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let api: MailApi;
  let sender: MailSender;
  let transactions: Transactions;

  beforeAll(async () => {
    recorder = await SmtpRecorder.open();
    ({ app, close } = await composeApp(MailWorkerModule, {
      settings: {
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: recorder.url,
        EMAIL_FROM: 'Lyceum <no-reply@lyceum.test>',
        EMAIL_RETRY_ATTEMPTS: String(ATTEMPTS),
        EMAIL_RETRY_DELAY_MS: String(RETRY_DELAY_MS),
        DATABASE_LOCK_TIMEOUT_MS: '200',
      },
    }));
    api = app.get(MailApi, { strict: false });
    sender = app.get(MailSender);
    transactions = app.get(Transactions, { strict: false });
  });

  afterAll(async () => {
    await close();
    await recorder.close();
  });

  beforeEach(async () => {
    recorder.refuse = () => undefined;
    recorder.onMessage = () => Promise.resolve();
    recorder.received.splice(0);
    await sql('TRUNCATE email_deliveries, outbox_messages CASCADE');
  });

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  function passwordReset(overrides: Partial<MailRequest<PasswordResetData>> = {}): MailRequest<PasswordResetData> {
    return {
      template: passwordResetMail,
      to: { email: 'ada@example.test', name: 'Ada Lovelace', timeZone: 'Europe/Berlin', language: null },
      data: { resetUrl: SECRET, expiresInMinutes: 30 },
      cause: newId(),
      sender: null,
      ...overrides,
    };
  }

  function queue<D extends object>(mail: MailRequest<D>): Promise<boolean> {
    return transactions.run(() => api.queue(mail));
  }

  async function delivery(): Promise<EmailDelivery> {
    const [row] = await transactions.manager.find<EmailDelivery>('email_deliveries');
    if (!row) throw new Error('There is no delivery.');
    return row;
  }

  function jobs(): Promise<StoredJob[]> {
    return sql<StoredJob>('SELECT * FROM outbox_messages ORDER BY id');
  }

  async function attempt(number: number): Promise<void> {
    await sender.attempt({ deliveryId: (await delivery()).id, attempt: number });
  }

  describe('queueing', () => {
    it('stores the delivery and its job in the transaction of the caller', async () => {
      const run = transactions.run(async () => {
        await api.queue(passwordReset());
        throw new Error('rolled back');
      });
      await expect(run).rejects.toThrow('rolled back');
      expect(await sql('SELECT FROM email_deliveries')).toHaveLength(0);
      expect(await jobs()).toHaveLength(0);
    });

    it('refuses to work outside a transaction and stores nothing', async () => {
      await expect(api.queue(passwordReset())).rejects.toThrow('outside a transaction');
      expect(await sql('SELECT FROM email_deliveries')).toHaveLength(0);
    });

    it('refuses data that cannot be rendered, while its cause can still be undone', async () => {
      const data = { resetUrl: 'javascript:alert(1)', expiresInMinutes: 30 };
      await expect(queue(passwordReset({ data }))).rejects.toThrow(RangeError);
      expect(await sql('SELECT FROM email_deliveries')).toHaveLength(0);
    });

    it('tells what it knows about the delivery', async () => {
      await requestContext.run({ requestId: 'request-1' }, () => queue(passwordReset({ cause: 'reset:1' })));
      const row = await delivery();
      expect(row).toMatchObject({
        template: 'PASSWORD_RESET',
        recipient: 'ada@example.test',
        recipientName: 'Ada Lovelace',
        subject: 'Reset your password',
        messageId: `<${row.id}@lyceum.test>`,
        cause: 'reset:1',
        priority: 'urgent',
        status: 'queued',
        attempts: 0,
        attemptLimit: ATTEMPTS,
        requestId: 'request-1',
      });
      expect(await jobs()).toMatchObject([{ payload: { deliveryId: row.id, attempt: 1 }, request_id: 'request-1' }]);
    });

    it('sends one mail for one cause, however many callers are in the race', async () => {
      const emails = Array.from({ length: 8 }, (_, index) => (index % 2 ? 'ada@example.test' : 'ADA@Example.test'));
      const added = await Promise.all(
        emails.map((email) => queue(passwordReset({ cause: 'one', to: { email, language: null } }))),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await jobs()).toHaveLength(1);
    });

    it('sends for another cause, another address and another template', async () => {
      await queue(passwordReset({ cause: 'one' }));
      expect(await queue(passwordReset({ cause: 'two' }))).toBe(true);
      expect(await queue(passwordReset({ cause: 'one', to: { email: 'alan@example.test', language: null } }))).toBe(
        true,
      );
      const welcome = {
        template: welcomeMail,
        to: { email: 'ada@example.test', language: null },
        cause: 'one',
        sender: null,
      } as const;
      expect(await queue({ ...welcome, data: { appUrl: 'https://lyceum.test' } })).toBe(true);
    });

    it('lets a password reset go before a confirmation and a confirmation before a digest', async () => {
      const to = { email: 'ada@example.test', language: null };
      const appUrl = 'https://lyceum.test';
      await queue({ template: onboardingTipsMail, to, data: { appUrl }, cause: 'tips', sender: null });
      await queue({ template: welcomeMail, to, data: { appUrl }, cause: 'welcome', sender: null });
      await queue(passwordReset());
      const [tips, welcome, reset] = await jobs();
      expect(reset?.priority).toBeLessThan(welcome?.priority ?? 0);
      expect(welcome?.priority).toBeLessThan(tips?.priority ?? 0);
      expect(reset?.priority).toBeGreaterThan(0);
    });

    it('keeps a delayed mail in the database until it is due', async () => {
      const delayUntil = new Date(Date.now() + DAY);
      await queue(passwordReset({ delayUntil }));
      expect((await jobs())[0]?.available_at).toEqual(delayUntil);
      expect((await delivery()).nextAttemptAt).toEqual(delayUntil);
    });
  });

  describe('sending', () => {
    it('writes in the language of the reader, and has answers go where the mail says', async () => {
      await queue({
        template: bookingConfirmationMail,
        to: { email: 'ada@example.test', name: 'Ada Lovelace', timeZone: 'Europe/Berlin', language: 'fr' },
        data: {
          title: 'Mentoring',
          start: '2026-03-29T08:00:00.000Z',
          end: '2026-03-29T09:00:00.000Z',
          organizerName: 'Grace Hopper',
          withName: 'Grace Hopper',
          replyTo: 'grace@example.test',
        },
        cause: 'booking:1:0',
        sender: null,
      });
      await attempt(1);
      const { subject } = await delivery();
      expect(subject).toBe('Confirmé : Mentoring avec Grace Hopper, dim. 29 mars, 10:00');
      const [received] = recorder.received;
      expect(received?.message).toMatchObject({
        subject,
        replyTo: [{ address: 'grace@example.test' }],
        from: { address: 'no-reply@lyceum.test' },
      });
      expect(received?.message.text).toContain('Bonjour Ada Lovelace,');
      expect(received?.raw).toMatch(/^Content-Language: fr\r$/m);
    });

    it('sends the rendered mail with its Message-ID, invitation and request id, and forgets the content', async () => {
      const calendar = { method: 'REQUEST', ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } as const;
      await requestContext.run({ requestId: 'request-1' }, () => queue(passwordReset({ calendar })));
      await attempt(1);
      const row = await delivery();
      const [received] = recorder.received;
      expect(received?.recipients).toEqual(['ada@example.test']);
      expect(received?.message).toMatchObject({ messageId: row.messageId, subject: 'Reset your password' });
      expect(received?.message.text).toContain(SECRET);
      expect(received?.message.html).toContain('Hello Ada Lovelace,');
      expect(received?.raw).toMatch(/^X-Request-ID: request-1\r$/im);
      expect(received?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(received?.raw).toMatch(/^Content-Language: en\r$/m);
      expect(received?.raw).not.toMatch(/^Reply-To:/im);
      expect(received?.raw).toContain('method=REQUEST');
      expect(row).toMatchObject({
        status: 'sent',
        attempts: 1,
        provider: 'smtp',
        lastError: null,
        data: null,
        calendar: null,
      });
      expect(row.sentAt).toBeInstanceOf(Date);
    });

    it('does nothing when the job is repeated after the mail was sent', async () => {
      await queue(passwordReset());
      await attempt(1);
      await attempt(1);
      await attempt(2);
      expect(recorder.received).toHaveLength(1);
    });

    it('does nothing when the delivery was erased meanwhile', async () => {
      await sender.attempt({ deliveryId: newId(), attempt: 1 });
      expect(recorder.received).toHaveLength(0);
    });

    it('sends again under the same Message-ID when it could not record that it had sent', async () => {
      await queue(passwordReset());
      const { id } = await delivery();
      const blocker = app.get(DataSource, { strict: false }).createQueryRunner();
      recorder.onMessage = async () => {
        await blocker.startTransaction();
        await blocker.query('SELECT FROM email_deliveries FOR UPDATE');
      };
      await expect(attempt(1)).rejects.toThrow('lock timeout');
      await blocker.rollbackTransaction();
      await blocker.release();
      recorder.onMessage = () => Promise.resolve();
      expect((await delivery()).status).toBe('sending');
      await attempt(1);
      const ids = recorder.received.map(({ message }) => message.messageId);
      expect(ids).toEqual([`<${id}@lyceum.test>`, `<${id}@lyceum.test>`]);
      expect((await delivery()).status).toBe('sent');
    });

    it('postpones a temporary failure, longer each time, by a job in the outbox', async () => {
      recorder.refuse = () => 451;
      await queue(passwordReset());
      const delays: number[] = [];
      for (const number of [1, 2]) {
        const before = Date.now();
        await attempt(number);
        const row = await delivery();
        expect(row).toMatchObject({ status: 'queued', attempts: number });
        expect(row.lastError).toContain('451');
        expect(row.data).toEqual({ resetUrl: SECRET, expiresInMinutes: 30 });
        const next = (await jobs()).at(-1);
        expect(next).toMatchObject({ payload: { deliveryId: row.id, attempt: number + 1 }, priority: 1 });
        expect(next?.available_at).toEqual(row.nextAttemptAt);
        delays.push((next?.available_at.getTime() ?? 0) - before);
      }
      expect(delays[0]).toBeGreaterThanOrEqual(RETRY_DELAY_MS / 2);
      expect(delays[0]).toBeLessThan(RETRY_DELAY_MS + MINUTE / 2);
      expect(delays[1]).toBeGreaterThanOrEqual(RETRY_DELAY_MS);
      expect(delays[1]).toBeLessThan(RETRY_DELAY_MS * 2 + MINUTE / 2);
    });

    it('makes a postponed attempt once, even when the job before it is repeated', async () => {
      recorder.refuse = () => 451;
      await queue(passwordReset());
      await attempt(1);
      await attempt(1);
      expect(await jobs()).toHaveLength(2);
      expect((await delivery()).attempts).toBe(1);
    });

    it('gives up after the last attempt and forgets the secret', async () => {
      recorder.refuse = () => 451;
      await queue(passwordReset());
      for (const number of [1, 2, 3]) await attempt(number);
      expect(await delivery()).toMatchObject({ status: 'failed', attempts: ATTEMPTS, data: null });
      expect(await jobs()).toHaveLength(ATTEMPTS);
    });

    it('reports a refused address as bounced, without another attempt', async () => {
      recorder.refuse = () => 550;
      await queue(passwordReset());
      await attempt(1);
      expect(await delivery()).toMatchObject({ status: 'bounced', attempts: 1, data: null });
      expect(await jobs()).toHaveLength(1);
    });

    it('reports a refused message as failed, without another attempt', async () => {
      recorder.onMessage = () => Promise.reject(smtpReply(554));
      await queue(passwordReset());
      await attempt(1);
      expect(await delivery()).toMatchObject({ status: 'failed', attempts: 1 });
      expect(await jobs()).toHaveLength(1);
    });

    it('fails a mail whose stored data no longer fits its template', async () => {
      await queue(passwordReset());
      await sql(`UPDATE email_deliveries SET data = '{}'`);
      await attempt(1);
      expect(await delivery()).toMatchObject({ status: 'failed', attempts: 1 });
      expect(recorder.received).toHaveLength(0);
    });
  });

  describe('sending again', () => {
    const tips = {
      template: onboardingTipsMail,
      to: { email: 'ada@example.test', language: null },
      cause: 'tips',
      sender: null,
    } as const;

    async function fail(status: number): Promise<string> {
      recorder.refuse = () => status;
      await queue({ ...tips, data: { appUrl: 'https://lyceum.test' } });
      await attempt(1);
      recorder.refuse = () => undefined;
      return (await delivery()).id;
    }

    it('sends a bounced mail again, with the full number of attempts', async () => {
      const id = await fail(550);
      const email = await app.get(EmailsService, { strict: false }).retry(id);
      expect(email).toMatchObject({ status: 'queued', attempts: 1, attemptLimit: 1 + ATTEMPTS });
      const next = (await jobs()).at(-1);
      expect(next?.payload).toEqual({ deliveryId: id, attempt: 2 });
      await attempt(2);
      expect(await delivery()).toMatchObject({ status: 'sent', attempts: 2, lastError: null });
      expect(recorder.received).toHaveLength(1);
    });

    it('lets one of two administrators do it', async () => {
      const id = await fail(550);
      const emails = app.get(EmailsService, { strict: false });
      const results = await Promise.allSettled([emails.retry(id), emails.retry(id)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await jobs()).toHaveLength(2);
    });

    it.each(['queued', 'sending', 'sent'])('refuses while the mail is %s', async (status) => {
      const id = await fail(550);
      await sql('UPDATE email_deliveries SET status = $1', [status]);
      await expect(codeOf(app.get(EmailsService, { strict: false }).retry(id))).resolves.toBe('email_not_failed');
      expect(await jobs()).toHaveLength(1);
    });

    it('refuses when the mail held a secret, which is gone', async () => {
      recorder.refuse = () => 550;
      await queue(passwordReset());
      await attempt(1);
      const { id } = await delivery();
      await expect(codeOf(app.get(EmailsService, { strict: false }).retry(id))).resolves.toBe('email_content_removed');
    });

    it('does not know a mail that does not exist', async () => {
      await expect(codeOf(app.get(EmailsService, { strict: false }).retry(newId()))).resolves.toBe('not_found');
    });
  });

  describe('forgetting', () => {
    it('deletes settled deliveries after 90 days and keeps those that wait', async () => {
      for (const cause of ['old sent', 'old queued', 'new sent']) await queue(passwordReset({ cause }));
      await sql(`UPDATE email_deliveries SET status = 'sent' WHERE cause LIKE '%sent'`);
      await sql(`UPDATE email_deliveries SET created_at = now() - interval '91 days' WHERE cause LIKE 'old%'`);
      await app.get(MailCleanUp).run(new Date());
      const left = await sql<{ cause: string }>('SELECT cause FROM email_deliveries ORDER BY cause');
      expect(left.map(({ cause }) => cause)).toEqual(['new sent', 'old queued']);
    });

    it('deletes every mail to a person who asks to be erased', async () => {
      const ada = await app.get(UsersApi, { strict: false }).create({ email: 'ada@example.test', name: 'Ada' });
      await queue(passwordReset({ to: { email: 'former@example.test', userId: ada.id, language: null } }));
      await queue(passwordReset({ to: { email: 'Ada@example.test', language: null } }));
      await queue(passwordReset({ to: { email: 'alan@example.test', language: null } }));
      const holder: UserDataHolder = app.get(MailUserData, { strict: false });
      const leaver = { ...ada, provedEmail: ada.email, since: new Date(), isOverdue: false };
      await transactions.run(() => holder.eraseUser(leaver, { own: [ada.id], shared: [], texts: [ada.name] }));
      const left = await sql<{ recipient: string }>('SELECT recipient FROM email_deliveries');
      expect(left).toEqual([{ recipient: 'alan@example.test' }]);
    });
  });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  );
}
