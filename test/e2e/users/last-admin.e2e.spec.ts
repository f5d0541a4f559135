import { closeAccount, type Person, signUp, signUpAdmin } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { startSystem, type System } from '../../support/system.mjs';

/** In a system of its own, because the shared one has other administrators. */
describe('the last administrator', () => {
  let system: System;
  let admins: Person[];

  beforeAll(async () => {
    system = await startSystem({ apis: 2, worker: false });
    admins = await Promise.all(system.apis.map(({ url }) => signUpAdmin(new ApiClient(url), system.db)));
  });
  afterAll(() => system.stop());

  it('is left when two administrators demote each other at the same moment', async () => {
    const [one, other] = admins as [Person, Person];
    const answers = await Promise.all([
      one.api.patch(`/users/${other.id}`, { role: 'user' }),
      other.api.patch(`/users/${one.id}`, { isActive: false }),
    ]);
    // The second one is refused as the last administrator, or because it is none any more.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await system.db.query(
      `SELECT count(*)::int AS count FROM users WHERE role = 'admin' AND is_active`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('cannot demote, deactivate or erase itself', async () => {
    const { rows } = await system.db.query<{ id: string }>(`SELECT id FROM users WHERE role = 'admin' AND is_active`);
    const last = admins.find(({ id }) => id === rows[0]?.id);
    if (!last) throw new Error('There is no administrator left.');
    for (const change of [{ role: 'user' }, { isActive: false }])
      expect((await last.api.patch(`/users/${last.id}`, change)).body.code).toBe('last_admin');
    expect((await closeAccount(last)).body.code).toBe('last_admin');
  });

  it('does not stop others from going', async () => {
    const { api, password } = await signUp(new ApiClient(system.api.url));
    expect((await api.delete('/users/me', { password })).status).toBe(202);
  });
});
