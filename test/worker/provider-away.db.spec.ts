import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule, ModuleRef } from '@nestjs/core';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { SmtpRecorder } from '../support/smtp-recorder.js';
import { newId } from '../../src/kernel/ids.js';
import { CircuitBreakers } from '../../src/infra/circuits/circuit-breakers.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { ConsumerRegistry } from '../../src/infra/queue/consumer-registry.js';
import { PutOff } from '../../src/infra/queue/consumer.js';
import { OutboxLanes } from '../../src/infra/queue/outbox-lanes.js';
import { MessageJobs } from '../../src/infra/queue/message-jobs.js';
import { Relay } from '../../src/infra/queue/relay.js';
import type { EmailDelivery } from '../../src/modules/messages/mail/entities/email-delivery.entity.js';
import { MailApi } from '../../src/modules/messages/mail/mail.api.js';
import { MailSender } from '../../src/modules/messages/mail/mail.sender.js';
import { MailWorkerModule } from '../../src/modules/messages/mail/mail.worker.module.js';
import { welcomeMail } from '../../src/modules/people/auth/mails/welcome.template.js';

const ATTEMPTS = 3;
const FAILURES = 2;

/** Makes a relay without its loop. */
@Injectable()
class Relays {
  constructor(private readonly modules: ModuleRef) {}

  make(): Promise<Relay> {
    return this.modules.create(Relay);
  }
}

@Module({
  imports: [MailWorkerModule, DiscoveryModule],
  providers: [OutboxLanes, ConsumerRegistry, MessageJobs, Relays],
})
class MailAndRelay {}

