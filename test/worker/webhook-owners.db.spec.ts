import type { ServerResponse } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import type { OrganizationRole } from '../../src/modules/people/organizations/organizations.api.js';
import { MEMBER_REMOVED } from '../../src/modules/people/organizations/organizations.events.js';
import { type UserRecord, UsersApi } from '../../src/modules/people/users/users.api.js';
import { FormerManagersConsumer } from '../../src/modules/messages/webhooks/webhook/former-managers.consumer.js';
import type { WebhookDelivery } from '../../src/modules/messages/webhooks/deliveries/webhook-delivery.entity.js';
import type { Webhook } from '../../src/modules/messages/webhooks/webhook/webhook.entity.js';
import { WebhookSecrets } from '../../src/modules/messages/webhooks/webhook/webhook-secrets.js';
import { WebhookSender } from '../../src/modules/messages/webhooks/sending/webhook-sender.js';
import { WebhooksRepository } from '../../src/modules/messages/webhooks/webhook/webhooks.repository.js';
import { WebhooksStandingAccess } from '../../src/modules/messages/webhooks/webhooks.standing-access.js';
import { WebhooksUserData } from '../../src/modules/messages/webhooks/webhooks.user-data.js';
import { WebhooksWorkerModule } from '../../src/modules/messages/webhooks/webhooks.worker.module.js';
import { Receiver } from '../support/receiver.js';
import { queueDelivery } from './queued-delivery.js';

