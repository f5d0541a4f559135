import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { CoursesModule } from '../../src/modules/learning/courses/courses.module.js';
import { AuthRepository } from '../../src/modules/people/auth/sessions/auth.repository.js';
import { AdministeredOrganizationsService } from '../../src/modules/people/organizations/administration/administered-organizations.service.js';
import { InvitationAnswersService } from '../../src/modules/people/organizations/invitations/invitation-answers.service.js';
import { InvitationsService } from '../../src/modules/people/organizations/invitations/invitations.service.js';
import { MembersService } from '../../src/modules/people/organizations/members/members.service.js';
import { MembershipNoticesConsumer } from '../../src/modules/people/organizations/members/membership-notices.consumer.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import type { CourseRole } from '../../src/modules/people/organizations/organizations.api.js';
import { OrganizationsWorkerModule } from '../../src/modules/people/organizations/organizations.worker.module.js';
import { PageNamesApi } from '../../src/modules/people/users/page-names.api.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { newEmail } from '../factories/person.js';

let composed: ComposedApp;
let id: string;
let owner: Actor;
let admin: Actor;
let member: Actor;

beforeAll(async () => {
  composed = await composeApp(OrganizationsWorkerModule, { imports: [CoursesModule] });
});

afterAll(() => composed.close());

beforeEach(async () => {
  [owner, admin, member] = [await person('Grace'), await person('Edith'), await person('Ada')];
  const organizations = get(OrganizationsRepository);
  await get(Transactions).run(async () => {
    ({ id } = await organizations.insert('Engines', owner.userId));
    await organizations.addMember(id, admin.userId, 'admin');
    await organizations.addMember(id, member.userId, 'member');
  });
  await query('DELETE FROM outbox_messages');
});

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const query = async <Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await composed.database.pool.query(text, values)).rows as Row[];

async function person(name: string): Promise<Actor> {
  const { id: userId, email } = await get(UsersApi).create({ email: newEmail(name), name });
  await get(Transactions).run(() => get(UsersApi).markEmailVerified(userId, email));
  const sessionId = newId();
  await get(AuthRepository).startSession(
    { id: sessionId, userId, tokenVersion: 0, device: 'Test', address: '127.0.0.1' },
    { idleSeconds: 3600, absoluteSeconds: 7200 },
  );
  return { userId, role: 'user', sessionId };
}

/** What the person is told once the consumer has had everything that happened, and had it twice. */
async function told(actor: Actor): Promise<object[]> {
  const messages = await query<Message>(
    `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages
     WHERE name LIKE 'organization.%' ORDER BY id`,
  );
  for (const message of [...messages, ...messages])
    await get(Transactions).run(() => get(MembershipNoticesConsumer).handle(message));
  return query(
    'SELECT type, title, message, metadata, about FROM notifications WHERE user_id = $1 ORDER BY seq',
    actor.userId,
  );
}

const invite = (email: string, courseRoles: CourseRole[] = []) =>
  get(InvitationsService).inviteAs(owner, id, { email, courseRoles });
const emailOf = async ({ userId }: Actor) => (await get(UsersApi).findById(userId))!.email;

describe('roles in the courses of an organization', () => {
  const change = (courseRoles: CourseRole[]) => get(MembersService).change(owner, id, member.userId, { courseRoles });

  it('are told to whoever has others now, or none', async () => {
    await change(['manager', 'student']);
    await change([]);
    const about = { type: 'ORG_ROLE_CHANGED', about: expect.arrayContaining([owner.userId, id]) };
    expect(await told(member)).toEqual([
      {
        ...about,
        title: 'In the courses of Engines: manager, student',
        message: 'Grace changed what you are in the courses of Engines to manager, student.',
        metadata: { organizationId: id, actorId: owner.userId, courseRoles: ['manager', 'student'] },
      },
      {
        ...about,
        title: 'You are out of the courses of Engines',
        message: 'Grace took your roles in the courses of Engines.',
        metadata: { organizationId: id, actorId: owner.userId, courseRoles: [] },
      },
    ]);
    expect(await told(owner)).toEqual([]);
  });

  it('are told in the language of the member', async () => {
    await query(`UPDATE users SET language = 'fr' WHERE id = $1`, member.userId);
    await change(['facilitator']);
    expect(await told(member)).toMatchObject([
      {
        title: 'Dans les cours de Engines : enseignant',
        message: 'Grace a changé vos rôles dans les cours de Engines : enseignant.',
      },
    ]);
  });

  it('are no news to whoever accepted an invitation to them', async () => {
    const guest = await person('Charles');
    const invitation = await invite(await emailOf(guest), ['student']);
    await get(InvitationAnswersService).acceptReceived(guest, invitation.id);
    expect(
      await query(`SELECT 1 FROM outbox_messages WHERE name = 'organization.member_course_roles_changed'`),
    ).toEqual([expect.anything()]);
    expect(await told(guest)).toEqual([]);
  });
});

describe('an invitation that is declined', () => {
  it('is told to whoever sent it, by the address that they wrote, and no account', async () => {
    const guest = await person('Charles');
    const email = await emailOf(guest);
    const invitation = await invite(email);
    await get(InvitationAnswersService).decline(guest, invitation.id);
    expect(await told(owner)).toEqual([
      {
        type: 'ORG_INVITE_DECLINED',
        title: 'Invitation to Engines declined',
        message: `${email} declined your invitation to Engines.`,
        metadata: { organizationId: id },
        about: expect.arrayContaining([guest.userId]),
      },
    ]);
    expect([await told(guest), await told(admin)]).toEqual([[], []]);
  });
});

describe('a member who leaves', () => {
  it('is told to the owners and admins who stay, and to nobody else', async () => {
    const other = await person('Charles');
    await get(Transactions).run(() => get(OrganizationsRepository).addMember(id, other.userId, 'member'));
    await get(MembersService).remove(member, id, member.userId);
    const left = { type: 'ORG_MEMBER_LEFT', title: 'Ada left Engines', message: 'Ada is a member of Engines no more.' };
    expect(await told(owner)).toMatchObject([left]);
    expect(await told(admin)).toMatchObject([left]);
    expect([await told(member), await told(other)]).toEqual([[], []]);
  });

  it('is no member who leaves when somebody removes them, who is told instead', async () => {
    await get(MembersService).remove(owner, id, member.userId);
    expect(await told(member)).toMatchObject([{ type: 'ORG_MEMBER_REMOVED' }]);
    expect([await told(owner), await told(admin)]).toEqual([[], []]);
  });
});

describe('a public page that an administrator of the installation takes away', () => {
  it('is told to owners and admins', async () => {
    const slug = `engines-${newId().slice(-12)}`;
    await get(Transactions).run(() => get(PageNamesApi).give({ organizationId: id }, slug));
    const operator = await person('Edsger');
    await get(AdministeredOrganizationsService).removePage({ ...operator, role: 'admin' }, id);
    const removed = {
      type: 'ORG_PAGE_REMOVED',
      title: 'Engines has no public page any more',
      message: 'Edsger, who administers the installation, took the public page of Engines away.',
    };
    expect(await told(owner)).toMatchObject([removed]);
    expect(await told(admin)).toMatchObject([removed]);
    expect(await told(member)).toEqual([]);
  });
});