describe('a mail provider that takes no mail', () => {
  let recorder: SmtpRecorder;
  let composed: ComposedApp;
  let circuits: CircuitBreakers;
  let transactions: Transactions;
  /** Ids of deliveries: two that find it away, and others after them. */
  let ids: string[];

  beforeAll(async () => {
    recorder = await SmtpRecorder.open();
    composed = await composeApp(MailAndRelay, {
      settings: {
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: recorder.url,
        EMAIL_RETRY_ATTEMPTS: String(ATTEMPTS),
        CIRCUIT_BREAKER_FAILURES: String(FAILURES),
        CIRCUIT_BREAKER_OPEN_SECONDS: '600',
      },
    });
    circuits = composed.app.get(CircuitBreakers, { strict: false });
    transactions = composed.app.get(Transactions, { strict: false });
  });

  afterAll(async () => {
    await composed.close();
    await recorder.close();
  });

  beforeEach(async () => {
    recorder.refuse = () => undefined;
    recorder.onMessage = () => Promise.resolve();
    recorder.received.splice(0);
    await sql('TRUNCATE email_deliveries, outbox_messages, circuit_breakers CASCADE');
    for (let count = 0; count < FAILURES + 3; count += 1) await queue();
    ids = (await sql<{ id: string }>('SELECT id FROM email_deliveries ORDER BY id')).map(({ id }) => id);
    recorder.isAway = true;
  });

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  function queue(): Promise<boolean> {
    const to = { email: 'ada@example.test', language: null };
    const mail = { template: welcomeMail, to, data: { appUrl: 'https://lyceum.test' }, cause: newId(), sender: null };
    return transactions.run(() => composed.app.get(MailApi, { strict: false }).queue(mail));
  }

  async function attempt(place: number, number = 1): Promise<void> {
    await composed.app.get(MailSender).attempt({ deliveryId: ids[place]!, attempt: number });
  }

  async function open(): Promise<void> {
    for (let place = 0; place < FAILURES; place += 1) await attempt(place);
  }

  // Stored in milliseconds, which may be rounded up.
  const letOneThrough = () => sql(`UPDATE circuit_breakers SET retry_at = now() - interval '1 millisecond'`);

  async function delivery(place: number): Promise<EmailDelivery> {
    return transactions.manager.findOneByOrFail<EmailDelivery>('email_deliveries', { id: ids[place]! });
  }

  async function mailState() {
    const { state } = (await circuits.states()).find(({ service }) => service.name === 'mail') ?? {};
    return state;
  }

  it('is left alone after some failures, and what waits or finds it still away loses no attempt', async () => {
    expect(await mailState()).toBe('closed');
    await open();
    const turnedAway = recorder.turnedAway;
    expect(await mailState()).toBe('open');
    expect(await circuits.listOpen(10)).toMatchObject([
      { service: 'mail', target: '', failures: FAILURES, lastError: 'The mail server answered 421' },
    ]);
    await expect(attempt(2)).rejects.toThrow(PutOff);
    expect(recorder.turnedAway).toBe(turnedAway);
    expect(await delivery(2)).toMatchObject({ status: 'queued', attempts: 0, attemptLimit: ATTEMPTS });

    await letOneThrough();
    expect(await mailState()).toBe('half_open');
    await attempt(2);
    expect(recorder.turnedAway).toBe(turnedAway + 1);
    const { nextAttemptAt, ...found } = await delivery(2);
    expect(found).toMatchObject({ status: 'queued', attempts: 1, attemptLimit: ATTEMPTS + 1 });
    expect(nextAttemptAt!.getTime()).toBeGreaterThan(Date.now() + 500_000);
    await expect(attempt(3)).rejects.toThrow(PutOff);
    expect(await mailState()).toBe('open');
  });

  it('gets one mail at a time, and all once it has taken that one', async () => {
    await open();
    recorder.isAway = false;
    await letOneThrough();
    let refused: unknown;
    recorder.onMessage = async () => {
      refused ??= await attempt(3).catch((error: unknown) => error);
    };
    await attempt(2);
    expect(refused).toBeInstanceOf(PutOff);
    expect((await delivery(2)).status).toBe('sent');
    await Promise.all([attempt(3), attempt(4)]);
    expect(recorder.received).toHaveLength(3);
    expect(await mailState()).toBe('closed');
  });

  it('is asked by the next mail when the one that was let through had nothing to send', async () => {
    await open();
    recorder.isAway = false;
    await letOneThrough();
    await attempt(2, 2);
    await attempt(3);
    expect(recorder.received).toHaveLength(1);
  });

  it('is tried by another mail next, and not for ever by one', async () => {
    await open();
    const tried = async (place: number, attempts: number) => {
      await sql('UPDATE email_deliveries SET attempts = $2, attempt_limit = $2 + 3 WHERE id = $1', [
        ids[place],
        attempts - 1,
      ]);
      await letOneThrough();
      await attempt(place, attempts);
      return delivery(place);
    };
    const late = await tried(2, 40);
    expect(late).toMatchObject({ status: 'queued', attempts: 40, attemptLimit: 39 + 3 + 1 });
    expect(late.nextAttemptAt!.getTime()).toBeGreaterThan(Date.now() + 1_700_000);
    expect(await tried(3, 100)).toMatchObject({ status: 'queued', attempts: 100, attemptLimit: 99 + 3 });
  });

  it('stays on trial whatever becomes of one that was given up', async () => {
    await open();
    await letOneThrough();
    const { pass } = await circuits.enter({ name: 'mail', isOurs: true });
    const former = { ...pass!, trialAt: new Date(0).toISOString() };
    await circuits.failed(former, 'too late');
    await circuits.unused(former);
    expect(await mailState()).toBe('half_open');
    await expect(attempt(2)).rejects.toThrow(PutOff);
    await circuits.unused(pass!);
    recorder.isAway = false;
    await attempt(2);
    expect(await mailState()).toBe('closed');
  });

  it('gives the relay nothing to do at once, but for the one mail that is let through', async () => {
    const relay = await composed.app.get(Relays).make();
    const published = async () => (await sql('SELECT FROM outbox_messages WHERE published_at IS NOT NULL')).length;
    await open();
    expect([await relay.step(), await published()]).toEqual([false, 0]);
    await letOneThrough();
    expect([await relay.step(), await published()]).toEqual([true, 1]);
    await sql('DELETE FROM circuit_breakers');
    expect([await relay.step(), await published()]).toEqual([true, FAILURES + 3]);
  });

  it('is shown before single servers of others', async () => {
    await open();
    await sql(
      `INSERT INTO circuit_breakers (service, target, failures, last_failed_at, last_error, opened_at, retry_at)
       SELECT 'calendars', 'away.test', 2, now(), 'away', at, at FROM (SELECT now() + interval '1 minute' AS at)`,
    );
    expect((await circuits.listOpen(1)).map(({ service }) => service)).toEqual(['mail']);
  });

  it('is there as long as it says something of one recipient', async () => {
    recorder.isAway = false;
    recorder.refuse = () => 451;
    for (let place = 0; place <= FAILURES; place += 1) await attempt(place);
    expect(await mailState()).toBe('closed');
    expect((await delivery(FAILURES)).attempts).toBe(1);
  });
});
