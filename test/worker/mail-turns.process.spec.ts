import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { MailApi } from '../../src/modules/messages/mail/mail.api.js';
import { MailModule } from '../../src/modules/messages/mail/mail.module.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { SmtpRecorder } from '../support/smtp-recorder.js';
import { startSystem, type System } from '../support/system.mjs';
import { testEnv } from '../support/test-env.js';
import { passwordResetMail } from '../../src/modules/people/auth/mails/password-reset.template.js';

const FLOOD = 80;
const CONCURRENCY = 5;
/** The others come when so many have arrived. */
const UNDER_WAY = 20;
/** What the worker and its queue hold already, while the others are written and after; and two rounds of three. */
const MOST_BEFORE = 4 * CONCURRENCY + 6;

describe('senders of e-mails', () => {
  let recorder: SmtpRecorder;
  let system: System;
  let app: INestApplicationContext;

  beforeAll(async () => {
    recorder = await SmtpRecorder.open();
    system = await startSystem({ apis: 0, env: { SMTP_URL: recorder.url, QUEUE_CONCURRENCY: String(CONCURRENCY) } });
    app = await NestFactory.createApplicationContext(
      { module: MailModule, imports: [CoreModule.forRoot(testEnv(system.database.url), 'test')] },
      { logger: false },
    );
  });

  afterAll(async () => {
    await app.close();
    await system.stop();
    await recorder.close();
  });

  async function sender(): Promise<string> {
    const { id } = await app.get(UsersApi, { strict: false }).create({ email: `${newId()}@example.test`, name: 'Ada' });
    return id;
  }

  async function queue(senderId: string, addresses: readonly string[]): Promise<void> {
    await app.get(Transactions, { strict: false }).run(async () => {
      for (const email of addresses)
        await app.get(MailApi).queue({
          template: passwordResetMail,
          to: { email, language: null },
          data: { resetUrl: 'https://lyceum.test', expiresInMinutes: 30 },
          cause: newId(),
          sender: senderId,
        });
    });
  }

  async function writeForOthers(): Promise<void> {
    await queue(await sender(), ['grace@example.test', 'second@example.test']);
    await queue(await sender(), ['charles@example.test']);
  }

  it('take turns: the flood of one delays no other, whatever came first', async () => {
    await queue(
      await sender(),
      Array.from({ length: FLOOD }, (_, index) => `flood-${index}@example.test`),
    );
    // A mail may come twice, when the machine is so slow that a job is taken for lost.
    const arrived = new Set<string>();
    let others: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      recorder.onMessage = async ({ recipients: [recipient = ''] }) => {
        arrived.add(recipient);
        if (arrived.size === FLOOD + 3) resolve();
        if (arrived.size === UNDER_WAY) others ??= writeForOthers();
        await others;
      };
    });
    const order = [...arrived];
    const places = ['grace@example.test', 'charles@example.test', 'second@example.test'].map((address) =>
      order.indexOf(address),
    );
    for (const place of places) expect(place).toBeGreaterThan(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(UNDER_WAY + MOST_BEFORE);
  });
});
