import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { World } from './course-stories.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import type { MessageType } from '../../src/kernel/message.js';
import { newId } from '../../src/kernel/ids.js';
import { CoursesModule } from '../../src/modules/learning/courses/courses.module.js';
import { EMAIL_VERIFIED } from '../../src/modules/people/auth/auth.events.js';
import { SignInService } from '../../src/modules/people/auth/sign-in/sign-in.service.js';
import { JoinAnswersService } from '../../src/modules/people/organizations/joining/join-answers.service.js';
import { JoinCodesService } from '../../src/modules/people/organizations/joining/join-codes.service.js';
import { JoinRequestsService } from '../../src/modules/people/organizations/joining/join-requests.service.js';
import { JoiningConsumer } from '../../src/modules/people/organizations/joining/joining.consumer.js';
import { MOST_WAITING } from '../../src/modules/people/organizations/joining/joining.rules.js';
import { JOIN_ANSWERED, JOIN_REQUESTED } from '../../src/modules/people/organizations/joining/joining.events.js';
import { MembersService } from '../../src/modules/people/organizations/members/members.service.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { OrganizationsStandingAccess } from '../../src/modules/people/organizations/organizations.standing-access.js';
import { OrganizationsWorkerModule } from '../../src/modules/people/organizations/organizations.worker.module.js';

let composed: ComposedApp;
let world: World;
let people = 0;

beforeAll(async () => {
  composed = await composeApp(OrganizationsWorkerModule, { imports: [CoursesModule] });
});

beforeEach(async () => {
  world = await World.make(composed, 1);
});

afterAll(() => composed.close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const actorOf = (userId: string) => ({ userId, role: 'user' as const, sessionId: newId() });
const query = async <Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await composed.database.pool.query(text, values)).rows as Row[];
const makeCode = (wanted: Parameters<JoinCodesService['createAs']>[2]) =>
  get(JoinCodesService).createAs(actorOf(world.ownerId), world.organizationId, wanted);
const waiting = async () => (await get(JoinAnswersService).list(actorOf(world.ownerId), world.organizationId, {})).data;
const codeOf = (error: unknown) => (error as { code: string }).code;

function handle(type: MessageType<never>, payload: object): Promise<void> {
  const { name } = type;
  return get(Transactions).run(() =>
    get(JoiningConsumer).handle({
      ...{ id: newId(), name, payload, requestId: null, lane: 'system', createdAt: new Date() },
    }),
  );
}

/** What is in the outbox is handled, as the worker does it. */
async function settle(): Promise<void> {
  for (const type of [JOIN_REQUESTED, JOIN_ANSWERED])
    for (const { payload } of await query<{ payload: object }>(
      `DELETE FROM outbox_messages WHERE name = $1 AND payload->>'organizationId' = $2 RETURNING payload`,
      type.name,
      world.organizationId,
    ))
      await handle(type as MessageType<never>, payload);
}

async function signUp(join?: object): Promise<string> {
  const email = `joiner-${(people += 1)}-${newId()}@example.test`;
  const { user } = await get(SignInService).register(
    { name: 'Emmy', email, password: 'ideals of rings 1921', ...(join ? { join } : {}) } as Parameters<
      SignInService['register']
    >[0],
    null,
    { address: '192.0.2.1', device: 'test' },
  );
  return user.id;
}

async function verify(userId: string): Promise<void> {
  await query('UPDATE users SET email_verified_at = now() WHERE id = $1', userId);
  await handle(EMAIL_VERIFIED as MessageType<never>, { userId });
  await settle();
}

it('an account and what it asks for come into being together, and nobody hears of it before the address is verified', async () => {
  const { code } = await makeCode({ role: 'facilitator' });
  const [{ count: before } = { count: 0 }] = await query<{ count: number }>('SELECT count(*)::int FROM users');
  for (const join of [{ code: 'NOSUCHCODE22' }, { code, studentNumber: 'S-1' }])
    await expect(signUp(join)).rejects.toMatchObject({ name: 'CodedError' });
  expect(await query('SELECT count(*)::int FROM users')).toEqual([{ count: before }]);

  const spoken = `${code.slice(0, 6).toLowerCase()}-${code.slice(6)}`;
  const [emmy, max] = [await signUp({ code: spoken, employeeId: 'FAC001' }), await signUp({ code })];
  await settle();
  const told = () => query(`SELECT type FROM notifications WHERE user_id = $1`, world.ownerId);
  expect([await waiting(), await told()]).toEqual([[], []]);
  for (const userId of [emmy, max]) await verify(userId);
  expect((await waiting()).map(({ person, employeeId }) => [person.id, employeeId])).toEqual([
    [emmy, 'FAC001'],
    [max, null],
  ]);
  // One message, however many ask.
  expect(await told()).toEqual([{ type: 'ORG_JOIN_REQUESTED' }]);
  expect(await query(`SELECT template FROM email_deliveries WHERE user_id = $1`, world.ownerId)).toEqual([
    { template: 'ORG_JOIN_REQUESTS' },
  ]);
});

