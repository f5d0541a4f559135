import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { InvitationMailConsumer } from '../../src/modules/organizations/consumers/invitation-mail.consumer.js';
import { InvitationsCleanUp } from '../../src/modules/organizations/invitations-clean-up.task.js';
import { InvitationsRepository } from '../../src/modules/organizations/invitations.repository.js';
import { INVITATION_CREATED } from '../../src/modules/organizations/organizations.events.js';
import { OrganizationsRepository } from '../../src/modules/organizations/organizations.repository.js';
import { OrganizationsWorkerModule } from '../../src/modules/organizations/organizations.worker.module.js';
import { UsersApi } from '../../src/modules/users/users.api.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { testEnv } from '../support/test-env.js';

let database: TestDatabase;
let app: INestApplicationContext;
let organizations: OrganizationsRepository;
let invitations: InvitationsRepository;
let transactions: Transactions;
let ownerId: string;
let organizationId: string;

beforeAll(async () => {
  database = await createDatabase();
  app = await NestFactory.createApplicationContext(
    { module: OrganizationsWorkerModule, imports: [CoreModule.forRoot(testEnv(database.url), 'test')] },
    { logger: false },
  );
  organizations = app.get(OrganizationsRepository, { strict: false });
  invitations = app.get(InvitationsRepository, { strict: false });
  transactions = app.get(Transactions, { strict: false });
  const owner = await app.get(UsersApi, { strict: false }).create({ email: 'ada@example.test', name: 'Ada' });
  ownerId = owner.id;
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

beforeEach(async () => {
  await database.pool.query('TRUNCATE organizations, email_deliveries CASCADE');
  organizationId = (await organizations.insert('Engines', ownerId)).id;
});

function invite(email: string, expiresAt = new Date(Date.now() + 7 * DAY)) {
  return invitations.invite({ organizationId, email, role: 'member', invitedBy: ownerId, expiresAt });
}

describe('the mail of an invitation', () => {
  const handle = (invitationId: string, round: number) =>
    transactions.run(() =>
      app.get(InvitationMailConsumer).handle({
        id: newId(),
        name: INVITATION_CREATED.name,
        payload: { invitationId, organizationId, round },
        requestId: null,
        createdAt: new Date(),
      }),
    );
  const mails = async () => (await database.pool.query(`SELECT recipient FROM email_deliveries`)).rows;

  it('is not sent for a round that a newer one has replaced', async () => {
    const { id } = await invite('charles@example.test');
    const { round } = await invite('Charles@Example.test');
    expect(round).toBe(2);
    await handle(id, 1);
    expect(await mails()).toEqual([]);
    await handle(id, 2);
    expect(await mails()).toEqual([{ recipient: 'charles@example.test' }]);
  });

  it('is not sent for an invitation that was revoked in the meantime', async () => {
    const { id } = await invite('charles@example.test');
    await invitations.delete({ organizationId, id });
    await handle(id, 1);
    expect(await mails()).toEqual([]);
  });
});

describe('the clean-up of invitations', () => {
  it('deletes what expired more than 30 days before', async () => {
    const due = new Date();
    const daysAgo = (days: number) => new Date(due.getTime() - days * DAY);
    await invite('long-ago@example.test', daysAgo(31));
    await invite('lately@example.test', daysAgo(29));
    await invite('open@example.test', daysAgo(-1));
    await app.get(InvitationsCleanUp).run(due);
    const { rows } = await database.pool.query(`SELECT email FROM organization_invitations ORDER BY email`);
    expect(rows).toEqual([{ email: 'lately@example.test' }, { email: 'open@example.test' }]);
  });
});

describe('the database', () => {
  it('refuses to lose the last owner, whoever forgot to ask', async () => {
    const remove = transactions.run(() => organizations.removeMember([organizationId], ownerId));
    const refusal = await remove.catch((error: unknown) => constraintError(error)?.code);
    expect(refusal).toBe('last_owner');
    expect(await organizations.roleOf(organizationId, ownerId)).toBe('owner');
  });
});