describe('webhooks and those who own them', () => {
  let receiver: Receiver;
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let transactions: Transactions;
  let ownerId: string;

  beforeAll(async () => {
    receiver = await Receiver.open();
    ({ app, close } = await composeApp(WebhooksWorkerModule, {
      settings: { EGRESS_ALLOWED_NETWORKS: '127.0.0.1/32', WEBHOOK_CONCURRENCY: '4' },
    }));
    transactions = app.get(Transactions, { strict: false });
    ownerId = (await newUser('Mallory')).id;
  });

  afterAll(async () => {
    await close();
    await receiver.close();
  });

  beforeEach(() => sql('TRUNCATE notifications'));

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  function newUser(name: string): Promise<UserRecord> {
    return app.get(UsersApi, { strict: false }).create({ email: `${newId()}@example.test`, name });
  }

  function add(changes: Partial<Webhook> = {}): Promise<Webhook> {
    return app.get(WebhooksRepository, { strict: false }).insert({
      userId: ownerId,
      organizationId: null,
      responsibleId: null,
      url: receiver.url,
      description: null,
      events: ['*'],
      isActive: true,
      secret: app.get(WebhookSecrets, { strict: false }).make().sealed,
      ...changes,
    });
  }

  const queue = (webhookId: string) => queueDelivery(app, webhookId);

  const attempt = (deliveryId: string, number: number) =>
    app.get(WebhookSender).attempt({ deliveryId, attempt: number });

  function delivery(id: string): Promise<WebhookDelivery> {
    return transactions.manager.findOneByOrFail<WebhookDelivery>('webhook_deliveries', { id });
  }

  function webhook(id: string): Promise<Webhook> {
    return transactions.manager.findOneByOrFail<Webhook>('webhooks', { id });
  }

  function notices(): Promise<{ user_id: string; type: string; message: string }[]> {
    return sql('SELECT user_id, type, message FROM notifications');
  }

  it('leaves room for others while one owner has many webhooks that hang, and remembers who hung', async () => {
    const hanging = await Promise.all(Array.from({ length: 10 }, () => add()));
    const messages: string[] = [];
    for (const { id } of hanging) messages.push(await queue(id));
    const other = await Receiver.open();
    const { id: otherOwner } = await newUser('Grace');
    const good = await queue((await add({ userId: otherOwner, url: other.url })).id);
    const arrived = new Promise<ServerResponse>((resolve) => (receiver.answer = resolve));
    const running = messages.map((message) => attempt(message, 1));
    const response = await arrived;
    await attempt(good, 1);
    expect(await delivery(good)).toMatchObject({ status: 'delivered' });
    // A quarter of the four attempts that are made at once.
    expect(receiver.requests).toHaveLength(1);
    response.writeHead(204).end();
    await Promise.all(running);
    await other.close();
  });

  /** A school of these people. @returns what its webhooks have in common */
  async function newSchool(people: readonly UserRecord[]): Promise<{ userId: null; organizationId: string }> {
    const [{ id: organizationId }] = (await sql<{ id: string }>(
      `INSERT INTO organizations (name, member_count, owner_count) VALUES ('School', $1, 1) RETURNING id`,
      [people.length],
    )) as [{ id: string }];
    for (const [index, { id }] of people.entries())
      await sql('INSERT INTO organization_members (organization_id, user_id, role) VALUES ($1, $2, $3)', [
        organizationId,
        id,
        index === 0 ? 'owner' : 'admin',
      ]);
    return { userId: null, organizationId };
  }

  /** Somebody left, or was removed. */
  const left = (organizationId: string, person: UserRecord, formerRole: OrganizationRole): Message => ({
    id: newId(),
    name: MEMBER_REMOVED.name,
    payload: { organizationId, userId: person.id, formerRole, actorId: person.id },
    requestId: null,
    lane: 'system',
    createdAt: new Date(),
  });
  const hear = (message: Message) => transactions.run(() => app.get(FormerManagersConsumer).handle(message));

  it('switches off what somebody made who manages the organization no more, and tells who does', async () => {
    const [boss, admin] = [await newUser('Boss'), await newUser('Admin')];
    const school = await newSchool([boss, admin]);
    const { id: made } = await add({ ...school, responsibleId: admin.id });
    const { id: kept } = await add({ ...school, responsibleId: boss.id });
    const message = left(school.organizationId, admin, 'admin');
    await hear(message);
    expect(await webhook(made)).toMatchObject({ isActive: true });
    await sql('DELETE FROM organization_members WHERE user_id = $1', [admin.id]);
    await hear(message);
    await hear(message);
    expect(await webhook(made)).toMatchObject({ isActive: false, disabledReason: 'maker_left', version: 2 });
    expect(await webhook(kept)).toMatchObject({ isActive: true });
    expect(await notices()).toEqual([
      { user_id: boss.id, type: 'WEBHOOK_DISABLED', message: expect.stringContaining('made it') },
    ]);
  });

  it.each([
    ['comes to its owner from somebody else', 'account_recovered'],
    ['is erased', 'maker_left'],
  ])('switches off what was made for organizations by an account that %s', async (_name, disabledReason) => {
    const [boss, thief] = [await newUser('Boss'), await newUser('Thief')];
    const school = await newSchool([boss, thief]);
    const { id: made } = await add({ ...school, responsibleId: thief.id });
    const { id: own } = await add({ userId: thief.id });
    const leaver = { ...thief, provedEmail: null, since: new Date(), isOverdue: false };
    await transactions.run(() =>
      disabledReason === 'maker_left'
        ? app.get(WebhooksUserData, { strict: false }).eraseUser(leaver)
        : app.get(WebhooksStandingAccess, { strict: false }).endStandingAccess(thief.id),
    );
    expect(await webhook(made)).toMatchObject({ isActive: false, disabledReason, responsibleId: null });
    expect(await sql('SELECT FROM webhooks WHERE id = $1', [own])).toEqual([]);
    expect((await notices()).map(({ user_id }) => user_id)).toContain(boss.id);
  });

  it('tells the managers when somebody leaves who may have made what nobody noted', async () => {
    const [boss, admin] = [await newUser('Boss'), await newUser('Admin')];
    const school = await newSchool([boss, admin]);
    const { id } = await add({ ...school, responsibleId: null });
    await sql('DELETE FROM organization_members WHERE user_id = $1', [admin.id]);
    await hear(left(school.organizationId, admin, 'member'));
    expect(await notices()).toEqual([]);
    await hear(left(school.organizationId, admin, 'admin'));
    expect(await webhook(id)).toMatchObject({ isActive: true });
    expect(await notices()).toEqual([
      { user_id: boss.id, type: 'WEBHOOK_MAKER_UNKNOWN', message: expect.stringContaining('new secret') },
    ]);
  });
});