it('those whose addresses nobody has verified shut nobody out whose address is', async () => {
  const { code } = await makeCode({ role: 'student' });
  await query(
    `WITH people AS (INSERT INTO users (email, name)
       SELECT format('flood-%s-%s@example.test', $2::text, n), 'Flood' FROM generate_series(1, $3::int) AS n RETURNING id)
     INSERT INTO organization_join_requests (organization_id, user_id, role) SELECT $1, id, 'student' FROM people`,
    world.organizationId,
    newId(),
    MOST_WAITING,
  );
  await expect(signUp({ code })).rejects.toMatchObject({ code: 'too_many_join_requests' });
  const emmy = await signUp();
  await verify(emmy);
  await get(JoinRequestsService).createAs(actorOf(emmy), { code });
  expect((await waiting()).map(({ person }) => person.id)).toEqual([emmy]);
});

it('who manages the courses admits or declines, once, and who asked is told', async () => {
  const { organizationId } = world;
  const { code } = await makeCode({ role: 'facilitator' });
  const ids: string[] = [];
  for (const employeeId of ['FAC001', 'fac001', undefined]) {
    const userId = await signUp({ code, employeeId });
    await verify(userId);
    ids.push(userId);
  }
  const [first, second, third] = await waiting();
  const answers = get(JoinAnswersService);
  const [{ id: managerId } = { id: '' }] = await query<{ id: string }>(
    `UPDATE organization_members SET is_course_manager = true WHERE organization_id = $1 AND user_id = $2 RETURNING user_id AS id`,
    organizationId,
    world.teacherId,
  );
  const manager = actorOf(managerId);
  const stranger = actorOf(ids[0]!);
  await expect(answers.list(stranger, organizationId, {})).rejects.toMatchObject({ code: 'not_found' });
  await answers.accept(manager, organizationId, first!.id, {});
  await expect(answers.list(stranger, organizationId, {})).rejects.toMatchObject({ code: 'forbidden' });
  await query('UPDATE users SET is_active = false WHERE id = $1', ids[1]);
  await expect(answers.accept(manager, organizationId, second!.id, {})).rejects.toMatchObject({ code: 'not_found' });
  await query('UPDATE users SET is_active = true WHERE id = $1', ids[1]);
  await expect(answers.accept(manager, organizationId, second!.id, {})).rejects.toThrow();
  expect(await waiting()).toHaveLength(2);
  await answers.accept(manager, organizationId, second!.id, { employeeId: 'FAC002' });
  const profiles = await query(
    `SELECT employee_id AS id FROM course_facilitators WHERE organization_id = $1 AND user_id = ANY($2) ORDER BY 1`,
    organizationId,
    ids,
  );
  expect(profiles).toEqual([{ id: 'FAC001' }, { id: 'FAC002' }]);

  const requests = get(JoinRequestsService);
  const outcomes = await Promise.allSettled([
    answers.accept(manager, organizationId, third!.id, {}),
    answers.decline(manager, organizationId, third!.id, { reason: 'Not yet' }),
    requests.delete(actorOf(ids[2]!), third!.id),
  ]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const late = await signUp({ code });
  await verify(late);
  const request = (await waiting()).find(({ person }) => person.id === late)!;
  await answers.decline(manager, organizationId, request.id, { reason: 'Not yet' });
  await settle();
  const mail = await query<{ data: { answer: string; reason: string | null } }>(
    `SELECT data FROM email_deliveries WHERE user_id = ANY($1) AND template = 'ORG_JOIN_ANSWER' ORDER BY created_at, id`,
    [ids[0], ids[1], late],
  );
  expect(mail.map(({ data: { answer, reason } }) => [answer, reason])).toEqual([
    ['accepted', null],
    ['accepted', null],
    ['declined', 'Not yet'],
  ]);
  await expect(requests.delete(actorOf(late), request.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(requests.createAs(actorOf(late), { code })).rejects.toMatchObject({
    driverError: { constraint: 'organization_join_requests_key' },
  });
  // A member may ask to be something else as well, but not what they are.
  await expect(requests.createAs(actorOf(ids[0]!), { code }).catch(codeOf)).resolves.toBe('already_member');
});

it('a code that admits at once does so as often as it says, not without an address and nobody who was taken out', async () => {
  const { organizationId, ownerId } = world;
  const { id, code } = await makeCode({ role: 'student', admitsAtOnce: true, maxUses: 2 });
  const [one, two, three, owned] = await Promise.all([1, 2, 3, 4].map(() => signUp({ code })));
  const students = async () =>
    (await query(`SELECT user_id FROM course_students WHERE user_id = ANY($1) AND is_active`, [one, two, three, owned]))
      .length;
  await get(Transactions).run(() => get(OrganizationsStandingAccess).endStandingAccess(owned!, 'first_proof'));
  await verify(owned!);
  expect([await students(), await waiting()]).toEqual([0, []]);
  // The last two places, and the third waits.
  await Promise.all([verify(one!), verify(two!), verify(three!)]);
  await settle();
  expect(await students()).toBe(2);
  expect(await waiting()).toHaveLength(1);
  const { uses } = await get(JoinCodesService).findOne(actorOf(ownerId), organizationId, id);
  expect(uses).toBe(2);
  await expect(get(JoinCodesService).preview(code)).rejects.toMatchObject({ code: 'join_code_invalid' });
  await expect(signUp({ code })).rejects.toMatchObject({ code: 'join_code_invalid' });

  const open = await makeCode({ role: 'student', admitsAtOnce: true });
  const former = await signUp({ code: open.code });
  await query(
    `INSERT INTO course_students (organization_id, user_id, is_active) VALUES ($1, $2, false)`,
    organizationId,
    former,
  );
  await verify(former);
  expect((await waiting()).map(({ person }) => person.id)).toContain(former);

  // Also whoever had no profile, until somebody admits them again.
  const plain = await signUp();
  await verify(plain);
  await get(Transactions).run(() => get(OrganizationsRepository).addMember(organizationId, plain, 'member'));
  await get(MembersService).remove(actorOf(ownerId), organizationId, plain);
  await get(JoinRequestsService).createAs(actorOf(plain), { code: open.code });
  await settle();
  const asked = (await waiting()).find(({ person }) => person.id === plain);
  expect(asked).toBeDefined();
  await get(JoinAnswersService).accept(actorOf(ownerId), organizationId, asked!.id, {});
  expect(await query('SELECT FROM organization_removals WHERE user_id = $1', plain)).toEqual([]);
});

it.each<[string, (adminId: string) => Promise<unknown>]>([
  ['was removed', (id) => get(MembersService).remove(actorOf(world.ownerId), world.organizationId, id)],
  [
    'became a plain member',
    (id) => get(MembersService).change(actorOf(world.ownerId), world.organizationId, id, { role: 'member' }),
  ],
  [
    'got the account back from somebody else',
    (id) => get(Transactions).run(() => get(OrganizationsStandingAccess).endStandingAccess(id, 'taken_back')),
  ],
])('a code admits nobody at once after whoever made it %s', async (_how, end) => {
  const { organizationId, ownerId } = world;
  const admin = await signUp();
  await verify(admin);
  await get(Transactions).run(() => get(OrganizationsRepository).addMember(organizationId, admin, 'admin'));
  const made = { role: 'student', admitsAtOnce: true } as const;
  const code = await get(JoinCodesService).createAs(actorOf(admin), organizationId, made);
  const other = await makeCode(made);
  await end(admin);
  const isAdmitting = async (id: string) =>
    (await get(JoinCodesService).findOne(actorOf(ownerId), organizationId, id)).admitsAtOnce;
  expect([await isAdmitting(code.id), await isAdmitting(other.id)]).toEqual([false, true]);
  const back = await signUp({ code: code.code });
  await verify(back);
  expect((await waiting()).map(({ person }) => person.id)).toEqual([back]);
});

it.each([
  ['student', { studentNumber: 'S-1' }],
  ['facilitator', { employeeId: 'F-1' }],
] as const)('nobody is admitted at once as a %s with a number, by which a roster gives courses', async (role, said) => {
  const { code } = await makeCode({ role, admitsAtOnce: true });
  const [claimant, honest] = [await signUp({ code, ...said }), await signUp({ code })];
  for (const userId of [claimant, honest]) await verify(userId);
  expect((await waiting()).map(({ person }) => person.id)).toEqual([claimant]);
  const profiles = await query(`SELECT user_id AS id FROM course_${role}s WHERE user_id = ANY($1)`, [claimant, honest]);
  expect(profiles).toEqual([{ id: honest }]);
});
