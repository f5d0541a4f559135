import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Gathering } from '../../src/infra/database/gathering.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { EMAIL_VERIFIED } from '../../src/modules/people/auth/auth.events.js';
import type { EmailDelivery } from '../../src/modules/messages/mail/entities/email-delivery.entity.js';
import { MailCleanUp } from '../../src/modules/messages/mail/mail-clean-up.task.js';
import { MailApi, type MailRequest } from '../../src/modules/messages/mail/mail.api.js';
import { MailStandingAccess } from '../../src/modules/messages/mail/mail.standing-access.js';
import { MailUserData } from '../../src/modules/messages/mail/mail.user-data.js';
import { MailWorkerModule } from '../../src/modules/messages/mail/mail.worker.module.js';
import { ReleaseHeldConsumer } from '../../src/modules/messages/mail/release-held.consumer.js';
import { type UserDataHolder, UsersApi } from '../../src/modules/people/users/users.api.js';
import { bookingReminderMail } from '../../src/modules/scheduling/bookings/mails/booking-reminder.template.js';
import { type OrgInviteData, orgInviteMail } from '../../src/modules/people/organizations/mails/org-invite.template.js';
import {
  type PasswordResetData,
  passwordResetMail,
} from '../../src/modules/people/auth/mails/password-reset.template.js';

const AT = '2027-01-31T09:00:00.000Z';

