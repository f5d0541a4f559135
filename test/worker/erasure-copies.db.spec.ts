import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { HOUR, MINUTE } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { MailUserData } from '../../src/modules/messages/mail/mail.user-data.js';
import { MailWorkerModule } from '../../src/modules/messages/mail/mail.worker.module.js';
import { MessageUserData } from '../../src/modules/people/users/messages.user-data.js';
import { type Leaver, type Traces, type UserDataHolder, UsersApi } from '../../src/modules/people/users/users.api.js';

interface Mail {
  readonly subject?: string;
  readonly data?: object | null;
  readonly cause?: string;
  readonly status?: string;
  readonly senderId?: string | null;
  readonly createdAt?: Date;
}

interface StoredMail {
  readonly subject: string;
  readonly data: object | null;
  readonly status: string;
}

describe('the copies of what a person wrote, where others hold them', () => {
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let transactions: Transactions;
  let leaver: Leaver;

  beforeAll(async () => {
    ({ app, close } = await composeApp(MailWorkerModule));
    transactions = app.get(Transactions, { strict: false });
  });

  afterAll(() => close());

  beforeEach(async () => {
    await sql('TRUNCATE email_deliveries, outbox_messages, idempotency_keys, users CASCADE');
    leaver = await leaverCalled('Ada');
  });

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  async function leaverCalled(name: string): Promise<Leaver> {
    const email = `${newId()}@example.test`;
    const { id } = await app.get(UsersApi, { strict: false }).create({ email, name });
    await sql('DELETE FROM outbox_messages');
    return { id, name, email, provedEmail: email, since: new Date(Date.now() - MINUTE), isOverdue: false };
  }

  async function erase(
    holder: typeof MailUserData | typeof MessageUserData,
    { own = [], shared = [], texts = [] }: Partial<Traces>,
    change: Partial<Leaver> = {},
  ): Promise<void> {
    const traces = { own: [leaver.id, ...own], shared, texts: [leaver.name, ...texts] };
    const instance: UserDataHolder = app.get(holder, { strict: false });
    await transactions.run(() => instance.eraseUser({ ...leaver, ...change }, traces));
  }

  describe('mails', () => {
    async function mail(mail: Mail): Promise<string> {
      const id = newId();
      await sql(
        `INSERT INTO email_deliveries (id, template, recipient, time_zone, subject, data, message_id, cause, priority, status,
           attempt_limit, sender_id, created_at)
         VALUES ($1, 'BOOKING_CONFIRMATION', $2, 'UTC', $3, $4, $5, $6, 'normal', $7, 3, $8, $9)`,
        [
          id,
          `${id}@example.test`,
          mail.subject ?? 'Confirmed: Meeting',
          JSON.stringify(mail.data === undefined ? { title: 'Meeting', attendeeNames: ['Somebody'] } : mail.data),
          `<${id}@lyceum.test>`,
          mail.cause ?? `booking:${newId()}:1`,
          mail.status ?? 'failed',
          mail.senderId ?? null,
          mail.createdAt ?? new Date(Date.now() - HOUR),
        ],
      );
      return id;
    }

    async function stored(id: string): Promise<StoredMail | undefined> {
      const [row] = await sql<StoredMail>('SELECT subject, data, status FROM email_deliveries WHERE id = $1', [id]);
      return row;
    }

    it.each(['failed', 'held', 'sent', 'bounced', 'queued'])(
      'between others stay as they are, whatever they have in common with the texts: %s',
      async (status) => {
        leaver = await leaverCalled('e');
        const bystander = await mail({ status });
        const before = await stored(bystander);
        await erase(MailUserData, { own: [newId()], shared: [newId()], texts: ['Meeting'] }, { isOverdue: true });
        expect(await stored(bystander)).toEqual(before);
      },
    );

    it('about what is the person’s own lose what they say, and those that are held go', async () => {
      const own = newId();
      const [failed, held] = [
        await mail({ cause: `booking:${own}:1` }),
        await mail({ cause: `series:${own}:1`, status: 'held' }),
      ];
      await erase(MailUserData, { own: [own] });
      expect(await stored(failed)).toEqual({ subject: '', data: null, status: 'failed' });
      expect(await stored(held)).toBeUndefined();
    });

    it('about what is shared, or written for the person, do so where a text stands in them as a word', async () => {
      const shared = newId();
      const about = { cause: `booking:${shared}:1` };
      const named = await mail({ ...about, data: { title: 'Meeting', attendeeNames: ['Ada'] } });
      const unnamed = await mail({ ...about, cause: `booking:${shared}:2`, data: { title: 'Adaptation' } });
      const invitation = await mail({ senderId: leaver.id, data: { inviterName: 'Ada' } });
      const held = await mail({ ...about, status: 'held', data: { attendeeNames: ['Ada'] } });
      await erase(MailUserData, { shared: [shared] });
      expect(await stored(named)).toEqual({ subject: 'Confirmed: Meeting', data: null, status: 'failed' });
      expect(await stored(unnamed)).toMatchObject({ data: { title: 'Adaptation' } });
      expect(await stored(invitation)).toMatchObject({ data: null });
      expect(await stored(held)).toBeUndefined();
    });

    it('that wait since before the person left are not sent; those that tell of the leaving are, for a day', async () => {
      const own = newId();
      const cause = (sequence: number) => `booking:${own}:${sequence}`;
      const postponed = await mail({ cause: cause(1), status: 'queued' });
      const farewell = await mail({ cause: cause(2), status: 'queued', createdAt: new Date() });
      await erase(MailUserData, { own: [own] });
      expect(await stored(postponed)).toBeUndefined();
      expect(await stored(farewell)).toMatchObject({ status: 'queued', data: { title: 'Meeting' } });
      const holder: UserDataHolder = app.get(MailUserData, { strict: false });
      expect(await holder.isTelling(leaver, { own: [own], shared: [], texts: [] })).toBe(true);
      await erase(MailUserData, { own: [own] }, { isOverdue: true });
      expect(await stored(farewell)).toBeUndefined();
    });

    it('that wait and name the person, about what others go on with, are waited for, for a day', async () => {
      const shared = newId();
      const waiting = await mail({ cause: `booking:${shared}:1`, status: 'queued', data: { attendeeNames: ['Ada'] } });
      const traces = { own: [leaver.id], shared: [shared], texts: ['Ada'] };
      const holder: UserDataHolder = app.get(MailUserData, { strict: false });
      expect(await holder.isTelling(leaver, traces)).toBe(true);
      await erase(MailUserData, { shared: [shared] });
      expect(await stored(waiting)).toMatchObject({ status: 'queued' });
      await erase(MailUserData, { shared: [shared] }, { isOverdue: true });
      expect(await stored(waiting)).toBeUndefined();
    });
  });

  describe('messages under way', () => {
    async function message(name: string, payload: object, error?: string): Promise<string> {
      const id = newId();
      await sql('INSERT INTO outbox_messages (id, name, payload) VALUES ($1, $2, $3)', [
        id,
        name,
        JSON.stringify(payload),
      ]);
      if (error !== undefined)
        await sql(`INSERT INTO dead_letters (consumer, message_id, error, attempts) VALUES ('test', $1, $2, 1)`, [
          id,
          error,
        ]);
      return id;
    }

    async function payloadOf(id: string): Promise<object | undefined> {
      const [row] = await sql<{ payload: object }>('SELECT payload FROM outbox_messages WHERE id = $1', [id]);
      return row?.payload;
    }

    it('about failed sign-ins to the account are deleted with where they came from', async () => {
      const failure = { email: leaver.email, address: '203.0.113.9', reason: 'wrong_password' };
      const own = await message('auth.login_failed', { ...failure, accountId: leaver.id });
      await sql(`UPDATE outbox_messages SET published_at = now(), settled_at = now(), consumers = '{}' WHERE id = $1`, [
        own,
      ]);
      const waiting = await message('auth.login_failed', { ...failure, accountId: leaver.id });
      await erase(MessageUserData, {});
      expect(await payloadOf(own)).toBeUndefined();
      expect(await payloadOf(waiting)).toMatchObject({ accountId: leaver.id, email: '', address: '' });
    });

    it.each(['deliveryId', 'accepted', 'admin', 'reason', 'Moved'])(
      'between others stay as they are when somebody called %s leaves',
      async (name) => {
        leaver = await leaverCalled(name);
        const payloads = [
          { deliveryId: newId(), attempt: 1 },
          { bookingId: newId(), userId: newId(), status: 'accepted' },
          { organizationId: newId(), userId: newId(), role: 'admin' },
          { bookingId: newId(), actorId: newId(), reason: 'Moved' },
          { email: 'deliveryId' },
        ];
        const ids: string[] = [];
        for (const payload of payloads) ids.push(await message('test.event', payload));
        await erase(MessageUserData, {});
        const left: unknown[] = [];
        for (const id of ids) left.push(await payloadOf(id));
        expect(left).toEqual(payloads);
      },
    );

    it('lose what the person wrote, and keep ids and words of the code', async () => {
      const own = newId();
      const payload = { bookingId: own, actorId: leaver.id, status: 'Ada', reason: 'Ill', start: 'Ada' };
      const id = await message('test.event', payload);
      const asked = await message('test.event', { email: leaver.email.toUpperCase() });
      const removed = { userId: null, email: 'other@example.test', name: 'Other' };
      const changed = await message('test.event', {
        seriesId: own,
        removed: [removed, { userId: leaver.id, email: leaver.email, name: 'Ada' }],
      });
      await erase(MessageUserData, { own: [own], texts: ['Ill'] });
      expect(await payloadOf(id)).toEqual({ ...payload, reason: '' });
      expect(await payloadOf(asked)).toEqual({ email: '' });
      expect(await payloadOf(changed)).toEqual({
        seriesId: own,
        removed: [removed, { userId: leaver.id, email: '', name: '' }],
      });
    });

    it('lose what they say where they hand on another one', async () => {
      const fact = { id: newId(), name: 'test.event', createdAt: new Date().toISOString() };
      const theirs = { bookingId: newId(), actorId: leaver.id, reason: 'Ill' };
      const shared = { bookingId: newId(), actorId: newId(), reason: 'Ada asked' };
      const webhookId = newId();
      const waits = await message('test.tell', { webhookId, fact: { ...fact, payload: theirs } });
      const about = await message('test.tell', { webhookId, fact: { ...fact, payload: shared } });
      const joined = { webhookId, fact: { ...fact, payload: { userId: leaver.id, organizationId: newId() } } };
      const joins = await message('test.tell', joined);
      const done = await message('test.tell', { webhookId, fact: { ...fact, payload: theirs } });
      await sql(`UPDATE outbox_messages SET published_at = now(), settled_at = now(), consumers = '{}' WHERE id = $1`, [
        done,
      ]);
      await erase(MessageUserData, { shared: [shared.bookingId], texts: ['Ada asked', 'test.event'] });
      expect(await payloadOf(waits)).toEqual({ webhookId, fact: { ...fact, payload: { ...theirs, reason: '' } } });
      expect(await payloadOf(about)).toEqual({ webhookId, fact: { ...fact, payload: { ...shared, reason: '' } } });
      expect(await payloadOf(joins)).toEqual(joined);
      expect(await payloadOf(done)).toBeUndefined();
    });

    it('lose where the person was and other mailboxes of theirs, and keep whom else they tell of', async () => {
      const userId = leaver.id;
      const signedIn = await message('test.event', { userId, sessionId: newId(), address: '192.0.2.7' });
      const asked = await message('test.event', { userId, email: 'next@example.test' }, 'connection lost');
      const changed = await message('test.event', { userId, previousEmail: 'former@example.test', canRevert: true });
      const told = { actorId: userId, organizationName: 'Engines', userIds: [newId()] };
      const removed = { actorId: userId, removed: [{ userId: newId(), email: 'other@example.test', name: 'Other' }] };
      const others = [await message('test.event', told), await message('test.event', removed)] as const;
      await erase(MessageUserData, {});
      expect(await payloadOf(signedIn)).toMatchObject({ userId, address: '' });
      expect(await payloadOf(asked)).toEqual({ userId, email: '' });
      expect(await payloadOf(changed)).toEqual({ userId, previousEmail: '', canRevert: true });
      expect(await payloadOf(others[0])).toEqual(told);
      expect(await payloadOf(others[1])).toEqual(removed);
    });

    it('lose the errors that repeat a text, those about the person only', async () => {
      const own = newId();
      await message('test.event', { bookingId: own }, 'Ada cannot be told');
      await message('test.event', { bookingId: newId() }, 'Ada is a language');
      await message('test.event', { bookingId: newId() }, `550 <${leaver.email.toUpperCase()}> unknown`);
      await erase(MessageUserData, { own: [own] });
      const letters = await sql<{ error: string }>('SELECT error FROM dead_letters ORDER BY id');
      expect(letters.map(({ error }) => error)).toEqual(['erased', 'Ada is a language', 'erased']);
    });
  });

  describe('answers that are kept for retries', () => {
    async function answer(body: object): Promise<string> {
      const key = newId();
      await sql(
        `INSERT INTO idempotency_keys (principal, route, key, fingerprint, status, body)
         VALUES ('user:somebody', 'POST /bookings', $1, repeat('0', 64), 201, $2)`,
        [key, JSON.stringify(body)],
      );
      return key;
    }

    async function bodyOf(key: string): Promise<unknown> {
      const [row] = await sql<{ body: string }>('SELECT body FROM idempotency_keys WHERE key = $1', [key]);
      return row && (JSON.parse(row.body) as unknown);
    }

    it('lose the texts of the person where they are about the person, by value and not by name of a member', async () => {
      leaver = await leaverCalled('title');
      const own = newId();
      const mine = { id: own, title: 'Reading', status: 'title', host: { name: 'title' } };
      const others = { id: newId(), title: 'Reading', host: { name: 'title' } };
      const [about, strange] = [await answer(mine), await answer(others)];
      await erase(MessageUserData, { own: [own], texts: ['Reading'] });
      expect(await bodyOf(about)).toEqual({ ...mine, title: '', host: { name: '' } });
      expect(await bodyOf(strange)).toEqual(others);
    });
  });
});
