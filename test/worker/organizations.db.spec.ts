import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { InvitationMailConsumer } from '../../src/modules/people/organizations/invitations/invitation-mail.consumer.js';
import { InvitationsCleanUp } from '../../src/modules/people/organizations/invitations/invitations-clean-up.task.js';
import { InvitationsRepository } from '../../src/modules/people/organizations/invitations/invitations.repository.js';
import { INVITATION_CREATED } from '../../src/modules/people/organizations/organizations.events.js';
import type { OrganizationRole } from '../../src/modules/people/organizations/organizations.api.js';
import { OrganizationsStandingAccess } from '../../src/modules/people/organizations/organizations.standing-access.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { OrganizationsWorkerModule } from '../../src/modules/people/organizations/organizations.worker.module.js';
import { type Handover, UsersApi } from '../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let organizations: OrganizationsRepository;
let invitations: InvitationsRepository;
let transactions: Transactions;
let ownerId: string;
let organizationId: string;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(OrganizationsWorkerModule));
  organizations = app.get(OrganizationsRepository, { strict: false });
  invitations = app.get(InvitationsRepository, { strict: false });
  transactions = app.get(Transactions, { strict: false });
  const owner = await app.get(UsersApi, { strict: false }).create({ email: 'ada@example.test', name: 'Ada' });
  ownerId = owner.id;
});

afterAll(() => close());

beforeEach(async () => {
  await database.pool.query('TRUNCATE organizations, email_deliveries CASCADE');
  organizationId = (await organizations.insert('Engines', ownerId)).id;
});

function invite(email: string, expiresAt = new Date(Date.now() + 7 * DAY)) {
  return invitations.invite({ organizationId, email, role: 'member', courseRoles: [], invitedBy: ownerId, expiresAt });
}

describe('the mail of an invitation', () => {
  const handle = (invitationId: string, round: number) =>
    transactions.run(() =>
      app.get(InvitationMailConsumer).handle({
        id: newId(),
        name: INVITATION_CREATED.name,
        payload: { invitationId, organizationId, round },
        requestId: null,
        lane: 'system',
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

  it('is taken back when the next round goes out before it was sent', async () => {
    const { id } = await invite('charles@example.test');
    await handle(id, 1);
    await invite('grace@example.test').then((other) => handle(other.id, 1));
    await invite('charles@example.test');
    await handle(id, 2);
    const { rows } = await database.pool.query('SELECT cause FROM email_deliveries WHERE recipient = $1', [
      'charles@example.test',
    ]);
    expect(rows).toEqual([{ cause: `invitation:${id}:2` }]);
    expect(await mails()).toHaveLength(2);
  });

  it('is not sent for an invitation that was revoked in the meantime', async () => {
    const { id } = await invite('charles@example.test');
    await invitations.delete({ organizationId, id });
    await handle(id, 1);
    expect(await mails()).toEqual([]);
  });
});

describe('an account that comes to its owner from somebody else', () => {
  const handOver = (handover: Handover) =>
    transactions.run(() =>
      app.get(OrganizationsStandingAccess, { strict: false }).endStandingAccess(ownerId, handover),
    );
  const rolesNow = async () =>
    (await database.pool.query('SELECT user_id, role FROM organization_members ORDER BY joined_at')).rows;
  const invited = async () => (await database.pool.query('SELECT email FROM organization_invitations')).rows;

  async function join(name: string, role: OrganizationRole): Promise<string> {
    const { id } = await app.get(UsersApi, { strict: false }).create({ email: `${newId()}@example.test`, name });
    await organizations.addMember(organizationId, id, role);
    return id;
  }

  it('lets nobody in whom it invited, and is still where it was when it was taken back', async () => {
    const member = await join('Charles', 'member');
    await invite('accomplice@example.test');
    await handOver('taken_back');
    expect(await invited()).toEqual([]);
    expect(await rolesNow()).toEqual([
      { user_id: ownerId, role: 'owner' },
      { user_id: member, role: 'member' },
    ]);
  });

  it('leaves what it shares with others by the first proof, which belongs to the highest of them', async () => {
    const member = await join('Charles', 'member');
    const admin = await join('Grace', 'admin');
    await invite('accomplice@example.test');
    await handOver('first_proof');
    expect(await invited()).toEqual([]);
    expect(await rolesNow()).toEqual([
      { user_id: member, role: 'member' },
      { user_id: admin, role: 'owner' },
    ]);
    const { rows } = await database.pool.query('SELECT member_count, owner_count FROM organizations');
    expect(rows).toEqual([{ member_count: 2, owner_count: 1 }]);
  });

  it('leaves it to somebody who is active, whoever stands higher, and to others only if nobody is', async () => {
    const admin = await join('Grace', 'admin');
    const member = await join('Charles', 'member');
    await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [admin]);
    expect(await organizations.heirOf(organizationId, ownerId)).toBe(member);
    await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [member]);
    expect(await organizations.heirOf(organizationId, ownerId)).toBe(admin);
  });

  it('keeps by the first proof what it shares with nobody', async () => {
    await handOver('first_proof');
    expect(await rolesNow()).toEqual([{ user_id: ownerId, role: 'owner' }]);
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