describe('mail on behalf of an account whose address nobody has verified', () => {
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let api: MailApi;
  let transactions: Transactions;
  let users: UsersApi;

  beforeAll(async () => {
    ({ app, close } = await composeApp(MailWorkerModule));
    api = app.get(MailApi, { strict: false });
    transactions = app.get(Transactions, { strict: false });
    users = app.get(UsersApi, { strict: false });
  });

  afterAll(() => close());

  beforeEach(() => sql('TRUNCATE email_deliveries, outbox_messages CASCADE'));

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  function queue<D extends object>(mail: MailRequest<D>): Promise<boolean> {
    return transactions.run(() => api.queue(mail));
  }

  async function delivery(): Promise<EmailDelivery> {
    const [row] = await transactions.manager.find<EmailDelivery>('email_deliveries');
    if (!row) throw new Error('There is no delivery.');
    return row;
  }

  const mailJobs = () => sql(`SELECT FROM outbox_messages WHERE name = 'mail.send'`);

  const passwordReset = (sender: string): MailRequest<PasswordResetData> => ({
    template: passwordResetMail,
    to: { email: 'mallory@example.test', language: null },
    data: { resetUrl: 'https://lyceum.test', expiresInMinutes: 30 },
    cause: newId(),
    sender,
  });

  const appUrl = 'https://lyceum.test';

  async function stranger(): Promise<string> {
    return (await users.create({ email: `${newId()}@example.test`, name: 'Mallory' })).id;
  }

  const invitation = (sender: string): MailRequest<OrgInviteData> => ({
    template: orgInviteMail,
    to: { email: 'victim@example.test', language: null },
    data: { organizationName: 'Spam', inviterName: 'Mallory', role: 'member', acceptUrl: appUrl, expiresAt: AT },
    cause: newId(),
    sender,
    isUnasked: true,
  });

  const verify = (userId: string) =>
    transactions.run(() =>
      app.get(ReleaseHeldConsumer).handle({
        id: newId(),
        name: EMAIL_VERIFIED.name,
        payload: { userId },
        requestId: null,
        lane: 'system',
        createdAt: new Date(),
      }),
    );

  it('holds what nobody asked for, and nothing else', async () => {
    const sender = await stranger();
    await queue(invitation(sender));
    expect(await delivery()).toMatchObject({ status: 'held', senderId: sender });
    expect(await mailJobs()).toHaveLength(0);
    await queue(passwordReset(sender));
    expect(await mailJobs()).toHaveLength(1);
  });

  it('sends mails about the same in their order, whoever causes them', async () => {
    const [first, second] = [await stranger(), await stranger()];
    const about = (sender: string, cause: string) => ({ ...passwordReset(sender), cause });
    await queue(about(first, 'booking:b:0'));
    await queue(about(second, 'booking:b:1'));
    await queue(about(second, 'booking:c:0'));
    // In one statement, in which they do not see each other.
    await transactions.run(() =>
      new Gathering().run(() =>
        Promise.all([api.queue(about(second, 'booking:d:0')), api.queue(about(first, 'booking:d:1'))]),
      ),
    );
    const lanes = await sql(`SELECT lane FROM outbox_messages WHERE name = 'mail.send' ORDER BY id`);
    expect(lanes).toEqual([first, first, second, second, second].map((id) => ({ lane: `mail/${id}` })));
  });

  it('sends it in its order once the address is verified, without what is out of date', async () => {
    const sender = await stranger();
    const [first, second] = [invitation(sender), invitation(sender)];
    await queue(first);
    await queue({
      template: bookingReminderMail,
      to: { email: 'victim@example.test', language: null },
      data: {
        title: 'Spam',
        start: AT,
        end: AT,
        organizerName: 'Mallory',
        attendeeNames: [],
        location: null,
        description: null,
        minutesBefore: 60,
      },
      cause: newId(),
      sender,
      isUnasked: true,
    });
    await queue(second);
    await queue(invitation(await stranger()));
    await verify(sender);
    const rows = await sql<{ cause: string }>(
      `SELECT e.cause FROM outbox_messages m JOIN email_deliveries e ON e.id = (m.payload->>'deliveryId')::uuid
       WHERE m.name = 'mail.send' AND e.status = 'queued' ORDER BY m.id`,
    );
    expect(rows.map(({ cause }) => cause)).toEqual([first.cause, second.cause]);
  });

  it('sends at once for those who are verified', async () => {
    const sender = await stranger();
    await sql('UPDATE users SET email_verified_at = now() WHERE id = $1', [sender]);
    await queue(invitation(sender));
    expect(await delivery()).toMatchObject({ status: 'queued' });
  });

  it('lets nobody verify the address between the look at it and the commit', async () => {
    const sender = await stranger();
    await transactions.run(async () => {
      await api.queue(invitation(sender));
      const verifying = app.get(DataSource).query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [sender]);
      await expect(verifying).rejects.toMatchObject({ driverError: { code: '55P03' } });
    });
  });

  it('says nothing that somebody else wrote in the name of an account that comes to its owner', async () => {
    const [taken, other] = [await stranger(), await stranger()];
    await queue(invitation(taken));
    await queue(invitation(other));
    await transactions.run(() => app.get(MailStandingAccess, { strict: false }).endStandingAccess(taken));
    await verify(taken);
    expect((await transactions.manager.find<EmailDelivery>('email_deliveries')).map((row) => row.senderId)).toEqual([
      other,
    ]);
    expect(await mailJobs()).toHaveLength(0);
  });

  it('forgets what was held with the account that had it sent, or after a week', async () => {
    const [leaving, silent] = [await stranger(), await stranger()];
    await queue(invitation(leaving));
    await queue(invitation(silent));
    const holder: UserDataHolder = app.get(MailUserData, { strict: false });
    const leaver = {
      id: leaving,
      name: 'Ada',
      email: 'ada@example.test',
      provedEmail: null,
      since: new Date(),
      isOverdue: false,
    };
    await transactions.run(() => holder.eraseUser(leaver, { own: [leaving], shared: [], texts: [] }));
    expect((await transactions.manager.find<EmailDelivery>('email_deliveries')).map((row) => row.senderId)).toEqual([
      silent,
    ]);
    await sql(`UPDATE email_deliveries SET created_at = now() - interval '8 days'`);
    await app.get(MailCleanUp).run(new Date());
    expect(await sql('SELECT FROM email_deliveries')).toHaveLength(0);
  });
});
