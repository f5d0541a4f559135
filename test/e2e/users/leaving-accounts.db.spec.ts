import { ErasuresService } from '../../../src/modules/people/users/erasures.service.js';
import { ProfilesService } from '../../../src/modules/people/users/profiles.service.js';
import { UsersService } from '../../../src/modules/people/users/users.service.js';
import { type Member, ToldPeople } from '../../worker/told-people.js';

let people: ToldPeople;

beforeAll(async () => {
  people = await ToldPeople.open();
});
afterAll(() => people.close());

const erasures = () => people.app.get(ErasuresService, { strict: false });
const users = () => people.app.get(UsersService, { strict: false });

/** Somebody with a password, as everybody has who signed up. */
async function member(name: string, role: 'admin' | 'user' = 'user'): Promise<Member> {
  const person = await people.member(name);
  await people.sql('UPDATE users SET role = $2 WHERE id = $1', [person.id, role]);
  await people.sql(`INSERT INTO password_credentials (user_id, hash) VALUES ($1, 'a hash')`, [person.id]);
  return { ...person, actor: { ...person.actor, role } };
}

/** Lets somebody write who came before the erasure that its owner asked for was committed. */
async function whileClosing({ actor }: Member, write: () => Promise<unknown>): Promise<unknown> {
  const commit = await people.keepOpen(() => erasures().request(actor));
  const writing = write().catch((error: unknown) => error);
  await people.somebodyWaits();
  await commit();
  return writing;
}

const account = async ({ id }: Member) => {
  const [row] = await people.sql(
    'SELECT role, is_active, first_name, erasure_requested_at IS NOT NULL AS leaves FROM users WHERE id = $1',
    [id],
  );
  return row;
};

describe('an account that is being closed', () => {
  it.each([
    [
      'an administrator who activates it',
      'not_found',
      (lea: Member, ann: Member) => users().administer(ann.actor, lea.id, { isActive: true }, undefined),
    ],
    [
      'its owner, who takes another name',
      'session_ended',
      (lea: Member) => users().changeProfile(lea.actor, { firstName: 'Lee' }, undefined),
    ],
    [
      'its owner, who writes a profile',
      'not_found',
      (lea: Member) =>
        people.app.get(ProfilesService, { strict: false }).replace(lea.actor, lea.id, { bio: 'Here' }, undefined),
    ],
  ])('stays so, whoever has waited for that: %s', async (_name, code, write) => {
    const [lea, ann] = [await member('Lea'), await member('Ann', 'admin')];
    expect(await whileClosing(lea, () => write(lea, ann))).toMatchObject({ code });
    expect(await account(lea)).toEqual({ role: 'user', is_active: false, first_name: null, leaves: true });
  });

  it('cannot be active, whoever writes it', async () => {
    const lea = await member('Lea');
    await erasures().request(lea.actor);
    await expect(people.sql('UPDATE users SET is_active = true WHERE id = $1', [lea.id])).rejects.toMatchObject({
      constraint: 'users_leaver_check',
    });
  });

  it('is told no more of itself', async () => {
    const lea = await member('Lea');
    await erasures().request(lea.actor);
    await expect(users().profile(lea.actor)).rejects.toMatchObject({ code: 'session_ended' });
  });
});

it('is changed by all who change it at once, unless they name a version', async () => {
  const [lea, ann] = [await member('Lea'), await member('Ann', 'admin')];
  const profiles = people.app.get(ProfilesService, { strict: false });
  const changes = [1, 2, 3].flatMap((number) => [
    users().changeProfile(lea.actor, { name: `Lea ${number}`, slug: `lea-${number}` }, undefined),
    users().administer(ann.actor, lea.id, { name: `Lea ${number}`, isActive: true }, undefined),
    profiles.replace(lea.actor, lea.id, { bio: `Number ${number}` }, undefined),
  ]);
  const outcomes = await Promise.allSettled(changes);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
});

describe('the last administrator', () => {
  beforeEach(() => people.sql(`UPDATE users SET role = 'user'`));

  it('is one who can sign in, whoever else was invited', async () => {
    const [ann, ghost] = [await member('Ann', 'admin'), await people.member('Ghost')];
    await people.sql(`UPDATE users SET role = 'admin' WHERE id = $1`, [ghost.id]);
    const demote = () => users().administer(ann.actor, ann.id, { role: 'user' }, undefined);
    await expect(demote()).rejects.toMatchObject({ code: 'last_admin' });
    await expect(erasures().request(ann.actor)).rejects.toMatchObject({ code: 'last_admin' });
    expect(await users().administer(ann.actor, ghost.id, { role: 'user' }, undefined)).toMatchObject({ role: 'user' });
    await people.sql(`UPDATE users SET role = 'admin' WHERE id = $1`, [ghost.id]);
    await people.sql(`INSERT INTO password_credentials (user_id, hash) VALUES ($1, 'a hash')`, [ghost.id]);
    expect(await demote()).toMatchObject({ role: 'user' });
  });
});
